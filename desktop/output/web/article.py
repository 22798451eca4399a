"""Writes a story as an article.

Each slide is said in words, the timeline is a table, and the sources have numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.output.file_signs import clean_text
from desktop.output.outline import (
    Block,
    ChartTable,
    EntryList,
    Paragraph,
    Picture,
    Quotation,
    heading_of,
    slide_outline,
)
from desktop.output.web.html import blocks, inline, link, table, tag, words
from desktop.output.web.url_fragments import Addresses
from desktop.story.dates.format_date import format_date
from desktop.story.format.event_fields import CARD_FIELDS, field_texts
from desktop.story.localized_text import LocalizedText
from desktop.story.markdown import plain_text
from desktop.story.model import Event, Slide, Source, Story
from desktop.story.speaker_notes import without_step_marks
from desktop.timeline.event_search import event_source_ids


class Article:
    """Writes the words of a story in one language."""

    def __init__(self, story: Story, language: str, addresses: Addresses) -> None:
        self._story = story
        self._code = language
        self._language = story.own_language(language)
        self._addresses = addresses
        self._cited: dict[str, int] = {}

    def masthead(self) -> str:
        """Return the title of the story, its subtitle and author."""
        story, code = self._story, self._code
        parts = [tag("h1", inline(story.title.get(code)))]
        parts += [tag("p", inline(story.subtitle.get(code)), class_="subtitle")] if story.subtitle else []
        parts += [tag("p", inline(story.author.get(code)), class_="author")] if story.author else []
        return "".join(parts)

    def slide_words(self, slide: Slide) -> str:
        """Return a slide's text, with its notes."""
        outline = slide_outline(slide, self._story, self._code)
        title, used = heading_of(outline, self._story, self._code)
        kickers = [one for one in outline.blocks if isinstance(one, Paragraph) and one.role == "kicker"]
        parts = [tag("p", inline(one.text), class_="kicker") for one in kickers if one is not used]
        parts.append(tag("h2", inline(title), self._marks(used.sources if used else ())))
        parts += [self._block(one, slide) for one in outline.blocks if one not in kickers and one is not used]
        notes = without_step_marks(slide.notes.get(self._code)).strip()
        if notes:
            summary = tag("summary", words(self._language.word("notes_heading")))
            parts.append(tag("details", summary, blocks(notes), class_="notes"))
        return "".join(parts)

    def slide_title(self, slide: Slide) -> str:
        """Return the plain title of a slide, or its substitute."""
        return plain_text(heading_of(slide_outline(slide, self._story, self._code), self._story, self._code)[0])

    def timeline_table(self, events: Sequence[Event]) -> str:
        """Return the events as a table: date, event, track."""
        header = [self._language.word(f"{key}_heading") for key in ("date", "event", "track")]
        return table(header, map(self._event_row, events))

    def sources(self) -> str:
        """Return the sources as a list, the cited ones first."""
        cited = [self._story.source_by_id[name] for name in self._cited]
        others = [source for source in self._story.sources if source.id not in self._cited]
        entries = (
            tag("li", self._citation(source), id=self._addresses.id_of(self._code, f"source={source.id}"))
            for source in (*cited, *others)
        )
        return tag("ol", *entries) if self._story.sources else ""

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _block(self, block: Block, slide: Slide) -> str:
        if isinstance(block, Paragraph):
            marks = self._marks(block.sources)
            if block.role == "text":
                return _with_marks(blocks(block.text), marks)
            return tag("p", inline(block.text), marks, class_=block.role)
        if isinstance(block, Quotation):
            return self._quotation(block)
        if isinstance(block, EntryList):
            return self._entries(block, slide)
        if isinstance(block, ChartTable):
            return self._chart(block)
        return self._picture(block)

    def _quotation(self, block: Quotation) -> str:
        paraphrase = tag("small", words(f" ({block.paraphrase})")) if block.paraphrase else ""
        quote = tag("blockquote", _with_marks(blocks(block.text), paraphrase + self._marks(block.sources)))
        by = ", ".join(inline(word) for word in (block.by, block.role) if word.strip())
        return tag("figure", quote, tag("figcaption", by) if by else "", class_="quote")

    def _entries(self, block: EntryList, slide: Slide) -> str:
        entries = []
        for number, entry in enumerate(block.entries, start=1):
            lead = tag("strong", inline(entry.lead)) if entry.lead.strip() else ""
            text = inline(entry.text) if entry.text.strip() else ""
            gap = " – " if lead and text else ""
            name = f"{self._addresses.of_slide(slide)}/{block.kind[:-1]}-{number}"
            id_ = self._addresses.id_of(self._code, name) if block.kind != "events" else None
            entries.append(tag("li", lead, gap, text, self._marks(entry.sources), id=id_))
        return tag("ol" if block.ordered else "ul", *entries, class_=block.kind)

    def _chart(self, block: ChartTable) -> str:
        rows = (
            tag("tr", tag("th", words(row[0]), scope="row"), *(tag("td", words(cell)) for cell in row[1:]))
            for row in block.rows
        )
        caption = plain_text(block.unit)
        summary = tag("p", words(block.summary), self._marks(block.sources)) if block.summary else ""
        return summary + tag(
            "details", tag("summary", words(caption or "…")), table(block.header, rows), class_="chart"
        )

    def _picture(self, block: Picture) -> str:
        return tag("p", inline(block.alt), class_="alt") if block.alt.strip() else ""

    def _event_row(self, event: Event) -> str:
        code, language = self._code, self._language
        title = inline(event.title.get(code)) or words(event.id)
        track = self._story.track_by_id.get(event.track)
        when = format_date(event.when, language)
        if event.status != "happened":
            when = language.word(event.status, date=when)
        return tag(
            "tr",
            tag("td", words(when), class_="date"),
            tag("th", tag("div", title, class_="title"), self._event_detail(event), scope="row"),
            tag("td", words(track.title.get(code) or track.id) if track else ""),
            id=self._addresses.id_of(code, f"event={event.id}"),
            data_event=event.id,
        )

    def _event_detail(self, event: Event) -> str:
        code = self._code
        parts = [blocks(event.text.get(code))]
        entries = [self._entry(one.value, one.label) for one in event.figures]
        entries += [self._entry(one.says, one.text) for one in event.claims]
        parts += [tag("ul", *entries)] if entries else []
        small_fields = (field for field in CARD_FIELDS if field.use is not None and field.use.card == "detail")
        details = [self._language.join_list(field_texts(event, field, code)) for field in small_fields]
        parts += [tag("p", inline(text), class_="small") for text in details if text.strip()]
        sources = [name for name in self._story.source_by_id if name in event_source_ids(event)]
        named = [self._named_source(self._story.source_by_id[name]) for name in sources]
        parts += [tag("p", ", ".join(named), class_="small")] if named else []
        slide_id = self._story.slide_id_by_event.get(event.id)
        if slide_id in self._addresses.slides:
            slide = self._story.slides[self._story.slide_index[slide_id]]
            target = "#" + self._addresses.id_of(code, self._addresses.of_slide(slide))
            arrow = "← " if self._language.is_right_to_left else "→ "
            parts.append(tag("p", tag("a", arrow, words(self.slide_title(slide)), href=target), class_="small"))
        return tag("div", *parts, class_="detail")

    def _entry(self, lead: LocalizedText, text: LocalizedText) -> str:
        said = (tag("strong", inline(lead.get(self._code))), inline(text.get(self._code)))
        return tag("li", " – ".join(part for part in said if part))

    def _named_source(self, source: Source) -> str:
        code = self._code
        name = next((text for text in (source.publisher, source.author, source.title) if text), None)
        return link(words(plain_text(name.get(code)) if name else source.id), source.url)

    def _citation(self, source: Source) -> str:
        code = self._code
        title = inline(source.title.get(code))
        parts = [inline(source.author.get(code)), link(title, source.url), inline(source.publisher.get(code))]
        parts += [words(format_date(source.date, self._language))] if source.date is not None else []
        parts += [inline(source.note.get(code))]
        if source.url and not title:
            parts.append(link(words(source.url), source.url))
        return ", ".join(part for part in parts if part) or words(source.id)

    def _marks(self, sources: Iterable[str]) -> str:
        marks = []
        for name in dict.fromkeys(sources):
            if name in self._story.source_by_id:
                number = self._cited.setdefault(name, len(self._cited) + 1)
                target = "#" + self._addresses.id_of(self._code, f"source={name}")
                label = self._source_label(name)
                marks.append(tag("a", str(number), href=target, title=label))
        return tag("sup", " ".join(marks)) if marks else ""

    def _source_label(self, name: str) -> str:
        source = self._story.source_by_id[name]
        text = next((one.get(self._code) for one in (source.publisher, source.title) if one), name)
        return clean_text(plain_text(text))


def _with_marks(paragraphs: str, marks: str) -> str:
    """Return paragraphs with marks at the end of the last one."""
    if not marks:
        return paragraphs
    head, end, tail = paragraphs.rpartition("</p>")
    return f"{head}{marks}{end}{tail}" if end and not tail else paragraphs + marks
