"""Writes the notes of slides, with their numbered sources."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.i18n import Language
from desktop.output.citation import citation_words
from desktop.output.pptx.fonts import locale_tag
from desktop.output.pptx.markup import document, element, words
from desktop.output.pptx.package import Package, Relations
from desktop.output.pptx.text_box import address
from desktop.output.safe_link import is_safe_link
from desktop.story.citations import slide_source_ids
from desktop.story.markdown import LINE_BREAK, Span, parse_blocks
from desktop.story.model import Slide, Story
from desktop.story.speaker_notes import split_by_step

NOTES_MASTER = "ppt/notesMasters/notesMaster1.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml"


class NotesWriter:
    """Writes the notes of a slide as Markdown says them."""

    def __init__(self, story: Story, language: Language, position: int) -> None:
        self._story = story
        self._language = language
        self.relations = Relations(f"ppt/notesSlides/notesSlide{position}.xml")
        self._slide_part = f"ppt/slides/slide{position}.xml"

    def write(self, package: Package, slide: Slide, missing: tuple[str, ...]) -> str:
        """Write the notes, if there are any; return their part or "".

        `missing` names pictures that could not be read.
        """
        paragraphs = "".join(self._paragraphs(slide, missing))
        if not paragraphs:
            return ""
        self.relations.add("notesMaster", NOTES_MASTER)
        self.relations.add("slide", self._slide_part)
        tree = element(
            "p:spTree",
            element("p:nvGrpSpPr", element("p:cNvPr", id=1, name=""), element("p:cNvGrpSpPr"), element("p:nvPr")),
            element("p:grpSpPr"),
            placeholder(2, "Slide", "sldImg"),
            placeholder(3, "Notes", "body", paragraphs),
        )
        markup = document("p:notes", element("p:cSld", tree), element("p:clrMapOvr", element("a:masterClrMapping")))
        package.add(self.relations.part, _TYPE, markup, self.relations)
        return self.relations.part

    def _paragraphs(self, slide: Slide, missing: tuple[str, ...]) -> Iterator[str]:
        own = self._language
        for part in split_by_step(slide.notes.get(own.code)):
            mark = (Span(f"[{part.step}] ", strong=True),) if part.step else ()
            for block in parse_blocks(part.text):
                lead = (Span(f"{block.bullet} "),) if block.bullet else ()
                yield self._paragraph((*mark, *lead, *block.spans))
                mark = ()
        sources = [self._story.source_by_id[source_id] for source_id in slide_source_ids(slide, self._story)]
        if sources:
            yield self._paragraph((Span(own.word("sources_heading"), strong=True),))
        for number, source in enumerate(sources, 1):
            text = Span(f"{number}. {citation_words(source, own)} ")
            yield self._paragraph((text, *([Span(source.url, link=source.url)] if source.url else [])))
        for file in missing:
            yield self._paragraph((Span(own.label(file.rpartition("/")[2], own.word("no_value"))),))

    def _paragraph(self, spans: tuple[Span, ...]) -> str:
        right_to_left = 1 if self._language.is_right_to_left else 0
        style = element("a:pPr", rtl=right_to_left, algn="r" if right_to_left else "l")
        return element("a:p", style, *(self._run(span) for span in spans if span.text))

    def _run(self, span: Span) -> str:
        link = ""
        if is_safe_link(span.link):
            target = self.relations.add("hyperlink", address(span.link), external=True)
            link = element("a:hlinkClick", r__id=target)
        properties = element(
            "a:rPr",
            link,
            lang=locale_tag(self._language.code),
            b=1 if span.strong else 0,
            i=1 if span.emphasis else 0,
            dirty=0,
        )
        lines = (element("a:r", properties, element("a:t", words(line))) for line in span.text.split(LINE_BREAK))
        return element("a:br").join(lines)


def placeholder(shape_id: int, name: str, kind: str, paragraphs: str = "") -> str:
    """Return a placeholder of a page of notes."""
    is_picture = kind == "sldImg"
    locks = element("a:spLocks", noGrp=1, noRot=1 if is_picture else None, noChangeAspect=1 if is_picture else None)
    place = element("p:nvPr", element("p:ph", type=kind, idx=None if is_picture else 1))
    head = element("p:nvSpPr", element("p:cNvPr", id=shape_id, name=name), element("p:cNvSpPr", locks), place)
    body = element("p:txBody", element("a:bodyPr"), element("a:lstStyle"), paragraphs) if not is_picture else ""
    return element("p:sp", head, element("p:spPr"), body)
