"""The grammar of TOML's keys and strings, as parts of regular expressions.

Groups are atomic, not possessive: `*+` after a group finds nothing on Python 3.11.0 to 3.11.4 (gh-106052).
After one set of characters, as in `++`, it is right.
"""

from __future__ import annotations

from typing import Final

BARE_KEY: Final = r"[A-Za-z0-9_-]+"
BASIC_STRING: Final = r'"(?>(?:[^"\\\n]++|\\.)*)"'
LITERAL_STRING: Final = r"'[^'\n]*+'"
KEY: Final = rf"(?:{BARE_KEY}+|{BASIC_STRING}|{LITERAL_STRING})"
DOTTED_KEY: Final = rf"{KEY}(?>(?:[ \t]*\.[ \t]*{KEY})*)"
MULTILINE_BASIC_STRING: Final = r'"""(?>(?:[^"\\]++|\\[\s\S]|"(?!""))*)"""(?:"{0,2})'
MULTILINE_LITERAL_STRING: Final = r"'''(?>(?:[^']++|'(?!''))*)'''(?:'{0,2})"
STRING: Final = rf"{MULTILINE_BASIC_STRING}|{MULTILINE_LITERAL_STRING}|{BASIC_STRING}|{LITERAL_STRING}"

# One line of a text that is being typed: a string may still lack its end, or have begun on an earlier line.
UNFINISHED_STRING: Final = r"\"(?:[^\"\\]|\\.)*(?:\"|\\?$)|'[^']*(?:'|$)"
MULTILINE_BASIC_STRING_END: Final = r'(?:[^"\\]|\\.|"(?!""))*""""{0,2}'
MULTILINE_LITERAL_STRING_END: Final = r"(?:[^']|'(?!''))*'''{1,3}"
