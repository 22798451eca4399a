"""The web page writer exports the whole story as one HTML file."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desktop.output.export_files import replacing
from desktop.output.export_job import ExportJob, prepare_export, read_events
from desktop.output.file_signs import clean_text
from desktop.output.outline import slide_outline
from desktop.output.selection import ExportError, ExportPage, ProgressCallback, no_progress
from desktop.output.subset_fonts import PageFonts
from desktop.output.web.article import Article
from desktop.output.web.axis_words import axis_levels
from desktop.output.web.drawing import PageDrawings
from desktop.output.web.html import script_data
from desktop.output.web.og_image import CARD_SIZE, write_card_picture
from desktop.output.web.page import SocialCard, document, style
from desktop.output.web.page_body import Edition, PageSlide, page_edition
from desktop.output.web.timeline_data import timeline_data
from desktop.output.web.timeline_drawing import whole_timeline
from desktop.output.web.url_fragments import Addresses
from desktop.render.theme import PRINT, theme
from desktop.story.markdown import plain_text
from desktop.story.model import Slide, Story
from desktop.timeline.camera import slide_window

if TYPE_CHECKING:
    pass


def write_page(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    slides: str = "",
    url: str = "",
    progress: ProgressCallback = no_progress,
) -> tuple[Path, ...]:
    """Write the story as one web page; return the files.

    It has all languages and opens in `language`. With `url`, the address where it will stand, a picture for links to it is
    written beside it. Raises ExportError where a slide is unknown, the address is none or a file cannot be written. A
    QGuiApplication must exist.
    """
    if url and not _is_page_address(url):
        raise ExportError("bad_url", url=url)
    path = Path(path)
    first = language or story.languages[0]
    languages = (first, *(code for code in story.languages if code != first))
    jobs = [prepare_export(story, code, slides, "final") for code in languages]
    jobs = [job if job.aggregated else replace(job, aggregated=read_events(story, job.language)) for job in jobs]
    writer = _PageWriter(story, languages, [page.slide.id for page in jobs[0].pages])
    total = sum(len(job.pages) for job in jobs)
    done = 0
    editions = []
    for job in jobs:
        page_slides = []
        for page in job.pages:
            if not progress(done, total):
                raise ExportError("cancelled")
            page_slides.append(writer.slide(job, page))
            done += 1
        editions.append(writer.edition(job, page_slides))
    card = SocialCard(url, f"{path.stem}.png", *CARD_SIZE) if url else None
    data = {}
    if any(edition.has_stage for edition in editions):
        aggregated = {job.language: job.aggregated for job in jobs}
        data = {"levels": axis_levels(), **timeline_data(story, languages, aggregated)}
    text = writer.document(editions, data, card)
    with ExitStack() as replacements:
        page_path = replacements.enter_context(replacing(path))
        page_path.write_text(clean_text(text), "utf-8", newline="\n")
        files = [path]
        if card is not None:
            files.append(path.with_name(card.picture))
            frame = jobs[0].lay_out(jobs[0].pages[0], "16:9")
            write_card_picture(frame, replacements.enter_context(replacing(files[1])))
    progress(total, total)
    return tuple(files)


class _PageWriter:
    """Lays slides out, with parts shared by all languages."""

    def __init__(self, story: Story, languages: tuple[str, ...], slides: list[str]) -> None:
        self._story = story
        self._addresses = Addresses(languages, slides)
        self._fonts = PageFonts()
        self._drawings = PageDrawings(self._fonts)
        self._dark = theme(story.theme)
        self._articles = {code: Article(story, code, self._addresses) for code in languages}

    def slide(self, job: ExportJob, page: ExportPage) -> PageSlide:
        """Return a slide as HTML."""
        story, slide = self._story, page.slide
        aspect = job.aspect("")
        dark = job.lay_out(page, aspect)
        light = job.lay_out(page, aspect, PRINT)
        article = self._articles[job.language]
        language = story.own_language(job.language)
        number = story.slide_numbers[slide.id]
        place = language.word("page_place", number=number, count=len(story.main_slides))
        address = self._addresses.of_slide(slide)
        kinds = {type(block).__name__ for block in slide_outline(slide, story, job.language).blocks}
        return PageSlide(
            address,
            self._addresses.id_of(job.language, address),
            article.slide_title(slide),
            language.word("backup", number=number) if slide.backup else place,
            self._drawings.draw(dark, light),
            article.slide_words(slide),
            dark.steps,
            slide.layout in ("timeline", "title") or bool(kinds & {"ChartTable", "Picture"}),
            slide.layout == "title" and article.slide_title(slide) == plain_text(story.title.get(job.language)),
            _window_of(slide, story),
        )

    def edition(self, job: ExportJob, slides: list[PageSlide]) -> Edition:
        """Return all that the page says in a language."""
        story, code = self._story, job.language
        article = self._articles[code]
        events = sorted(story.events, key=lambda event: event.when.time_order)
        drawing = ""
        if events or job.aggregated:
            frames = (whole_timeline(story, code, one, job.aggregated) for one in (self._dark, PRINT))
            drawing = self._drawings.draw(*frames)
        return Edition(
            code,
            article,
            slides,
            drawing,
            article.timeline_table(events) if events else "",
            bool(events),
        )

    def document(self, editions: list[Edition], data: Mapping[str, object], card: SocialCard | None) -> str:
        """Return the page as text."""
        shared = self._drawings.shared()
        contents = [page_edition(self._story, one, editions, self._addresses) for one in editions]
        spoken = data.get("languages", {})
        assert isinstance(spoken, dict)
        rules = []
        for edition, content in zip(editions, contents, strict=True):
            families = self._fonts.add_html(content, script_data(spoken.get(edition.language, "")))
            values = ";".join(f"--{name}:{family}" for name, family in families.items())
            rules.append(f'.edition[lang="{edition.language}"]{{{values}}}')
        faces, classes = self._fonts.faces(), "\n".join((self._fonts.classes(), *rules))
        sheet = style(faces, classes, self._drawings.color_rules(), self._dark, PRINT)
        return document(self._story, editions[0].language, [shared, *contents], sheet, data, card)


def _window_of(slide: Slide, story: Story) -> str:
    """Return the start and the span of a slide's time in seconds."""
    if slide.window is None and slide.date is None and not slide.highlight and story.event_of(slide) is None:
        return ""
    window = slide_window(story, slide)
    return f"{window.start} {window.span:.0f}"


def _is_page_address(url: str) -> bool:
    """Return whether an address is one of the web, with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
