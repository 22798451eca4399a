"""Read `content.toml` into a Story, with every problem at once.

Whatever can be read is: a key with an error is left out, its slide is marked, and all the others are untouched.
Only a file that is not TOML gives no story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from os import PathLike, fspath
from os.path import dirname
from typing import Any, Final

from desktop.fast_dataclass import dataclass
from desktop.story.format.fields import FORMAT, LAYOUT_TABLE, TABLES, Field
from desktop.story.ids import ID, slide_ids
from desktop.story.load.issues import SKIP
from desktop.story.load.values import Reader
from desktop.story.model import (
    Chart,
    Claim,
    Entry,
    Event,
    Figure,
    Path,
    Point,
    Series,
    Slide,
    Source,
    Story,
    Track,
)
from desktop.story.problems.problem import Issue, Problem, guess
from desktop.story.toml.read import Unreadable, decode, parse_toml, read_bytes

_REFERRED: Final = ("source", "track", "event")
_MODELS: Final[dict[str, Callable[..., Any]]] = {
    "claim": Claim,
    "figure": Figure,
    "item": Entry,
    "point": Point,
    "series": Series,
}
_NEEDED: Final = {"claim": ("says",), "figure": ("value",), "point": ("at",), "series": ("points",)}
"""The attributes without which the model has no such thing."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a text holds: the story (None where it is not TOML), every problem in its order, and the text itself."""

    story: Story | None
    problems: tuple[Problem, ...]
    text: str = ""

    @property
    def ok(self) -> bool:
        """Return whether there is a story without an error; warnings do not count."""
        return self.story is not None and all(problem.severity != "error" for problem in self.problems)


def load_file(path: str | PathLike[str], language: str = "en") -> Loaded:
    """Read a story from a file; its images are looked for in the file's folder. Never raises for what it finds."""
    return read_file(fspath(path), language)[2]


def read_file(path: str, language: str = "en") -> tuple[bytes, str, Loaded]:
    """Return a file's bytes (b"" where they cannot be read), its folder, and the story that it holds."""
    try:
        data, folder = read_bytes(path)
    except Unreadable as error:
        problem = Problem("error", error.code, file=path, values=error.values)
        return b"", dirname(path), Loaded(None, (problem,))
    return data, folder, load_text(data, path=path, folder=folder, language=language)


def load_text(
    text: str | bytes,
    *,
    path: str = "content.toml",
    folder: str | PathLike[str] | None = None,
    language: str = "en",
) -> Loaded:
    """Read a story from its text; `path` names it in problems, `folder` (None: none) holds its images.

    `language` is assumed for a story that does not say in which languages it is.
    """
    try:
        content = decode(text)
        data = parse_toml(content)
    except Unreadable as error:
        problem = Problem(
            "error", error.code, (), path, error.line, error.column, error.line, error.end_column, error.values
        )
        return Loaded(None, (problem,), error.text)
    builder = _Builder(data, "" if folder is None else fspath(folder), language)
    story = builder.story()
    return Loaded(story, locate_issues(builder.reader.issues, content, path), content)


def locate_issues(issues: Iterable[Issue], text: str, file: str) -> tuple[Problem, ...]:
    """Return the issues as problems with their places in the text, in its order, each once."""
    found = list(dict.fromkeys(issues))
    if not found:
        return ()
    from desktop.story.toml.source_map import places  # only a story with problems pays for it

    where = places(text)
    problems = []
    for issue in found:
        place = where.spot(issue.path, issue.where, issue.offset)
        values = issue.values
        if issue.code == "id.twice":
            values = (*values, ("line", where.key(("slide", str(dict(values)["id"]))).line))
        problems.append(
            Problem(
                issue.severity,
                issue.code,
                issue.path,
                file,
                place.line,
                place.column,
                place.end_line,
                place.end_column,
                values,
            )
        )
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))


