"""Stories that are valid and written in every odd way that TOML allows, for tests of what edits them.

Each comment holds a mark of its own, such as `#~12~`, so that a test can count what became of it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from random import Random
from typing import Any

MARK = re.compile(r"#~\d+~")
_WORDS = (
    "le passeur",
    "l'été",
    'dit "non"',
    "C:\\rue",
    "摆渡人 🙂",
    "a # b",
    "[x] = {1}",
    "10 %",
    "é" * 3,
    "**or**, `x`",
)
_COMMENTS = ("", " why", ' [[slide]] id = "no"', " 'open", ' """', " ] } ,", "\ttab")
Table = dict[str, Any]


@dataclass(slots=True)
class OddStory:
    """A text, and the marks of the comments that belong to each slide."""

    text: str
    languages: tuple[str, ...]
    own: dict[str, set[str]] = field(default_factory=dict)


class Writer:
    """Writes one story; every choice comes from `chance`, so that a failure can be made smaller."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.marks = 0
        self.tab = chance.choice(("", "  ", "\t"))

    def comment(self) -> str:
        """Return a comment with a mark of its own."""
        self.marks += 1
        return f"#~{self.marks}~{self.chance.choice(_COMMENTS)}"

    def maybe(self, one_in: int = 3) -> bool:
        return self.chance.randrange(one_in) == 0

    def words(self) -> str:
        return " ".join(self.chance.choice(_WORDS) for _ in range(self.chance.randint(1, 2)))

    # -- values ----------------------------------------------------------------------------------------------------

    def string(self, words: str) -> str:
        """Write a string in one of the four ways."""
        ways = ["basic", "basic", "multi"]
        if "'" not in words and "\n" not in words:
            ways += ["literal", "raw"]
        match self.chance.choice(ways):
            case "literal":
                return f"'{words}'"
            case "raw":
                return f"'''{words}'''"
            case "multi":
                body = words.replace("\\", "\\\\").replace('"', '\\"')
                return f'"""{self.chance.choice(("", chr(10), chr(92) + chr(10) + "   "))}{body}"""'
        return json.dumps(words, ensure_ascii=False)

    def value(self, value: Any) -> str:
        """Write a value on the right of an equals sign."""
        if isinstance(value, str):
            return self.string(value)
        if isinstance(value, dict):
            gap = self.chance.choice(("", " "))
            return "{" + gap + ", ".join(self.inside(key, one) for key, one in value.items()) + gap + "}"
        if isinstance(value, list):
            items = [self.value(one) for one in value]
            if self.maybe() and items:
                lines = [f"\n{self.tab}{item},{'  ' + self.comment() if self.maybe() else ''}" for item in items]
                lines[-1] = lines[-1] if self.maybe(2) or "#" in lines[-1] else lines[-1][:-1]
                above = f"\n{self.tab}{self.comment()}" if self.maybe(4) else ""
                return f"[{above}{''.join(lines)}\n{self.chance.choice(('', self.tab))}]"
            return f"[{self.chance.choice((', ', ',')).join(items)}]"
        return json.dumps(value)

    def key(self, key: str) -> str:
        """Write a key, sometimes in quotation marks."""
        quoted = f"'{key}'" if self.maybe(2) else f'"{key}"'
        return quoted if self.maybe(8) or not re.fullmatch("[A-Za-z0-9_-]+", key) else key

    def inside(self, key: str, value: Any, prefix: str = "") -> str:
        """Write a pair inside braces; a table may come as dotted keys."""
        name = prefix + self.key(key)
        if isinstance(value, dict) and value and self.maybe():
            return ", ".join(self.inside(inner, one, f"{name}.") for inner, one in value.items())
        return f"{name}{self.chance.choice(('=', ' = '))}{self.value(value)}"

    # -- tables ----------------------------------------------------------------------------------------------------

    def pairs(self, table: Table, prefix: str = "", indent: str = "") -> str:
        """Write the keys of a table, one a line."""
        lines = []
        for key, value in table.items():
            dotted = isinstance(value, dict) and value and self.maybe()
            for name, one in (
                (
                    (f"{self.key(key)}{self.chance.choice(('.', ' . '))}{self.key(inner)}", v)
                    for inner, v in value.items()
                )
                if dotted
                else ((self.key(key), value),)
            ):
                equals = self.chance.choice((" = ", "=", "   =\t"))
                tail = self.chance.choice(("", "", "  " + self.comment(), "\t", "\t" + self.comment()))
                lines.append(f"{indent}{prefix}{name}{equals}{self.value(one)}{tail}\n")
            if self.maybe(6):
                lines.append(self.chance.choice(("\n", f"{indent}{self.comment()}\n")))
        return "".join(lines)

    def table(self, name: str, table: Table, *, many: bool = False) -> str:
        """Write a table under a header of its own, and in it some tables under headers of theirs."""
        open_, close = ("[[", "]]") if many else ("[", "]")
        gap = self.chance.choice(("", "", " "))
        head = f"{open_}{gap}{name}{gap}{close}{'  ' + self.comment() if self.maybe(5) else ''}\n"
        lists = {k: v for k, v in table.items() if isinstance(v, list) and v and isinstance(v[0], dict)}
        own = {k: v for k, v in table.items() if k not in lists or self.maybe()}
        below = ""
        for key in [one for one in own if isinstance(own[one], dict) and self.maybe(4)]:
            below += f"{self.tab}[{name}.{key}]\n{self.pairs(own.pop(key), indent=self.tab)}"
        for key, values in lists.items():
            for one in values if key not in own else ():
                header = f"{self.tab}[[{name}.{key}]]\n"
                above = f"{self.tab}{self.comment()}\n" if self.maybe(4) else ""
                below += above + header + self.pairs(one, indent=self.tab)
        return head + self.pairs(own) + below

    def gap(self, above: str = "") -> str:
        """Return what stands between two tables: a comment at the end of one is not that of the next."""
        heading = f"\n{self.comment()}\n{self.comment()}\n\n"
        gap = self.chance.choice(("\n", "\n\n", "", heading, "\n", f"\n{self.comment()}\n\n"))
        return gap or ("\n" if above.rstrip("\n").rpartition("\n")[2].lstrip().startswith("#") else "")


def _text(writer: Writer, languages: tuple[str, ...]) -> Any:
    """Return words for a story: a string for all languages, or one each."""
    if len(languages) == 1 or writer.maybe():
        return writer.words()
    return {code: writer.words() for code in languages}


def _slide(writer: Writer, number: int, languages: tuple[str, ...], events: list[str], *, sections: bool) -> Table:
    """Return a slide that can be shown; with `sections` it may begin one, or be kept for questions."""
    layouts = ["statement", "list", "dispute", "image", *(["event"] if events else [])]
    layout = writer.chance.choice(layouts)
    slide: Table = {"id": f"s-{number}", "layout": layout}
    if layout == "event":
        slide["event"] = writer.chance.choice(events)
    else:
        slide["title"] = _text(writer, languages)
    if layout == "list":
        slide["item"] = [{"title": _text(writer, languages)} for _ in range(writer.chance.randint(1, 3))]
    if layout == "dispute":
        slide["claim"] = [{"says": _text(writer, languages), "sources": ["src"]} for _ in range(2)]
    if layout == "image":
        slide |= {"image": "assets/a.png", "alt": _text(writer, languages)}
    if writer.maybe(2):
        slide["notes"] = _text(writer, languages)
    if writer.maybe():
        slide["minutes"] = writer.chance.randint(1, 3)
    if sections and writer.maybe():
        slide["section"] = writer.chance.choice((_text(writer, languages), " "))
    if sections and writer.maybe(4):
        slide["backup"] = writer.maybe(2)
    return slide


def odd_story(chance: Random, *, most_slides: int = 4, sections: bool = False) -> OddStory:
    """Return a story of a few events and slides."""
    writer = Writer(chance)
    languages = chance.choice((("fr", "en"), ("fr", "en"), ("en",)))
    events = {
        f"e{number}": {
            "date": chance.choice(("1889", "1889-05", "1889-05-12", "1884~", "1888/1889-05-12")),
            "track": chance.choice(("one", "two")),
            "title": _text(writer, languages),
            **({"sources": ["src"]} if writer.maybe() else {}),
        }
        for number in range(chance.randint(0, 3))
    }
    story = {"title": _text(writer, languages), "languages": list(languages)}
    tracks = {"one": {"title": _text(writer, languages), "color": "jade"}, "two": {"title": "Two", "color": "gold"}}
    count = chance.randint(1, most_slides)
    slides = [_slide(writer, number, languages, list(events), sections=sections) for number in range(count)]

    parts, first = [], ["format = 1\n"]
    if writer.maybe():
        first.append(writer.comment() + "\n")
    kind = chance.choice(("headers", "headers", "headers", "braces", "dotted"))
    if kind == "braces" and events:
        first.append(writer.pairs({"event": events}))
    elif kind == "dotted":
        first += [writer.pairs(event, prefix=f"event.{name}.") for name, event in events.items()]
    elif chance.randrange(3) == 0 and events:
        parts.append(f"[event]\n{writer.pairs(events)}")
    else:
        parts += [writer.table(f"event.{name}", event) for name, event in events.items()]
    braces = chance.randrange(6) == 0
    if braces:
        first.append(writer.pairs({"slide": slides}))
    parts.insert(0, writer.table("story", story))
    parts.append(writer.table("source.src", {"title": "S", "date": "1900", "publisher": "P"}))
    parts += [writer.table(f"track.{name}", track) for name, track in tracks.items()]
    found = OddStory("", languages)
    blocks: list[tuple[str, str]] = []
    for slide in () if braces else slides:
        above = f"{writer.comment()}\n" if writer.maybe() else ""
        blocks.append((slide["id"], above + writer.table("slide", slide, many=True)))
        found.own[slide["id"]] = set(MARK.findall(blocks[-1][1]))
    order: list[str] = []
    while parts or blocks:
        if parts and (not blocks or chance.randrange(3)):
            order.append(parts.pop(0))
        else:
            order.append(blocks.pop(0)[1])
    text = "".join(first) + writer.gap("".join(first)) + "".join(part + writer.gap(part) for part in order)
    if writer.maybe():
        text = text.rstrip("\n")
    if writer.maybe(4):
        text = text.replace("\n", "\r\n")
    found.text = ("\ufeff" if writer.maybe(4) else "") + text
    return found
