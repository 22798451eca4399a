"""Say what is wrong with a text that is not TOML, better than a parser can: what was meant, and where it began.

The parser only knows where it could go no further, which for a text that is never closed is the end of the file. This
walks the text again as a reader would, and names the first thing that is wrong. It runs only on broken files.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NoReturn

from desktop.story.problems.problem import Value
from desktop.story.toml.duplicates import Mistake, find_twice
from desktop.story.toml.read import Unreadable, line_and_column
from desktop.story.toml.scan import BASIC, KEYS, LITERAL, MULTI_BASIC, MULTI_LITERAL

_SMART: Final = "“”„‟«»‹›‘’‚"
_HEADER: Final = re.compile(rf"(\[\[?)[ \t]*{KEYS}[ \t]*(\]\]?)?")
_KEYS: Final = re.compile(KEYS)
_STRINGS: Final = tuple(re.compile(kind) for kind in (MULTI_BASIC, MULTI_LITERAL, BASIC, LITERAL))
_QUOTES: Final = ('"""', "'''", '"', "'")
_WORD: Final = re.compile(r"[^\s,\[\]{}#\"']+")
_DATE: Final = re.compile(
    r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d(:\d\d(\.\d+)?)?"
)
_SCALAR: Final = re.compile(
    r"true|false|[+-]?(inf|nan)|0x[0-9a-fA-F]+(_[0-9a-fA-F]+)*|0o[0-7]+(_[0-7]+)*|0b[01]+(_[01]+)*"
    r"|[+-]?(0|[1-9]\d*(_\d+)*)(\.\d+(_\d+)*)?([eE][+-]?\d+(_\d+)*)?"
)
_FLAGS: Final = {"true": "true", "yes": "true", "on": "true", "oui": "true", "vrai": "true"} | dict.fromkeys(
    ("false", "no", "off", "non", "faux", "none", "null", "nil"), "false"
)
_NEW_STATEMENT: Final = re.compile(rf"[ \t]*(?:{KEYS}[ \t]*=|\[\[?[ \t]*{KEYS}[ \t]*\]\]?[ \t\r]*(?:#|\n|\Z))")
_GAP: Final = re.compile(r"(?:\s|#[^\n]*)*")
_BAD_ESCAPE: Final = re.compile(
    r"\\(?:\\|[btnfr\"]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|U(?!0000[dD][89a-fA-F])(?:000|0010)[0-9a-fA-F]{4,5}|\s*\n)"
    r"|(?P<bad>\\.)"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")
_LONG: Final = 60
_SPACES: Final = "\u00a0\u202f\u2007\u2009\u200b\ufeff\u3000"


def explain(text: str, body: str, error: ValueError) -> Unreadable:
    """Return the problem behind a parser's error; `body` is `text` without its byte order mark."""
    found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    reason = re.sub(r"\s*\(at .*\)$", "", str(error))
    limit = len(body)
    if found:
        lines = body.split("\n")
        limit = min(sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1, limit)
    try:
        _Walker(body).walk()
        find_twice(body, reason, limit)
    except Mistake as wrong:
        # What the parser passed over was right, whatever the walk thinks of it.
        if wrong.start <= limit:
            line, column = line_and_column(body, wrong.start)
            end_line, end_column = line_and_column(body, max(wrong.end, wrong.start + 1))
            end_column = end_column if end_line == line else column + 1
            return Unreadable(wrong.code, wrong.values, line, column, end_column, text)
    line, column = line_and_column(body, limit)
    if "Exceeds the limit" in reason:
        return Unreadable("syntax.number.long", {}, line, column, text=text)
    return Unreadable("syntax", {"reason": reason}, line, column, text=text)


class _Walker:
    """Reads a text the way TOML is read, and raises `Mistake` at the first thing that is wrong."""

    def __init__(self, text: str) -> None:
        self.text = text

    def walk(self) -> None:
        """Read the whole text."""
        pos = self._gap(0)
        while pos < len(self.text):
            end = self._header(pos) if self.text[pos] == "[" else self._pair(pos)
            self._line_end(end, pos)
            pos = self._gap(end)

    @staticmethod
    def _wrong(code: str, start: int, end: int = 0, **values: Value) -> Mistake:
        text = values.get("text")
        if isinstance(text, str) and len(text) > _LONG:
            values["text"] = f"{text[:_LONG].rstrip()}…"
        return Mistake(code, start, end or start + 1, values)

    def _gap(self, pos: int) -> int:
        gap = _GAP.match(self.text, pos)
        end = gap.end() if gap else pos
        for at in range(pos, end):
            char = self.text[at]
            if char in _SPACES and "#" not in self.text[self.text.rfind("\n", 0, at) + 1 : at]:
                self._invisible(at)
        control = _CONTROL.search(self.text, pos, end)
        if control:
            self._invisible(control.start())
        return end

    def _invisible(self, at: int) -> NoReturn:
        char = self.text[at]
        name = unicodedata.name(char, "").lower() or f"U+{ord(char):04X}"
        raise self._wrong("syntax.control", at, at + 1, character=name)

    def _rest(self, pos: int) -> str:
        end = self.text.find("\n", pos)
        return self.text[pos : end if end >= 0 else len(self.text)].rstrip()

    def _smart(self, pos: int) -> None:
        """Note a sign that only looks like one of TOML's."""
        if self.text[pos : pos + 1] in tuple(_SPACES):
            self._invisible(pos)
        if self.text[pos : pos + 1] in tuple(_SMART):
            raise self._wrong("syntax.smart", pos, pos + 1, character=self.text[pos])

    def _blank(self, pos: int) -> int:
        while self.text[pos : pos + 1] in (" ", "\t"):
            pos += 1
        if pos < len(self.text) and self.text[pos] in _SPACES:
            self._invisible(pos)
        return pos

    # ------------------------------------------------------------------ statements

    def _header(self, pos: int) -> int:
        header = _HEADER.match(self.text, pos)
        if header is None:
            inside = pos + 2 if self.text.startswith("[[", pos) else pos + 1
            self._key(self._blank(inside))
            raise self._wrong("syntax.header", pos, pos + len(self._rest(pos)))
        if header[2] is None or len(header[1]) != len(header[2]):
            after = re.compile(r"[. \t]*").match(self.text, header.end())
            end = after.end() if after else header.end()
            self._needs_quotes(end if self.text[end - 1 : end] == "." else pos, end)
            raise self._wrong("syntax.header", pos, pos + len(self._rest(pos)))
        return header.end()

    def _needs_quotes(self, start: int, end: int) -> None:
        """Note a bare key with letters that only a key in quotation marks may have."""
        word = re.compile(r"[\w-]+").search(self.text, end) if self.text[end : end + 1].isalpha() else None
        if word and word.start() == end:
            begin = re.search(r"[\w-]*$", self.text[start:end])
            first = start + begin.start() if begin else end
            raise self._wrong("syntax.key.quotes", first, word.end(), name=self.text[first : word.end()])

    def _key(self, pos: int) -> int:
        """Return the end of the key at `pos`."""
        self._smart(pos)
        keys = _KEYS.match(self.text, pos)
        if keys is None:
            self._needs_quotes(pos, pos)
            if self.text[pos : pos + 1] in ("=", ":"):
                raise self._wrong("syntax.key", pos)
            if self.text[pos : pos + 1] in ('"', "'"):
                raise self._wrong("syntax.string", pos, pos + len(self._rest(pos)), quotes=self.text[pos])
            raise self._wrong("syntax.after", pos, pos + len(self._rest(pos)), text=self._rest(pos))
        self._needs_quotes(pos, keys.end())
        return keys.end()

    def _pair(self, pos: int, nested: bool = False) -> int:
        end = self._key(pos)
        name = self.text[pos:end]
        at = self._blank(end)
        if self.text[at : at + 1] != "=":
            if self.text[at : at + 1] == ":":
                raise self._wrong("syntax.colon", at, name=name)
            self._smart(at)
            if re.fullmatch(r"\]\]?\s*(#.*)?", self._rest(at)):
                raise self._wrong("syntax.header", pos, at + 1)
            raise self._wrong("syntax.equals", pos, end, name=name)
        at = self._blank(at + 1)
        if at >= len(self.text) or self.text[at] in "\r\n#" or (nested and self.text[at] in ",}"):
            raise self._wrong("syntax.value", pos, at, name=name)
        return self._value(at, nested)

    def _closing(self, pos: int) -> None:
        """Note a bracket or brace that closes nothing."""
        if self.text[pos] in "]}":
            raise self._wrong("syntax.closing", pos, character=self.text[pos], other="[{"["]}".index(self.text[pos])])

    def _line_end(self, pos: int, start: int) -> None:
        at = self._blank(pos)
        if at >= len(self.text) or self.text[at] in "\r\n#":
            return
        rest = self._rest(at)
        number = re.fullmatch(r"[+-]?\d+,\d+", self.text[start : at + len(rest)].partition("=")[2].strip())
        if number:
            begin = self.text.index(number.group(), start)
            raise self._wrong(
                "syntax.decimal",
                begin,
                begin + len(number.group()),
                text=number.group(),
                number=number.group().replace(",", "."),
            )
        self._closing(at)
        before = self.text[start:pos]
        if before.endswith('"') and '"' in rest.partition("#")[0]:
            raise self._wrong("syntax.inner", pos - 1, pos)
        self._smart(at)
        if re.fullmatch(r"[\w+.-]+", before.rpartition("=")[2].strip()) and "=" not in rest:
            begin = pos - len(before.rpartition("=")[2].strip())
            whole = self._rest(begin).partition("#")[0].rstrip()
            raise self._wrong("syntax.quotes", begin, begin + len(whole), text=whole)
        raise self._wrong("syntax.after", at, at + len(rest), text=rest)

    # ------------------------------------------------------------------ values

    def _value(self, pos: int, nested: bool) -> int:
        char = self.text[pos]
        self._smart(pos)
        if char in "\"'":
            return self._string(pos)
        if char == "[":
            return self._list(pos)
        if char == "{":
            return self._table(pos)
        return self._word(pos, nested)

    def _string(self, pos: int) -> int:
        quotes = next(mark for mark in _QUOTES if self.text.startswith(mark, pos))
        found = next((match for kind in _STRINGS if (match := kind.match(self.text, pos))), None)
        if len(quotes) == 3:
            if found is None or len(found.group()) < 6:
                raise self._wrong("syntax.multiline", pos, pos + 3, quotes=quotes)
        elif found is None:
            raise self._wrong("syntax.string", pos, pos + len(self._rest(pos)), quotes=quotes)
        if len(quotes) == 1 and re.search(rf",\s*{KEYS}\s*=\s*$", found.group()[1:-1]):
            raise self._wrong("syntax.string", pos, found.end(), quotes=quotes)
        if quotes[0] == '"':
            for escape in _BAD_ESCAPE.finditer(self.text, pos, found.end()):
                if escape["bad"]:
                    raise self._wrong("syntax.escape", escape.start(), escape.end(), letter=escape["bad"][1])
        control = _CONTROL.search(self.text, pos, found.end())
        if control:
            self._invisible(control.start())
        return found.end()

    def _word(self, pos: int, nested: bool) -> int:
        date = _DATE.match(self.text, pos)
        word = _WORD.match(self.text, pos)
        if date and (not word or date.end() >= word.end()):
            if self._is_date(date.group()):
                return date.end()
            raise self._wrong("syntax.date", pos, date.end(), text=date.group())
        if word is None:
            raise self._wrong("syntax.after", pos, pos + 1, text=self.text[pos])
        text = word.group()
        stop = re.compile(r"[\n#,}\]]" if nested else r"[\n#]").search(self.text, pos)
        whole = self.text[pos : stop.start() if stop else len(self.text)].rstrip()
        if re.match(rf"{KEYS}[ \t]*=", whole):
            raise self._wrong("syntax.brace", pos, pos + len(whole))
        if _SCALAR.fullmatch(text):
            after = whole[len(text) :].strip()
            if nested and re.match(r"[^\W\d]|[%$€£°]", after):
                whole = whole.rstrip("\"' ")
                raise self._wrong("syntax.quotes", pos, pos + len(whole), text=whole)
            return word.end()
        if text.lower() in _FLAGS:
            raise self._wrong("syntax.flag", pos, word.end(), text=text, flag=_FLAGS[text.lower()])
        number = text.replace(",", ".")
        if re.fullmatch(r"[+-]?(\d+\.|\.\d+|0\d+(\.\d+)?)", number):
            raise self._wrong("syntax.decimal", pos, word.end(), text=text, number=f"{float(number):g}")
        whole = whole.rstrip("\"'")
        raise self._wrong("syntax.quotes", pos, pos + len(whole), text=whole)

    @staticmethod
    def _is_date(text: str) -> bool:
        import tomllib

        try:
            tomllib.loads(f"x = {text}")
        except ValueError:
            return False
        return True

    def _list(self, start: int) -> int:
        pos, comma = start + 1, True
        while True:
            pos = self._inside(pos, start, "syntax.list")
            char = self.text[pos]
            if char == "]":
                return pos + 1
            if char == ",":
                if comma:
                    raise self._wrong("syntax.after", pos, pos + 1, text=",")
                pos, comma = pos + 1, True
                continue
            if char == "}":
                raise self._wrong("syntax.list", start)
            if not comma:
                raise self._wrong("syntax.comma", pos)
            pos, comma = self._value(pos, True), False

    def _inside(self, pos: int, start: int, code: str) -> int:
        """Return the next thing in a list; where the next line is a statement, the list was never closed."""
        after = self._gap(pos)
        line = self.text.rfind("\n", 0, after) + 1
        if after >= len(self.text) or (line > pos and _NEW_STATEMENT.match(self.text, line)):
            rest = self._rest(after).rstrip(",")
            if after < len(self.text) and rest.endswith("}") and rest.count("}") > rest.count("{"):
                raise self._wrong("syntax.brace", after, after + len(rest))
            raise self._wrong(code, start)
        return after

    def _table(self, start: int) -> int:
        pos, first = start + 1, True
        while True:
            pos = self._in_line(pos, start)
            if self.text[pos] == "}":
                if not first:
                    raise self._wrong("syntax.table.comma", self.text.rindex(",", start, pos))
                return pos + 1
            pos = self._in_line(self._pair(pos, nested=True), start)
            if self.text[pos] == "}":
                return pos + 1
            if self.text[pos] != ",":
                self._smart(pos)
                self._closing(pos)
                raise self._wrong("syntax.comma", pos)
            pos, first = pos + 1, False

    def _in_line(self, pos: int, start: int) -> int:
        """Return the next thing in a table in braces, which may not go on to the next line."""
        at = self._blank(pos)
        if at < len(self.text) and self.text[at] not in "\r\n#":
            return at
        after = self._gap(at)
        going_on = self.text[:at].rstrip()[-1] in "{," and self._closed(start)
        beyond = _NEW_STATEMENT.match(self.text, after) or self.text[after : after + 1] in ("{", "[", "]")
        if after >= len(self.text) or (beyond and not going_on) or self.text[after] in "{]":
            raise self._wrong("syntax.table", start)
        raise self._wrong("syntax.table.line", start)

    def _closed(self, start: int) -> bool:
        """Return whether a closing brace comes before the next blank line or header."""
        end = re.compile(r"\n[ \t\r]*(\n|\[)|\Z").search(self.text, start)
        return "}" in self.text[start : end.start() if end else len(self.text)]
