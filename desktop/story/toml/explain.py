"""Explain the first syntax error of a TOML text.

The parser only knows where it could not go on; for a string that is never closed this is the end of the file. The code
here reads the text again and reports the first error at its own place. It runs only on broken files.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NoReturn

from desktop.story.problems.issue import MessageValue
from desktop.story.toml.duplicates import find_duplicate
from desktop.story.toml.grammar import (
    BASIC_STRING,
    DOTTED_KEY,
    LITERAL_STRING,
    MULTILINE_BASIC_STRING,
    MULTILINE_LITERAL_STRING,
)
from desktop.story.toml.parser import loads
from desktop.story.toml.toml_errors import TomlSyntaxError, UnreadableFileError, line_and_column

_TYPOGRAPHIC_QUOTES: Final = "“”„‟«»‹›‘’‚"
_HEADER: Final = re.compile(rf"(\[\[?)[ \t]*{DOTTED_KEY}[ \t]*(\]\]?)?")
_DOTTED_KEY: Final = re.compile(DOTTED_KEY)
_STRINGS: Final = tuple(
    re.compile(kind) for kind in (MULTILINE_BASIC_STRING, MULTILINE_LITERAL_STRING, BASIC_STRING, LITERAL_STRING)
)
_QUOTES: Final = ('"""', "'''", '"', "'")
_BARE_WORD: Final = re.compile(r"[^\s,\[\]{}#\"']+")
_DATE: Final = re.compile(
    r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d(:\d\d(\.\d+)?)?"
)
_SCALAR: Final = re.compile(
    r"true|false|[+-]?(inf|nan)|0x[0-9a-fA-F]+(_[0-9a-fA-F]+)*|0o[0-7]+(_[0-7]+)*|0b[01]+(_[01]+)*"
    r"|[+-]?(0|[1-9]\d*(_\d+)*)(\.\d+(_\d+)*)?([eE][+-]?\d+(_\d+)*)?"
)
_BOOLEAN_WORDS: Final = {"true": "true", "yes": "true", "on": "true", "oui": "true", "vrai": "true"} | dict.fromkeys(
    ("false", "no", "off", "non", "faux", "none", "null", "nil"), "false"
)
_NEW_STATEMENT: Final = re.compile(
    rf"[ \t]*(?:{DOTTED_KEY}[ \t]*=|\[\[?[ \t]*{DOTTED_KEY}[ \t]*\]\]?[ \t\r]*(?:#|\n|\Z))"
)
_BLANKS_AND_COMMENTS: Final = re.compile(r"(?:\s|#[^\n]*)*")
_BAD_ESCAPE: Final = re.compile(
    r"\\(?:\\|[btnfr\"]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|U(?!0000[dD][89a-fA-F])(?:000|0010)[0-9a-fA-F]{4,5}|\s*\n)"
    r"|(?P<bad>\\.)"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)")
_MAX_QUOTED_LENGTH: Final = 60
_UNUSUAL_SPACES: Final = "\u00a0\u202f\u2007\u2009\u200b\ufeff\u3000"


def explain_syntax_error(text: str, body: str, error: ValueError) -> UnreadableFileError:
    """Return the error behind the parser's error.

    `body` is `text` without its byte order mark.
    """
    position = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    reason = re.sub(r"\s*\(at .*\)$", "", str(error))
    limit = len(body)
    if position:
        lines = body.split("\n")
        limit = min(sum(len(line) + 1 for line in lines[: int(position[1]) - 1]) + int(position[2]) - 1, limit)
    try:
        _SyntaxChecker(body).check()
        find_duplicate(body, reason, limit)
    except TomlSyntaxError as wrong:
        # The parser stopped at `limit` for an error: one that the checker finds only after it is another.
        if wrong.start <= limit:
            line, column = line_and_column(body, wrong.start)
            end_line, end_column = line_and_column(body, max(wrong.end, wrong.start + 1))
            end_column = end_column if end_line == line else column + 1
            return UnreadableFileError(wrong.code, wrong.values, line, column, end_column, text)
    line, column = line_and_column(body, limit)
    if "Exceeds the limit" in reason:
        return UnreadableFileError("syntax.number.long", {}, line, column, text=text)
    return UnreadableFileError("syntax", {"reason": reason}, line, column, text=text)


