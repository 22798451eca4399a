"""TOML as people write it, in every way that the language allows, for tests of what reads and edits it."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

_WORDS = st.text(st.sampled_from("abcdé摆🙂 '\"\\#=[]{},.\t“"), max_size=12)
_BARE = ("a", "b-c", "fr", "en", "id", "title", "text", "x_1", "7")
_QUOTED = ('"x y"', "'é'", '"a.b"', '"\\u00e9t"', '""')
_KEYS = st.sampled_from(_BARE + _QUOTED)


def _basic(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{escaped}"'


@st.composite
def _strings(draw: st.DrawFn) -> str:
    text = draw(_WORDS)
    style = draw(st.sampled_from(("basic", "literal", "multi", "multi-literal")))
    if style == "literal" and "'" not in text:
        return f"'{text}'"
    if style == "multi":
        more = draw(_WORDS)
        body = f"{text}\n{more}".replace("\\", "\\\\").replace('"', '\\"' if draw(st.booleans()) else '""\\"')
        return f'"""{draw(st.sampled_from(("", chr(10))))}{body}{draw(st.sampled_from(("", chr(34))))}"""'
    if style == "multi-literal" and "'" not in text:
        return f"'''{text}\n[not.a.table]\nkey = 1 # no comment'''"
    return _basic(text)


_PLAIN = st.sampled_from(
    ("1", "-3", "0x1F", "1_000", "4.5", "6e3", "true", "false", "1979-05-27", "1979-05-27 07:32:00Z", "07:32:00")
)


@st.composite
def _arrays(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    items = draw(st.lists(values, max_size=3))
    gap = draw(st.sampled_from((" ", "\n", "\n  # a ] comment\n  ", "")))
    comma = draw(st.sampled_from((",", " ,")))
    tail = draw(st.sampled_from(("", ","))) if items else ""
    return f"[{gap}{(comma + gap).join(items)}{tail}{gap}]"


@st.composite
def _inline_tables(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    keys = draw(st.lists(_KEYS, max_size=3, unique_by=_meaning))
    pairs = [f"{key}{draw(st.sampled_from(('=', ' = ')))}{draw(values)}" for key in keys]
    gap = draw(st.sampled_from((" ", "")))
    return f"{{{gap}{(',' + gap).join(pairs)}{gap}}}"


def _meaning(key: str) -> str:
    return {'"\\u00e9t"': "ét"}.get(key, key.strip("\"'"))


_VALUES = st.recursive(_strings() | _PLAIN, lambda values: _arrays(values) | _inline_tables(values), max_leaves=6)


@st.composite
def _body(draw: st.DrawFn, indent: str, taken: tuple[str, ...] = ()) -> str:
    keys = draw(st.lists(_KEYS, max_size=4, unique_by=_meaning))
    lines = []
    for key in keys:
        if _meaning(key) in taken:
            continue
        if draw(st.booleans()):
            tail = draw(st.sampled_from(("", "  # why [x] = 1", "\t")))
            lines.append(f"{indent}{key} = {draw(_VALUES)}{tail}\n")
        else:
            lines += [
                f"{indent}{key} . {inner} = {draw(_VALUES)}\n" for inner in draw(st.sampled_from((("p",), ("p", "q"))))
            ]
        lines.append(draw(st.sampled_from(("", "", "\n", f"{indent}# a comment\n"))))
    return "".join(lines)


@st.composite
def _slides(draw: st.DrawFn, number: int) -> str:
    indent = draw(st.sampled_from(("", "  ", "\t")))
    given = draw(
        st.sampled_from((f'id = "s{number}"\n', f"id='s{number}' # its name\n", 'id = "same"\n', "", "id = 3\n"))
    )
    parts = [draw(st.sampled_from(("", "# above\n"))), "[[slide]]\n", given, draw(_body("", ("id",)))]
    parts += [f"{indent}[[ slide.claim ]]\n{draw(_body(indent))}" for _ in range(draw(st.integers(0, 2)))]
    if draw(st.booleans()):
        parts.append(f"[slide.'chart']\n{draw(_body(''))}")
    return "".join(parts)


@st.composite
def _documents(draw: st.DrawFn) -> str:
    parts = [draw(_body(""))] if draw(st.booleans()) else ["format = 1\n"]
    taken = set("abxtf7ei")
    events = 0
    for number in range(draw(st.integers(0, 5))):
        match draw(st.sampled_from(("slide", "slide", "event", "other"))):
            case "slide":
                parts.append(draw(_slides(number)))
            case "event":
                name = draw(st.sampled_from((f"e{events}", f'"é {events}"')))
                parts.append(f"[event.{name}]\n{draw(_body(''))}")
                if draw(st.booleans()):
                    parts.append(f"[[event.{name}.figure]]\n{draw(_body(''))}")
                events += 1
            case _:
                parts.append(f"[other{number}] # {len(taken)}\n{draw(_body(''))}")
        parts.append(draw(st.sampled_from(("", "\n", "\n\n# -----\n\n"))))
    text = "".join(parts)
    if draw(st.booleans()):
        text = text.rstrip("\n")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return ("\ufeff" if draw(st.booleans()) else "") + text


@pytest.fixture(scope="session")
def documents() -> st.SearchStrategy[str]:
    """Valid TOML texts with slides, events and every kind of key, value, comment and line end."""
    return _documents()
