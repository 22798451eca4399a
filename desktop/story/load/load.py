"""Load a story from `content.toml`, with all its problems.

All that can be read is read: a key with an error is left out and its slide is marked, and nothing else changes. Only a
file that is not TOML gives no story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from os import PathLike, fspath
from os.path import dirname
from typing import Any, Final

from desktop.fast_dataclass import dataclass
from desktop.story.chart import Chart, ChartBand, ChartLine, Point, Series
from desktop.story.format.field import Field
from desktop.story.format.fields import FORMAT_VERSION, NAMED_TABLES, TABLES_BY_NAME
from desktop.story.format.limits import MAX_ENTRIES, MAX_LANGUAGES, MAX_POINTS, MAX_TABLES
from desktop.story.ids import ID_PATTERN, slide_ids
from desktop.story.load.calendars import in_their_calendars
from desktop.story.load.chart_dates import with_dates_in_words
from desktop.story.load.date_format_check import check_date_format
from desktop.story.load.issue_collector import INVALID
from desktop.story.load.locate_problems import issues_to_problems
from desktop.story.load.series_checks import check_series
from desktop.story.load.slide_checks import check_slide, check_slide_id
from desktop.story.load.slide_reuse import ReusedSlides
from desktop.story.load.values import ValueReader
from desktop.story.load.zones import align_zones
from desktop.story.localized_text import KeyPath
from desktop.story.model import Bookmark, Claim, Era, Event, Figure, Group, ListItem, Slide, Source, Story, Track
from desktop.story.problems.problem import Problem
from desktop.story.storage.files import NamedFiles
from desktop.story.storage.guarded_read import read_story_bytes
from desktop.story.toml.read import decode, parse_toml
from desktop.story.toml.toml_errors import UnreadableFileError
from desktop.story.track_series import SeriesPoint, TrackSeries

_EVENT_PAIRS: Final = (("became", "became_from"), ("became_from", "became"), ("every", "until"), ("until", "every"))
_MODEL_CLASSES: Final[dict[str, Callable[..., Any]]] = {
    "band": ChartBand,
    "claim": Claim,
    "figure": Figure,
    "item": ListItem,
    "line": ChartLine,
    "point": Point,
    "series": Series,
    "series_point": SeriesPoint,
    "track_series": TrackSeries,
}
_REQUIRED_BY_MODEL: Final = {
    "band": ("start", "end"),
    "claim": ("says",),
    "bookmark": ("window",),
    "era": ("when",),
    "figure": ("value",),
    "line": ("at",),
    "point": ("at",),
    "series": ("points",),
    "series_point": ("when",),
}
"""The attributes without which an object of the model cannot be made."""
_POINT_TABLES: Final = ("point", "series_point")


@dataclass(frozen=True, slots=True)
class LoadResult:
    """Holds a loaded text with its story and problems.

    `story` is None if the text is not TOML. `named_files` is what the loader was told of its files.
    """

    story: Story | None
    problems: tuple[Problem, ...]
    text: str = ""
    named_files: NamedFiles | None = None


ReadStory = tuple[bytes, str, LoadResult]
"""A file's bytes (b"" if unreadable), its folder and its story."""


def load_file(path: str | PathLike[str], language: str = "en") -> LoadResult:
    """Load a story from a file, whose folder holds its images.

    Nothing is raised for a bad file: its problems are in the result.
    """
    return read_and_load(fspath(path), language)[2]


def read_and_load(path: str, language: str = "en", *, asks_for_files: bool = True) -> ReadStory:
    """Return a file's bytes (b"" if unreadable), its folder and its story."""
    try:
        data, folder = read_story_bytes(path)
    except UnreadableFileError as error:
        problem = Problem("error", error.code, file=path, values=error.values)
        return b"", dirname(path), LoadResult(None, (problem,))
    known_files = None if asks_for_files else NamedFiles(folder)  # which count as there
    return data, folder, load_text(data, path=path, folder=folder, language=language, known_files=known_files)


