"""Writes a whole story as Markdown: slides, notes, timeline and sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

from desktop.i18n import Language
from desktop.output.data.all_events import all_events
from desktop.output.data.text_file import write_text
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
from desktop.output.safe_link import is_safe_link
from desktop.output.selection import NoteCallback, ProgressCallback, no_note, no_progress, select_slides
from desktop.story.dates.format_date import format_date
from desktop.story.model import Event, Source, Story
from desktop.story.speaker_notes import without_step_marks

_SIGNS_OF_NO_LINK: Final = re.compile(r"[\s<>]")
_MARK: Final = re.compile(r"(?P<code>`[^`\n]+`)|(?<!\\)(?:<|\[(?=[^\[\]\n]+\]\((?P<link>[^)\s\[]+)\)))")
"""Code, the beginning of a tag, and of a link."""


def write_markdown(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    slides: str = "",
    progress: ProgressCallback = no_progress,
    note: NoteCallback = no_note,
) -> tuple[Path, ...]:
    """Write the story as Markdown with footnotes; return the file.

    Raises ExportError where a slide is unknown or the file cannot be written.
    """
    language = language or story.languages[0]
    own_language = story.own_language(language)
    parts = [f"# {_line(story.title.get(language))}"]
    parts += [f"*{_line(story.subtitle.get(language))}*"] if story.subtitle else []
    parts += [_line(story.author.get(language))] if story.author else []
    for slide in select_slides(story, slides):
        outline = slide_outline(slide, story, language)
        title, used = heading_of(outline, story, language)
        parts.append(f"## {_line(title)}{_marks(used.sources, story) if used is not None else ''}")
        for block in outline.blocks:
            parts += _block(block, story) if block is not used else ()
        notes = _harmless(without_step_marks(slide.notes.get(language)).strip())
        if notes:
            quoted = "\n".join(f"> {line}".rstrip() for line in notes.splitlines())
            parts.append(f"> **{own_language.word('notes_heading')}**\n>\n{quoted}")
    events = [] if slides else all_events(story, note)
    if events:
        parts += [f"## {own_language.word('timeline_heading')}", _timeline(story, events, own_language)]
    if story.sources:
        parts.append(f"## {own_language.word('sources_heading')}")
        parts += [f"[^{source.id}]: {_citation(source, own_language)}" for source in story.sources]
    return write_text(Path(path), "\n\n".join(parts) + "\n", progress)


def _block(block: Block, story: Story) -> Iterator[str]:
    """Yield a block of a slide as paragraphs of Markdown."""
    if isinstance(block, Paragraph):
        mark = {"kicker": "**", "subtitle": "*", "date": "**", "note": "*"}.get(block.role, "")
        text = f"{mark}{_line(block.text)}{mark}" if mark and mark not in block.text else _harmless(block.text.strip())
        yield text + _marks(block.sources, story)
    elif isinstance(block, Quotation):
        paraphrase = f" ({_line(block.paraphrase)})" if block.paraphrase else ""
        yield f"> {_line(block.text)}{paraphrase}{_marks(block.sources, story)}"
        by = ", ".join(_line(word) for word in (block.by, block.role) if word)
        if by:
            yield f"> — {by}"
    elif isinstance(block, EntryList):
        bullets = (f"{number}." if block.ordered else "-" for number in range(1, len(block.entries) + 1))
        yield "\n".join(
            f"{bullet} {_entry(entry.lead, entry.text)}{_marks(entry.sources, story)}"
            for bullet, entry in zip(bullets, block.entries, strict=True)
        )
    elif isinstance(block, ChartTable):
        yield from _chart(block, story)
    elif isinstance(block, Picture):
        yield f"![{_line(block.alt)}](<{block.file}>)"


def _entry(lead: str, text: str) -> str:
    return " — ".join(part for part in (f"**{_line(lead)}**" if lead.strip() else "", _line(text)) if part)


def _chart(block: ChartTable, story: Story) -> Iterator[str]:
    """Yield a chart as a table and a sentence."""
    if block.unit:
        yield f"*{_line(block.unit)}*{_marks(block.sources, story)}"
    yield _table(block.header, block.rows)
    yield _line(block.summary) + ("" if block.unit else _marks(block.sources, story))


def _timeline(story: Story, events: Iterable[Event], language: Language) -> str:
    rows = []
    for event in events:
        track = story.track_by_id.get(event.track)
        title = event.title.get(language.code) + _marks(event.sources, story)
        rows.append((format_date(event.when, language), title, track.title.get(language.code) if track else ""))
    return _table([language.word(f"{key}_heading") for key in ("date", "event", "track")], rows)


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of Markdown; a cell's own bars are escaped."""
    lines = [tuple(header), *(tuple(row) for row in rows)]
    cells = [[_line(cell).replace("|", "\\|") for cell in line] for line in lines]
    cells.insert(1, ["---"] * len(cells[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def _citation(source: Source, language: Language) -> str:
    """Return the text of a source's footnote."""
    words = [source.author.get(language.code), source.title.get(language.code), source.publisher.get(language.code)]
    words += [format_date(source.date, language)] if source.date is not None else []
    words = [_line(word) for word in words if word]
    address = _SIGNS_OF_NO_LINK.sub(lambda sign: quote(sign[0]), source.url.strip())
    words.append(f"<{address}>" if is_safe_link(address) else _line(source.url))
    return language.join_list([word for word in words if word]) or source.id


def _marks(sources: Iterable[str], story: Story) -> str:
    return "".join(f"[^{name}]" for name in sources if name in story.source_by_id)


def _line(text: str) -> str:
    """Return a text on one line, harmless."""
    return _harmless(" ".join(text.split()))


def _harmless(text: str) -> str:
    """Return a text without HTML and unsafe links.

    Stories have no HTML: other readers of Markdown would take it for such.
    """

    def escaped(mark: re.Match[str]) -> str:
        is_kept = mark["code"] or (mark["link"] and (mark["link"][0] == "#" or is_safe_link(mark["link"])))
        return mark[0] if is_kept else f"\\{mark[0]}"

    return _MARK.sub(escaped, text)