class _Builder:
    """Builds one story out of the plain data of its file."""

    def __init__(self, data: dict[str, Any], folder: str, language: str) -> None:
        self.data = data
        self.folder = folder
        ids = {name: frozenset(self._named(name)) for name in _REFERRED}
        self.reader = Reader(self._languages(language), ids, folder)
        self._event_claims: dict[str, int] = {}

    def _named(self, name: str) -> dict[str, Any]:
        tables = self.data.get(name)
        return tables if isinstance(tables, dict) else {}

    def _languages(self, language: str) -> tuple[str, ...]:
        """Return the languages to read texts in, whatever state the key is in."""
        story = self._named("story")
        given = story.get("languages")
        if isinstance(given, str):
            return (given,)
        if isinstance(given, list):
            found = tuple(dict.fromkeys(name for name in given if isinstance(name, str) and name))
            if found:
                return found
        title = story.get("title")
        return tuple(title) if isinstance(title, dict) and title else (language,)

    def story(self) -> Story:
        """Return the story; the issues are in the reader."""
        reader, data = self.reader, self.data
        if not data:
            reader.note("file.empty", (), "key")
            return Story(languages=reader.languages, folder=self.folder)
        root = TABLES["root"]
        keys = tuple(field.key for field in root.fields)
        for key in data:
            if key not in keys:
                self._unknown_table(key, keys)
        self._format()
        found = self._table("story", data.get("story", {}), ("story",))
        if "story" not in data:
            reader.issues[:] = [issue for issue in reader.issues if issue.path != ("story",)]
            reader.note("story.missing", (), "key")
        found["languages"] = found.get("languages", reader.languages)
        found["sources"] = tuple(self._each("source", Source))
        found["tracks"] = tuple(self._each("track", Track))
        found["events"] = tuple(self._events())
        found["slides"] = tuple(self._slides())
        return Story(**found, folder=self.folder)

    def _unknown_table(self, key: str, keys: tuple[str, ...]) -> None:
        value = self.data[key]
        table = isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict))
        names = tuple(name for name in keys if (name != "format") == bool(table))
        self.reader.note("key.unknown", (key,), "key", name=key, table="in.root", guess=guess(key, names), keys=keys)

    def _format(self) -> None:
        number = self.data.get("format")
        if "format" not in self.data:
            self.reader.note("format.missing", (), "key", severity="warning")
        elif not isinstance(number, int) or isinstance(number, bool) or number < 1:
            self.reader.wrong_type(TABLES["root"].fields[0], number, ("format",))
        elif number > FORMAT:
            self.reader.note("format.newer", ("format",), number=number)

    # ------------------------------------------------------------------ tables by id

    def _each(self, name: str, model: Callable[..., Any]) -> Iterable[Any]:
        for key, table, path in self._tables(name):
            found = self._table(name, table, path)
            found.pop("id", None)
            yield model(id=key, **found)

    def _tables(self, name: str) -> Iterable[tuple[str, dict[str, Any], Path]]:
        """Yield the tables of `[name.ID]`, leaving out what is no table."""
        reader = self.reader
        tables = self.data.get(name, {})
        if isinstance(tables, list):
            reader.note("single.brackets", (name,), "key", name=name)
            return
        if not isinstance(tables, dict):
            reader.wrong_type(next(field for field in TABLES["root"].fields if field.key == name), tables, (name,))
            return
        for key, table in tables.items():
            path: Path = (name, key)
            if not isinstance(table, dict):
                spec = TABLES[name]
                if any(field.key == key for field in spec.fields):
                    reader.note("single.brackets", path, "key", name=name)
                else:
                    reader.note("type.in", path, name=name, expected="kind.table", found="found.list", example="{ … }")
                continue
            if not ID.fullmatch(key) and not key.isdecimal():
                reader.note("id.bad", path, "key", id=key)
            yield key, table, path

    def _events(self) -> Iterable[Event]:
        for key, table, path in self._tables("event"):
            found = self._table("event", table, path)
            self._event_claims[key] = len(found.get("claims", ()))
            for one, other in (("became", "became_from"), ("became_from", "became")):
                if one in table and other not in table:
                    self.reader.note("pair", (*path, one), "key", name=one, other=other)
            if key in found.get("leads_to", ()):
                self.reader.note("ref.self", (*path, "leads_to"), id=key)
                found["leads_to"] = tuple(name for name in found["leads_to"] if name != key)
            if "when" in found:
                yield Event(id=key, **found)

    # ------------------------------------------------------------------ slides

    def _slides(self) -> Iterable[Slide]:
        reader = self.reader
        tables = self.data.get("slide", [])
        if isinstance(tables, dict):
            reader.note("double.brackets", ("slide",), "key", name="slide", header="slide")
            tables = [tables]
        elif not isinstance(tables, list):
            reader.wrong_type(TABLES["root"].fields[-1], tables, ("slide",))
            tables = []
        claimed: set[str] = set()
        for name, table in zip(slide_ids(tables), tables, strict=True):
            before = len(reader.issues)
            path: Path = ("slide", name)
            found = self._table("slide", table, path)
            if isinstance(table, dict):
                self._id(table.get("id"), name, path, "id" in table, claimed)
                self._one_list(table, path)
                self._layout(table, found, path)
            found["id"] = name
            found.setdefault("layout", "statement")
            bad = any(issue.severity == "error" for issue in reader.issues[before:])
            yield Slide(**found, problem=bad)

    def _id(self, given: object, name: str, path: Path, there: bool, claimed: set[str]) -> None:
        reader = self.reader
        if not there:
            reader.issues[:] = [
                issue
                for issue in reader.issues
                if not (issue.code == "key.missing" and issue.path == path and ("name", "id") in issue.values)
            ]
            reader.note("id.missing", path, "key", stand_in=name)
        elif isinstance(given, str) and given in claimed:
            reader.note("id.twice", (*path, "id"), id=given)
        elif isinstance(given, str) and given and not given.isspace() and not ID.fullmatch(given):
            reader.note("id.bad", (*path, "id"), id=given)
        if isinstance(given, str):
            claimed.add(given)

    def _one_list(self, table: dict[str, Any], path: Path) -> None:
        if "item" in table and "items" in table:
            self.reader.note("both", (*path, "items"), "key", name="item", other="items")

    def _layout(self, table: dict[str, Any], found: dict[str, Any], path: Path) -> None:
        """Note what the slide's layout cannot do without."""
        layout = LAYOUT_TABLE.get(found.get("layout", ""))
        if layout is None:
            return
        for group in layout.needs:
            if not any(key in table for key in group):
                self.reader.note("layout.needs", path, "key", layout=layout.name, keys=group)
                return
        if layout.name != "dispute":
            return
        event = table.get("event")
        if "claim" in table:
            count = len(found.get("claims", ()))
            if count < 2:
                self.reader.note("layout.claims", path, "key", count=count)
        elif isinstance(event, str) and self._event_claims.get(event, 2) < 2:
            self.reader.note("layout.claims.event", path, "key", id=event)

    # ------------------------------------------------------------------ tables in tables

    def _table(self, name: str, data: object, path: Path) -> dict[str, Any]:
        return self.reader.table(name, data, path, self._nested)

    def _nested(self, field: Field, value: Any, path: Path) -> Any:
        if field.kind == "table":
            return self._chart(value, path)
        return self._list(field, value, path)

    def _list(self, field: Field, value: Any, path: Path) -> Any:
        reader = self.reader
        if isinstance(value, dict):
            reader.note("double.brackets", path, "key", name=field.key, header=".".join(_header(path)))
            value = [value]
        elif not isinstance(value, list):
            reader.wrong_type(field, value, path)
            return SKIP
        model, needed = _MODELS[field.table], _NEEDED.get(field.table, ())
        entries = []
        for index, entry in enumerate(value):
            place = (*path, index)
            found = self._table(field.table, entry, place)
            if isinstance(entry, dict) and all(name in found for name in needed):
                entries.append(model(**found, path=place))
        return tuple(entries)

    def _chart(self, value: Any, path: Path) -> Any:
        reader = self.reader
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        found = self._table("chart", value, path)
        if not isinstance(value, dict):
            return SKIP
        points: tuple[Point, ...] = found.pop("points", ())
        series: tuple[Series, ...] = found.pop("series", ())
        if "points" in value and "series" in value:
            reader.note("both", (*path, "points"), "key", name="series", other="points")
        if not series:
            series = (Series(points, path=path),)
        return Chart(kind=found.pop("kind", "bars"), series=series, path=path, **found)


def _header(path: Path) -> tuple[str, ...]:
    """Return the keys of a table's header: the path without slide ids and numbers."""
    keys = [part for part in path if isinstance(part, str)]
    return (keys[0], *keys[2:]) if keys and keys[0] == "slide" else tuple(keys)