def load_text(
    text: str | bytes,
    *,
    path: str = "content.toml",
    folder: str | PathLike[str] | None = None,
    language: str = "en",
    known_files: NamedFiles | None = None,
) -> LoadResult:
    """Load a story from its text.

    `path` names it in problems; `folder` holds its images (None: it has none). `language` is assumed for a story that
    does not give its languages. With `known_files`, the disk is not asked for a file.
    """
    try:
        decoded = decode(text)
        data = parse_toml(decoded)
    except UnreadableFileError as error:
        problem = Problem(
            "error", error.code, (), path, error.line, error.column, error.line, error.end_column, error.values
        )
        return LoadResult(None, (problem,), error.text)
    named_files = NamedFiles("" if folder is None else fspath(folder), known_files)
    builder = _StoryBuilder(data, named_files, language)
    story = builder.build()
    return LoadResult(story, issues_to_problems(builder.reader.issues, decoded, path), decoded, named_files)


class _StoryBuilder:
    """Builds one story from the parsed data of its file."""

    def __init__(self, data: dict[str, Any], named_files: NamedFiles, language: str) -> None:
        self.data = data
        self.folder = named_files.folder
        ids = {name: frozenset(self._tables_by_id(name)) for name in NAMED_TABLES}
        self.reader = ValueReader(self._story_languages(language), ids, named_files)
        self._event_claims: dict[str, int] = {}

    def _tables_by_id(self, table_name: str) -> dict[str, Any]:
        tables = self.data.get(table_name)
        return tables if isinstance(tables, dict) else {}

    def _story_languages(self, default_language: str) -> tuple[str, ...]:
        """Return the languages of the texts, even if `languages` is wrong."""
        story = self._tables_by_id("story")
        given_languages = story.get("languages")
        if isinstance(given_languages, str):
            return (given_languages,)
        if isinstance(given_languages, list):
            codes = tuple(dict.fromkeys(name for name in given_languages if isinstance(name, str) and name))
            if codes:
                return codes[:MAX_LANGUAGES]
        title = story.get("title")
        return tuple(title)[:MAX_LANGUAGES] if isinstance(title, dict) and title else (default_language,)

    def build(self) -> Story:
        """Return the story; the issues are in the reader."""
        reader, data = self.reader, self.data
        if not data:
            reader.report("file.empty", (), "key")
            return Story(languages=reader.languages, folder=self.folder)
        root = TABLES_BY_NAME["root"]
        keys = tuple(field.key for field in root.fields)
        for key in data:
            if key not in keys:
                self._report_unknown_table(key, keys)
        self._check_format()
        arguments = self._read_table("story", data.get("story", {}), ("story",))
        if "story" not in data:
            reader.issues[:] = [issue for issue in reader.issues if issue.path != ("story",)]
            reader.report("story.missing", (), "key")
        arguments["languages"] = arguments.get("languages", reader.languages)
        arguments["sources"] = tuple(self._read_each("source", Source))
        arguments["tracks"] = tuple(self._read_each("track", Track))
        arguments["groups"] = tuple(self._read_each("group", Group))
        arguments["eras"] = tuple(self._read_each("era", Era))
        events = in_their_calendars(tuple(self._read_events()), arguments.get("calendar", ""))
        arguments["events"] = align_zones(events)
        arguments["bookmarks"] = tuple(self._read_each("bookmark", Bookmark))
        arguments["slides"] = tuple(self._read_slides())
        return Story(**arguments, folder=self.folder)

    def _report_unknown_table(self, key: str, keys: tuple[str, ...]) -> None:
        value = self.data[key]
        is_table = isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict))
        names = tuple(name for name in keys if (name != "format") == bool(is_table))
        self.reader.report(
            "key.unknown",
            (key,),
            "key",
            name=key,
            table="in.root",
            guess=self.reader.closest_match(key, names),
            keys=keys,
        )

    def _check_format(self) -> None:
        number = self.data.get("format")
        if "format" not in self.data:
            self.reader.report("format.missing", (), "key", severity="warning")
        elif not isinstance(number, int) or isinstance(number, bool) or number < 1:
            self.reader.report_wrong_type(TABLES_BY_NAME["root"].fields[0], number, ("format",))
        elif number > FORMAT_VERSION:
            self.reader.report("format.newer", ("format",), number=number)

    # ------------------------------------------------------------------ tables by id

    def _read_each(self, table_name: str, model: Callable[..., Any]) -> Iterable[Any]:
        for table_id, table, path in self._iter_tables(table_name):
            arguments = self._read_table(table_name, table, path)
            check_series(self.reader, arguments, path)
            if table_name == "track":
                check_date_format(self.reader, arguments, path)
            if all(name in arguments for name in _REQUIRED_BY_MODEL.get(table_name, ())):
                yield model(id=table_id, **arguments)

    def _iter_tables(self, table_name: str) -> Iterable[tuple[str, dict[str, Any], KeyPath]]:
        """Yield the tables of `[name.ID]`; report other values."""
        reader = self.reader
        tables = self.data.get(table_name, {})
        if isinstance(tables, list):
            reader.report("single.brackets", (table_name,), "key", name=table_name)
            return
        if not isinstance(tables, dict):
            reader.report_wrong_type(
                next(field for field in TABLES_BY_NAME["root"].fields if field.key == table_name), tables, (table_name,)
            )
            return
        if len(tables) > MAX_TABLES:
            first_beyond = next(islice(tables, MAX_TABLES, None))
            reader.report_excess(table_name, len(tables), MAX_TABLES, (table_name, first_beyond), "key")
        for table_id, table in islice(tables.items(), MAX_TABLES):
            path: KeyPath = (table_name, table_id)
            if not isinstance(table, dict):
                spec = TABLES_BY_NAME[table_name]
                if any(field.key == table_id for field in spec.fields):
                    reader.report("single.brackets", path, "key", name=table_name)
                else:
                    reader.report(
                        "type.in", path, name=table_name, expected="kind.table", found="found.list", example="{ … }"
                    )
                continue
            if not ID_PATTERN.fullmatch(table_id) and not table_id.isdecimal():
                reader.report("id.bad", path, "key", id=table_id)
            yield table_id, table, path

    def _read_events(self) -> Iterable[Event]:
        story_calendar = self._tables_by_id("story").get("calendar", "")
        for event_id, table, path in self._iter_tables("event"):
            self.reader.calendar = table.get("calendar") or story_calendar
            arguments = self._read_table("event", table, path)
            self._event_claims[event_id] = len(arguments.get("claims", ()))
            for first_key, second_key in _EVENT_PAIRS:
                if first_key in table and second_key not in table:
                    self.reader.report("pair", (*path, first_key), "key", name=first_key, other=second_key)
            if event_id in arguments.get("leads_to", ()):
                self.reader.report("ref.self", (*path, "leads_to"), id=event_id)
                arguments["leads_to"] = tuple(name for name in arguments["leads_to"] if name != event_id)
            self._check_recurrence(arguments, path)
            if "when" in arguments:
                yield Event(id=event_id, **arguments)
        self.reader.calendar = ""

    def _check_recurrence(self, arguments: dict[str, Any], path: KeyPath) -> None:
        if "every" not in arguments:
            return
        from desktop.story.dates.recurrence import can_repeat, parse_step  # few stories have such an event

        step = parse_step(arguments["every"])
        if step is None:
            self.reader.report("every.bad", (*path, "every"), value=arguments.pop("every"))
        elif "when" in arguments and not can_repeat(arguments["when"], step):
            self.reader.report("every.date", (*path, "every"), value=arguments.pop("every"))

    # ------------------------------------------------------------------ slides

    def _read_slides(self) -> Iterable[Slide]:
        reader = self.reader
        tables = self.data.get("slide", [])
        if isinstance(tables, dict):
            reader.report("double.brackets", ("slide",), "key", name="slide", header="slide")
            tables = [tables]
        elif not isinstance(tables, list):
            reader.report_wrong_type(TABLES_BY_NAME["root"].fields[-1], tables, ("slide",))
            tables = []
        claimed_ids: set[str] = set()
        ids = slide_ids(tables)
        if len(tables) > MAX_TABLES:
            reader.report_excess("slide", len(tables), MAX_TABLES, ("slide", ids[MAX_TABLES]), "key")
        reused_slides = ReusedSlides(reader, self._event_claims)
        for slide_id, table in islice(zip(ids, tables, strict=True), MAX_TABLES):
            slide = reused_slides.find(table, slide_id)
            if slide is None:
                slide = reused_slides.read(table, partial(self._read_slide, table, slide_id, claimed_ids))
            else:
                claimed_ids.add(slide_id)
            yield slide
        reused_slides.finish()

    def _read_slide(self, table: Any, slide_id: str, claimed_ids: set[str]) -> Slide:
        reader = self.reader
        issues_before = len(reader.issues)
        path: KeyPath = ("slide", slide_id)
        arguments = self._read_table("slide", table, path)
        if isinstance(table, dict):
            check_slide_id(reader, table, slide_id, path, claimed_ids)
            check_slide(reader, table, arguments, path, self._event_claims)
        arguments["id"] = slide_id
        arguments.setdefault("layout", "statement")
        has_error = any(issue.severity == "error" for issue in reader.issues[issues_before:])
        return Slide(**arguments, has_error=has_error)

    # ------------------------------------------------------------------ tables in tables

    def _read_table(self, table_name: str, data: object, path: KeyPath) -> dict[str, Any]:
        return self.reader.read_table(table_name, data, path, self._read_nested)

    def _read_nested(self, field: Field, value: Any, path: KeyPath) -> Any:
        if field.kind == "tables":
            return self._read_table_list(field, value, path)
        return self._read_chart(value, path) if field.table == "chart" else self._read_one_table(field, value, path)

    def _read_one_table(self, field: Field, value: Any, path: KeyPath) -> Any:
        arguments = self._read_table(field.table, value, path)
        if not isinstance(value, dict) or not all(
            name in arguments for name in _REQUIRED_BY_MODEL.get(field.table, ())
        ):
            return INVALID
        return _MODEL_CLASSES[field.table](**arguments, path=path)

    def _read_table_list(self, field: Field, value: Any, path: KeyPath) -> Any:
        reader = self.reader
        if isinstance(value, dict):
            reader.report("double.brackets", path, "key", name=field.key, header=".".join(_header_keys(path)))
            value = [value]
        elif not isinstance(value, list):
            reader.report_wrong_type(field, value, path)
            return INVALID
        model, required = _MODEL_CLASSES[field.table], _REQUIRED_BY_MODEL.get(field.table, ())
        entries = []
        value = reader.bounded_list(field, value, path, MAX_POINTS if field.table in _POINT_TABLES else MAX_ENTRIES)
        for index, entry in enumerate(value):
            entry_path = (*path, index)
            arguments = self._read_table(field.table, entry, entry_path)
            if isinstance(entry, dict) and all(name in arguments for name in required):
                entries.append(model(**arguments, path=entry_path))
        return tuple(entries)

    def _read_chart(self, value: Any, path: KeyPath) -> Any:
        reader = self.reader
        value = value[0] if isinstance(value, list) and len(value) == 1 else value
        arguments = self._read_table("chart", value, path)
        if not isinstance(value, dict):
            return INVALID
        points: tuple[Point, ...] = arguments.pop("points", ())
        series: tuple[Series, ...] = arguments.pop("series", ())
        if "points" in value and "series" in value:
            reader.report("both", (*path, "points"), "key", name="series", other="points")
        series = series or (Series(points, path=path),)
        count = sum(len(one.points) for one in series)
        if count > MAX_POINTS:
            reader.report_excess("points", count, MAX_POINTS, path)
            return INVALID
        chart = Chart(kind=arguments.pop("kind", "bars"), series=series, path=path, **arguments)
        return with_dates_in_words(chart, reader.languages)


def _header_keys(path: KeyPath) -> tuple[str, ...]:
    """Return the keys of a table's header, without slide ids and numbers."""
    keys = [part for part in path if isinstance(part, str)]
    return (keys[0], *keys[2:]) if keys and keys[0] == "slide" else tuple(keys)
