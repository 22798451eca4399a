"""What is fuzzed: each target takes any bytes, and may raise nothing but what its readers are known to raise.

`TARGETS` names each with the executions that a second brings, by which `run.py` turns seconds into executions.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtSvg import QSvgRenderer

from desktop.output.html_text import to_html, to_html_blocks
from desktop.render.layouts.slide_layout import layout
from desktop.render.paint import frame_to_image
from desktop.render.picture_file import svg_part, svg_size
from desktop.render.svg.svg_element import SvgError
from desktop.render.svg.svg_filter import filter_svg
from desktop.render.text import break_text
from desktop.session.settings import Settings
from desktop.session.talk.talk_journal import TalkJournal
from desktop.story.assist.complete import complete
from desktop.story.assist.copied_languages import fit_languages
from desktop.story.assist.definition import find_definition
from desktop.story.assist.fixes import find_fixes
from desktop.story.assist.pasted_cells import read_cells, read_rows
from desktop.story.assist.pasted_source import read_source
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.format_date import format_date
from desktop.story.dates.parse import parse_date
from desktop.story.edit.copy_slides import is_copy, paste_slides
from desktop.story.edit.edit import EditError
from desktop.story.edit.merge import merge
from desktop.story.edit.move_dates import shift_by
from desktop.story.edit.new_tables import add_named_table
from desktop.story.edit.paste_cells import add_events
from desktop.story.editorial_checks import editorial_issues
from desktop.story.load.load import load_text
from desktop.story.markdown import parse_blocks, plain_text
from desktop.story.model import Source, Track
from desktop.story.speaker_notes import part_at_step, without_step_marks
from desktop.story.storage.encodings import guess_encoding
from desktop.story.storage.png_chunks import is_sound
from desktop.story.storage.unsaved import UnsavedStore
from desktop.story.storage.versions import VersionStore
from desktop.story.text_diff import apply_replacements, diff_texts
from desktop.story.toml.parser import is_toml
from desktop.story.toml.source_map import SourceMap
from desktop.timeline.data.load import DataError, read_events

_MAX_SLIDES = 6
_STORY = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en", "fr"]\n[[slide]]\nid = "a"\ntext = "A"\n'
# In memory where there is such a place: a disk would take most of the time.
SCRATCH = "/dev/shm" if Path("/dev/shm").is_dir() else None
_folder = Path(tempfile.mkdtemp(prefix="passeur-fuzz-", dir=SCRATCH))


def start() -> None:
    """Make what all targets stand on: one application without a display."""
    start.app = QGuiApplication.instance() or QGuiApplication(["passeur"])  # type: ignore[attr-defined]
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)


def fuzz_story(data: bytes) -> None:
    """Read a story, say its problems, and paint the frames of its first slides, every step of them."""
    result = load_text(data)
    for problem in result.problems[:50]:
        for language in ("en", "fr"):
            problem.format_line(language)
    for statement in SourceMap(result.text).statements[:50]:
        SourceMap(result.text).path_at(1, statement.start)
    if result.story is None:
        return
    editorial_issues(result.story)
    for slide in result.story.slides[:_MAX_SLIDES]:
        for language in result.story.languages[:2]:
            for aspect in ("16:9", "4:3"):
                frame = layout(slide, result.story, language, aspect=aspect)
                for step in (None, 0, frame.steps):
                    frame_to_image(frame, 192, 108, step)
    break_text.cache_clear()  # what was seen once must not be free the second time


def fuzz_date(data: bytes) -> None:
    """Read a date, say it, move it."""
    text = data.decode("utf-8", "replace")
    try:
        date = parse_date(text)
    except DateError as error:
        for language in ("en", "fr"):
            error.message(language)
        parse_date(error.example)
        return
    for language in ("en", "fr"):
        format_date(date, language)
        format_date(date, language, style="short")
    for count in (-3, 1, 1_000_000):
        with contextlib.suppress(EditError):  # too far away, or a date that cannot be moved
            parse_date(shift_by(text, count))


def fuzz_events(data: bytes) -> None:
    """Read a file of events, its kind by its first byte, and make every event of it."""
    suffix = (".csv", ".jsonl", ".parquet")[data[0] % 3] if data else ".csv"
    file = _folder / f"events{suffix}"
    file.write_bytes(data[1:])
    try:
        events = read_events(file, Track("t"), sources={Source("a").id})
    except DataError as error:
        for language in ("en", "fr"):
            error.message(language)
        return
    for number in range(min(len(events), 50)):
        event = events.event(number)
        events.find_event(event.id)
    events.search(data[:8].decode("utf-8", "replace"))


def fuzz_kept(data: bytes) -> None:
    """Read the settings, the journal and the versions that the program keeps."""
    state, _, rest = data.partition(b"\0\0")
    store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "passeur", "passeur")
    file = Path(store.fileName())
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(rest)
    settings = Settings()
    _ = (settings.recent_files, settings.language, settings.notes_size, settings.reduced_motion, settings.keys("next"))
    _ = (settings.defer_changes, settings.audience_screen("x"), settings.widget_state("main"))
    (_folder / "talk.json").write_bytes(state)
    TalkJournal(_folder).read_interrupted()
    path = rest.decode("utf-8", "surrogateescape")
    versions = VersionStore(_folder / "versions")
    with contextlib.suppress(UnicodeEncodeError):
        versions.list_versions(path)
        unsaved = UnsavedStore(_folder / "versions")
        kept_file = unsaved.new_file(path)
        kept_file.parent.mkdir(parents=True, exist_ok=True)
        kept_file.write_bytes(state)
        unsaved.read(kept_file)
        unsaved.delete(kept_file)


def fuzz_typing(data: bytes) -> None:
    """Complete, explain and mend a text at a place, as the editor does while somebody types."""
    text = data[1:].decode("utf-8", "replace")
    offset = data[0] * len(text) // 256 if data else 0
    complete(text, offset, "en", ("bridge.svg",))
    find_definition(text, offset)
    for problem in load_text(text).problems[:10]:
        for fix in find_fixes(problem, text):
            load_text(fix.edit.apply(text))


def fuzz_pasted(data: bytes) -> None:
    """Read what is pasted or dropped: a source, cells, slides of another story, a picture, a text of another encoding."""
    encoding = guess_encoding(data)
    if encoding:
        data.decode(encoding)
    is_sound(io.BytesIO(data), whole=True)
    text = data.decode("utf-8", "replace")
    edits = []
    if (source := read_source(text)) is not None:
        if source.date:
            parse_date(source.date)
        values = {"title": source.title, "publisher": source.publisher, "url": source.url, "date": source.date}
        edits.append(add_named_table(_STORY, "source", source.title, values)[0])
    if (rows := read_rows(text)) is not None:
        cells = read_cells(rows)
        events = [(one.date, one.title, one.text, one.track) for one in cells.events[:20]]
        for event in events:
            parse_date(event[0])
        edits.append(add_events(_STORY, events, "en", ("en", "fr"), ("gold",)))
    if is_copy(text):
        edits.append(paste_slides(_STORY, 1, fit_languages(text, ("en", "fr")))[0])
    for edit in edits:
        assert is_toml(edit.apply(_STORY)), "what was pasted broke the text"


def fuzz_merge(data: bytes) -> None:
    """Merge two changes of a text, all three parted by two zeros, and show their differences."""
    from desktop.ui.dialogs.text_diff_html import conflict_side_html, diff_html

    base, mine, theirs = ([part.decode("utf-8", "replace") for part in data.split(b"\0\0", 2)] + [""] * 3)[:3]
    assert apply_replacements(base, diff_texts(base, mine)) == mine
    assert merge(base, mine, base).text == mine
    merged = merge(base, mine, theirs)
    if all(map(is_toml, (base, mine, theirs))):
        assert is_toml(merged.text), "two sound texts became a broken one"
    for conflict in merged.conflicts:
        conflict_side_html(conflict.mine or "", conflict.theirs or "", conflict.base or "")
    merged.resolve({conflict.path: "theirs" for conflict in merged.conflicts})
    diff_html(base, theirs)


def fuzz_markup(data: bytes) -> None:
    """Read the marks of a text and the steps of its notes; nothing but marks may go."""
    text = data.decode("utf-8", "replace")
    for block in parse_blocks(text):
        for span in block.spans:
            assert span.text
    plain_text(text)
    part_at_step(text, 3)
    without_step_marks(text)


class _OurHtml(HTMLParser):
    """Takes the tags and attributes that we make, and no others; each that begins must end."""

    TAGS = frozenset(
        ("a", "b", "blockquote", "body", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li",
         "ol", "p", "pre", "s", "span", "strong", "table", "td", "th", "tr", "u", "ul")
    )  # fmt: skip
    ATTRIBUTES = frozenset(
        ("align", "border", "cellpadding", "cellspacing", "class", "dir", "height", "href", "rel", "start", "style",
         "type", "valign", "width")
    )  # fmt: skip

    def __init__(self, html: str, *, is_by_qt: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self.is_by_qt = is_by_qt  # which does not end each entry of a list
        self.open_tags: list[str] = []
        self.feed(html)
        self.close()
        assert self.is_by_qt or not self.open_tags, self.open_tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Qt writes a rule within an entry as `<li<hr />`.
        assert all(part in self.TAGS for part in (tag.split("<") if self.is_by_qt else [tag])), tag
        for name, value in attrs:
            assert name in self.ATTRIBUTES, name
            assert name != "href" or (value or "").lower().startswith(("http:", "https:", "mailto:")), value
            assert name != "style" or "url(" not in (value or ""), value
        if tag not in ("br", "hr"):
            self.open_tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("br", "hr") and not self.is_by_qt:
            assert self.open_tags[-1:] == [tag], tag
            self.open_tags.pop()

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    handle_pi = unknown_decl = handle_comment = handle_decl  # type: ignore[assignment]


def fuzz_html(data: bytes) -> None:
    """Make HTML of a text, of each kind that there is: nothing in it becomes a tag, loads or runs."""
    from desktop.ui.dialogs.text_diff_html import diff_html
    from desktop.ui.timeline.cards.card_text import to_rich_text
    from desktop.ui.widgets.rich_text import markdown_html

    text = data.decode("utf-8", "replace")
    first, _, second = text.partition("\0")
    _OurHtml(markdown_html(text), is_by_qt=True)
    for made in (to_html(text, ' rel="noopener"'), to_html_blocks(text), to_rich_text(text), diff_html(first, second)):
        _OurHtml(made)


def fuzz_drawing(data: bytes) -> None:
    """Filter an SVG, and paint what is left; filtered again, it is allowed still."""
    try:
        filtered = filter_svg(data).data
    except SvgError:
        return
    assert filter_svg(filtered).data == filter_svg(filter_svg(filtered).data).data
    for address in re.findall(rb'href="([^"]*)"', filtered):
        assert address.startswith((b"#", b"data:image/")), address
    renderer = QSvgRenderer(QByteArray(filtered))
    size = svg_size(renderer) if renderer.isValid() else None
    if size is not None:
        svg_part(renderer, size, QRectF(0, 0, *size), QSize(24, 24))


@dataclass(frozen=True)
class Target:
    """A function that is given bytes, and how often it is called in a second of a machine of two cores."""

    call: Callable[[bytes], None]
    rate: int
    max_length: int
    modules: tuple[str, ...] = ()  # of windows, which only this target imports


HTML_MODULES = (
    "desktop.ui.widgets.rich_text",
    "desktop.ui.dialogs.text_diff_html",
    "desktop.ui.timeline.cards.card_text",
)

TARGETS = {
    "story": Target(fuzz_story, 60, 4_000),
    "date": Target(fuzz_date, 4_000, 200),
    "events": Target(fuzz_events, 80, 4_000),
    "kept": Target(fuzz_kept, 800, 2_000),
    "typing": Target(fuzz_typing, 700, 1_000),
    "pasted": Target(fuzz_pasted, 1_500, 1_000),
    "merge": Target(fuzz_merge, 800, 2_000, ("desktop.ui.dialogs.text_diff_html",)),
    "markup": Target(fuzz_markup, 5_000, 500),
    "html": Target(fuzz_html, 1_500, 500, HTML_MODULES),
    "drawing": Target(fuzz_drawing, 9_000, 1_000),
}