class _SyntaxChecker:
    """Reads a TOML text and raises TomlSyntaxError at the first error."""

    def __init__(self, text: str) -> None:
        self.text = text

    def check(self) -> None:
        """Check the whole text."""
        pos = self._skip_blanks_and_comments(0)
        while pos < len(self.text):
            end = self._check_header(pos) if self.text[pos] == "[" else self._check_pair(pos)
            self._check_line_end(end, pos)
            pos = self._skip_blanks_and_comments(end)

    @staticmethod
    def _error(code: str, start: int, end: int = 0, **values: MessageValue) -> TomlSyntaxError:
        text = values.get("text")
        if isinstance(text, str) and len(text) > _MAX_QUOTED_LENGTH:
            values["text"] = f"{text[:_MAX_QUOTED_LENGTH].rstrip()}…"
        return TomlSyntaxError(code, start, end or start + 1, values)

    def _skip_blanks_and_comments(self, pos: int) -> int:
        gap = _BLANKS_AND_COMMENTS.match(self.text, pos)
        end = gap.end() if gap else pos
        for index in range(pos, end):
            char = self.text[index]
            if char in _UNUSUAL_SPACES and "#" not in self.text[self.text.rfind("\n", 0, index) + 1 : index]:
                self._raise_invisible(index)
        control = _CONTROL.search(self.text, pos, end)
        if control:
            self._raise_invisible(control.start())
        return end

    def _raise_invisible(self, pos: int) -> NoReturn:
        char = self.text[pos]
        name = unicodedata.name(char, "").lower() or f"U+{ord(char):04X}"
        raise self._error("syntax.control", pos, pos + 1, character=name)

    def _rest_of_line(self, pos: int) -> str:
        end = self.text.find("\n", pos)
        return self.text[pos : end if end >= 0 else len(self.text)].rstrip()

    def _check_typographic(self, pos: int) -> None:
        """Report a character that only looks like one of TOML's."""
        if self.text[pos : pos + 1] in tuple(_UNUSUAL_SPACES):
            self._raise_invisible(pos)
        if self.text[pos : pos + 1] in tuple(_TYPOGRAPHIC_QUOTES):
            raise self._error("syntax.smart", pos, pos + 1, character=self.text[pos])

    def _skip_blanks(self, pos: int) -> int:
        while self.text[pos : pos + 1] in (" ", "\t"):
            pos += 1
        if pos < len(self.text) and self.text[pos] in _UNUSUAL_SPACES:
            self._raise_invisible(pos)
        return pos

    # ------------------------------------------------------------------ statements

    def _check_header(self, pos: int) -> int:
        header = _HEADER.match(self.text, pos)
        if header is None:
            inside = pos + 2 if self.text.startswith("[[", pos) else pos + 1
            self._check_key(self._skip_blanks(inside))
            raise self._error("syntax.header", pos, pos + len(self._rest_of_line(pos)))
        if header[2] is None or len(header[1]) != len(header[2]):
            separators = re.compile(r"[. \t]*").match(self.text, header.end())
            end = separators.end() if separators else header.end()
            self._check_bare_key(end if self.text[end - 1 : end] == "." else pos, end)
            raise self._error("syntax.header", pos, pos + len(self._rest_of_line(pos)))
        return header.end()

    def _check_bare_key(self, start: int, end: int) -> None:
        """Report a bare key with letters that need quotation marks."""
        word = re.compile(r"[\w-]+").search(self.text, end) if self.text[end : end + 1].isalpha() else None
        if word and word.start() == end:
            word_start = re.search(r"[\w-]*$", self.text[start:end])
            first = start + word_start.start() if word_start else end
            raise self._error("syntax.key.quotes", first, word.end(), name=self.text[first : word.end()])

    def _check_key(self, pos: int) -> int:
        """Return the end of the key at `pos`."""
        self._check_typographic(pos)
        keys = _DOTTED_KEY.match(self.text, pos)
        if keys is None:
            self._check_bare_key(pos, pos)
            if self.text[pos : pos + 1] in ("=", ":"):
                raise self._error("syntax.key", pos)
            if self.text[pos : pos + 1] in ('"', "'"):
                raise self._error("syntax.string", pos, pos + len(self._rest_of_line(pos)), quotes=self.text[pos])
            raise self._error("syntax.after", pos, pos + len(self._rest_of_line(pos)), text=self._rest_of_line(pos))
        self._check_bare_key(pos, keys.end())
        return keys.end()

    def _check_pair(self, pos: int, nested: bool = False) -> int:
        end = self._check_key(pos)
        name = self.text[pos:end]
        value_pos = self._skip_blanks(end)
        if self.text[value_pos : value_pos + 1] != "=":
            if self.text[value_pos : value_pos + 1] == ":":
                raise self._error("syntax.colon", value_pos, name=name)
            self._check_typographic(value_pos)
            if re.fullmatch(r"\]\]?\s*(#.*)?", self._rest_of_line(value_pos)):
                raise self._error("syntax.header", pos, value_pos + 1)
            raise self._error("syntax.equals", pos, end, name=name)
        value_pos = self._skip_blanks(value_pos + 1)
        if value_pos >= len(self.text) or self.text[value_pos] in "\r\n#" or (nested and self.text[value_pos] in ",}"):
            raise self._error("syntax.value", pos, value_pos, name=name)
        return self._check_value(value_pos, nested)

    def _check_unmatched_closing(self, pos: int) -> None:
        """Report a bracket or brace that closes nothing."""
        if self.text[pos] in "]}":
            raise self._error("syntax.closing", pos, character=self.text[pos], other="[{"["]}".index(self.text[pos])])

    def _check_line_end(self, pos: int, start: int) -> None:
        end_pos = self._skip_blanks(pos)
        if end_pos >= len(self.text) or self.text[end_pos] in "\r\n#":
            return
        rest = self._rest_of_line(end_pos)
        number = re.fullmatch(r"[+-]?\d+,\d+", self.text[start : end_pos + len(rest)].partition("=")[2].strip())
        if number:
            value_start = self.text.index(number.group(), start)
            raise self._error(
                "syntax.decimal",
                value_start,
                value_start + len(number.group()),
                text=number.group(),
                number=number.group().replace(",", "."),
            )
        self._check_unmatched_closing(end_pos)
        before = self.text[start:pos]
        if before.endswith('"') and '"' in rest.partition("#")[0]:
            raise self._error("syntax.inner", pos - 1, pos)
        self._check_typographic(end_pos)
        if re.fullmatch(r"[\w+.-]+", before.rpartition("=")[2].strip()) and "=" not in rest:
            value_start = pos - len(before.rpartition("=")[2].strip())
            unquoted = self._rest_of_line(value_start).partition("#")[0].rstrip()
            raise self._error("syntax.quotes", value_start, value_start + len(unquoted), text=unquoted)
        raise self._error("syntax.after", end_pos, end_pos + len(rest), text=rest)

    # ------------------------------------------------------------------ values

    def _check_value(self, pos: int, nested: bool) -> int:
        char = self.text[pos]
        self._check_typographic(pos)
        if char in "\"'":
            return self._check_string(pos)
        if char == "[":
            return self._check_array(pos)
        if char == "{":
            return self._check_inline_table(pos)
        return self._check_bare_value(pos, nested)

    def _check_string(self, pos: int) -> int:
        quotes = next(mark for mark in _QUOTES if self.text.startswith(mark, pos))
        string_match = next((match for kind in _STRINGS if (match := kind.match(self.text, pos))), None)
        if len(quotes) == 3:
            if string_match is None or len(string_match.group()) < 6:
                raise self._error("syntax.multiline", pos, pos + 3, quotes=quotes)
        elif string_match is None:
            raise self._error("syntax.string", pos, pos + len(self._rest_of_line(pos)), quotes=quotes)
        if len(quotes) == 1 and re.search(rf",\s*{DOTTED_KEY}\s*=\s*$", string_match.group()[1:-1]):
            raise self._error("syntax.string", pos, string_match.end(), quotes=quotes)
        if quotes[0] == '"':
            for escape in _BAD_ESCAPE.finditer(self.text, pos, string_match.end()):
                if escape["bad"]:
                    raise self._error("syntax.escape", escape.start(), escape.end(), letter=escape["bad"][1])
        control = _CONTROL.search(self.text, pos, string_match.end())
        if control:
            self._raise_invisible(control.start())
        return string_match.end()

    def _check_bare_value(self, pos: int, nested: bool) -> int:
        date = _DATE.match(self.text, pos)
        word = _BARE_WORD.match(self.text, pos)
        if date and (not word or date.end() >= word.end()):
            if self._is_date(date.group()):
                return date.end()
            raise self._error("syntax.date", pos, date.end(), text=date.group())
        if word is None:
            raise self._error("syntax.after", pos, pos + 1, text=self.text[pos])
        text = word.group()
        stop = re.compile(r"[\n#,}\]]" if nested else r"[\n#]").search(self.text, pos)
        unquoted = self.text[pos : stop.start() if stop else len(self.text)].rstrip()
        if re.match(rf"{DOTTED_KEY}[ \t]*=", unquoted):
            raise self._error("syntax.brace", pos, pos + len(unquoted))
        if _SCALAR.fullmatch(text):
            after = unquoted[len(text) :].strip()
            if nested and re.match(r"[^\W\d]|[%$€£°]", after):
                unquoted = unquoted.rstrip("\"' ")
                raise self._error("syntax.quotes", pos, pos + len(unquoted), text=unquoted)
            return word.end()
        if text.lower() in _BOOLEAN_WORDS:
            raise self._error("syntax.flag", pos, word.end(), text=text, flag=_BOOLEAN_WORDS[text.lower()])
        number = text.replace(",", ".")
        if re.fullmatch(r"[+-]?(\d+\.|\.\d+|0\d+(\.\d+)?)", number):
            raise self._error("syntax.decimal", pos, word.end(), text=text, number=f"{float(number):g}")
        unquoted = unquoted.rstrip("\"'")
        raise self._error("syntax.quotes", pos, pos + len(unquoted), text=unquoted)

    @staticmethod
    def _is_date(text: str) -> bool:
        try:
            loads(f"x = {text}")
        except ValueError:
            return False
        return True

    def _check_array(self, start: int) -> int:
        pos, expects_item = start + 1, True
        while True:
            pos = self._next_in_array(pos, start, "syntax.list")
            char = self.text[pos]
            if char == "]":
                return pos + 1
            if char == ",":
                if expects_item:
                    raise self._error("syntax.after", pos, pos + 1, text=",")
                pos, expects_item = pos + 1, True
                continue
            if char == "}":
                raise self._error("syntax.list", start)
            if not expects_item:
                raise self._error("syntax.comma", pos)
            pos, expects_item = self._check_value(pos, True), False

    def _next_in_array(self, pos: int, start: int, code: str) -> int:
        """Return the offset of the next element of a list.

        A statement at the start of a line means that the list was not closed.
        """
        next_pos = self._skip_blanks_and_comments(pos)
        line = self.text.rfind("\n", 0, next_pos) + 1
        if next_pos >= len(self.text) or (line > pos and _NEW_STATEMENT.match(self.text, line)):
            rest = self._rest_of_line(next_pos).rstrip(",")
            if next_pos < len(self.text) and rest.endswith("}") and rest.count("}") > rest.count("{"):
                raise self._error("syntax.brace", next_pos, next_pos + len(rest))
            raise self._error(code, start)
        return next_pos

    def _check_inline_table(self, start: int) -> int:
        pos, is_first = start + 1, True
        while True:
            pos = self._next_in_inline_table(pos, start)
            if self.text[pos] == "}":
                if not is_first:
                    raise self._error("syntax.table.comma", self.text.rindex(",", start, pos))
                return pos + 1
            pos = self._next_in_inline_table(self._check_pair(pos, nested=True), start)
            if self.text[pos] == "}":
                return pos + 1
            if self.text[pos] != ",":
                self._check_typographic(pos)
                self._check_unmatched_closing(pos)
                raise self._error("syntax.comma", pos)
            pos, is_first = pos + 1, False

    def _next_in_inline_table(self, pos: int, start: int) -> int:
        """Return the offset of the next element of an inline table.

        An inline table must not go on to the next line.
        """
        next_pos = self._skip_blanks(pos)
        if next_pos < len(self.text) and self.text[next_pos] not in "\r\n#":
            return next_pos
        next_line_pos = self._skip_blanks_and_comments(next_pos)
        continues = self.text[:next_pos].rstrip()[-1] in "{," and self._is_closed(start)
        starts_new_item = _NEW_STATEMENT.match(self.text, next_line_pos) or self.text[
            next_line_pos : next_line_pos + 1
        ] in ("{", "[", "]")
        if next_line_pos >= len(self.text) or (starts_new_item and not continues) or self.text[next_line_pos] in "{]":
            raise self._error("syntax.table", start)
        raise self._error("syntax.table.line", start)

    def _is_closed(self, start: int) -> bool:
        """Return whether a closing brace comes before a blank line or header."""
        end = re.compile(r"\n[ \t\r]*(\n|\[)|\Z").search(self.text, start)
        return "}" in self.text[start : end.start() if end else len(self.text)]
