"""Hostile texts: bytes that are no TOML, values that are no values, and much too much of a good thing."""

from __future__ import annotations

import random

from tests.hostile.registry import HEAD, SLIDE, add_text

# ---------------------------------------------------------------------------- bytes and syntax

_noise = random.Random(1)
for _name, _bytes in {
    "empty": b"",
    "one NUL": b"\0",
    "NUL in a string": (SLIDE + 'title = "a\0b"\n').encode(),
    "only a mark of order": b"\xef\xbb\xbf",
    "two marks of order": b"\xef\xbb\xbf\xef\xbb\xbf" + HEAD.encode(),
    "UTF-16 little": HEAD.encode("utf-16-le"),
    "UTF-16 with a mark": HEAD.encode("utf-16"),
    "UTF-32": HEAD.encode("utf-32"),
    "Latin-1": (SLIDE + 'title = "été"\n').encode("latin-1"),
    "noise of 100 KB": _noise.randbytes(100_000),
    "noise after a head": HEAD.encode() + _noise.randbytes(10_000),
    "half a character": SLIDE.encode() + b'title = "\xc3',
    "lone surrogates": (SLIDE + 'title = "').encode() + b'\xed\xa0\x80\xed\xb0\x80"\n',
    "overlong slash": SLIDE.encode() + b'image = "..\xc0\xaf.."\n',
    "bare carriage returns": HEAD.replace("\n", "\r").encode(),
    "every control sign": b"".join(b"# " + bytes([code]) + b"\n" for code in range(32)),
    "form feeds and line separators": (HEAD + "\f\u2028\u2029\x85").encode(),
    "picture instead of a story": b"\x89PNG\r\n\x1a\n" + _noise.randbytes(2_000),
    "zip instead of a story": b"PK\x03\x04" + _noise.randbytes(2_000),
}.items():
    add_text(f"bytes: {_name}", _bytes)

_DEEP = 100_000
for _name, _text in {
    "arrays 100,000 deep": lambda: HEAD + "x = " + "[" * _DEEP + "]" * _DEEP,
    "arrays never closed": lambda: HEAD + "x = " + "[" * _DEEP,
    "inline tables 20,000 deep": lambda: HEAD + "x = " + "{a=" * 20_000 + "1" + "}" * 20_000,
    "key of 10,000 parts": lambda: ".".join(["a"] * 10_000) + " = 1\n",
    "header of 10,000 parts": lambda: "[" + ".".join(["a"] * 10_000) + "]\n",
    "key of 100,000 letters": lambda: "a" * 100_000 + " = 1\n" + HEAD,
    "quoted key of 100,000 letters": lambda: HEAD + '"' + "é" * 100_000 + '" = 1\n',
    "string never closed": lambda: SLIDE + 'title = "' + "a" * 1_000_000,
    "long string never closed": lambda: SLIDE + 'title = """' + "a\n" * 300_000,
    "100,000 empty lines": lambda: HEAD + "\n" * 100_000,
    "100,000 comments": lambda: HEAD + "# x\n" * 100_000,
    "line of a million spaces": lambda: HEAD + " " * 1_000_000 + "x = 1\n",
    "100,000 unknown keys": lambda: HEAD + "".join(f"k{index} = 1\n" for index in range(100_000)),
    "10,000 unknown tables": lambda: HEAD + "".join(f"[t{index}]\n" for index in range(10_000)),
    "same key 10,000 times": lambda: HEAD + "minutes = 1\n" * 10_000,
    "same table 10,000 times": lambda: HEAD + "[track.a]\n" * 10_000,
    "array of 300,000 numbers": lambda: HEAD + "x = [" + "1," * 300_000 + "]\n",
    "300,000 commas": lambda: HEAD + "x = [" + "," * 300_000 + "]\n",
    "100,000 escapes": lambda: SLIDE + 'title = "' + "\\u0041" * 100_000 + '"\n',
    "wrong escapes": lambda: SLIDE + 'title = "' + "\\q" * 100_000 + '"\n',
    "typographic quotation marks": lambda: SLIDE + "title = “a”\n" * 200,
    "no line end at all": lambda: "format = 1",
    "only a bracket": lambda: "[",
    "only two brackets": lambda: "[[",
    "table over an array": lambda: HEAD + "[[slide]]\n[slide]\n",
    "array over a table": lambda: HEAD + "[slide]\n[[slide]]\n",
    "story is a number": lambda: "format = 1\nstory = 1\n",
    "story is a list": lambda: "format = 1\n[[story]]\n",
    "slide is a text": lambda: HEAD.replace("[story]", 'slide = "x"\n[story]'),
    "events is a list": lambda: HEAD + "[[event]]\ntitle = 'E'\n",
    "another format": lambda: HEAD.replace("1", "999999999999999999999", 1),
    "not a story but TOML": lambda: '[tool.ruff]\nline-length = 88\n[project]\nname = "x"\n',
}.items():
    add_text(f"syntax: {_name}", _text)

# ---------------------------------------------------------------------------- numbers

_NUMBERS = {
    "long decimal": "9" * 5000, "long hexadecimal": "0x" + "f" * 5000, "long binary": "0b" + "1" * 20_000,
    "infinite": "-inf", "no number": "nan", "beyond a float": "1e999", "barely": "5e-324",
}  # fmt: skip
_NUMBER_PLACES = {
    "minutes of the story": HEAD + "minutes = {}\n",
    "minutes of a slide": SLIDE + "minutes = {}\n",
    "value of a point": SLIDE + 'layout = "chart"\n[slide.chart]\nkind = "bars"\npoints = [{{ at = 1, value = {} }}]\n',
    "place of a point": SLIDE + 'layout = "chart"\n[slide.chart]\nkind = "line"\npoints = [{{ at = {}, value = 1 }}]\n',
    "share": SLIDE + 'layout = "event"\n[[slide.figure]]\nvalue = "5"\nshare = {}\n',
    "weight": HEAD + '[event.a]\ndate = "2000"\ntitle = "E"\nweight = {}\n',
    "date": HEAD + '[event.a]\ntitle = "E"\ndate = {}\n',
    "title": SLIDE + "title = {}\n",
}
for _place, _template in _NUMBER_PLACES.items():
    for _name, _number in _NUMBERS.items():
        add_text(f"number: {_name} as {_place}", _template.format(_number))

# ---------------------------------------------------------------------------- dates

_EVENT = (
    HEAD
    + '[event.a]\ntitle = "E"\ndate = {}\n[[slide]]\nid = "a"\nlayout = "event"\nevent = "a"\n'
    + ('[[slide]]\nid = "t"\nlayout = "timeline"\n')
)
for _name, _date in {
    "set of 5,000 years": '"[' + ",".join(str(1000 + index) for index in range(5000)) + ']"',
    "year of 30 digits": f'"Y{"9" * 30}"',
    "year of 4,000 digits": f'"Y{"9" * 4000}"',
    "power of 10^9": '"Y1E999999999"',
    "every X": '"XXXX-XX-XX"',
    "backwards": '"2020/1990"',
    "from the beginning to the end": '"../.."',
    "the 30th of February": '"2001-02-30"',
    "leap second": '"2016-12-31T23:59:60Z"',
    "minus nought": '"-0000"',
    "Arabic digits": '"٢٠١٤"',
    "wide of the universe": '"Y-13800000000/Y13800000000"',
    "10,000 slashes": '"' + "/" * 10_000 + '"',
    "10,000 question marks": '"2014' + "?" * 10_000 + '"',
    "a bare time": "07:32:00",
    "a bare date of year 0": "0000-01-01",
    "a date with control signs": '"2014\\u0000-01"',
    "words": '"yesterday, at half past six"',
}.items():
    add_text(f"date: {_name}", _EVENT.format(_date))

# ---------------------------------------------------------------------------- words

_WORDS = {
    "20,000 brackets": lambda: "[" * 20_000,
    "20,000 links never closed": lambda: "[a](" * 5_000,
    "5,000 emphases": lambda: "*a* " * 5_000,
    "stars without words": lambda: "*" * 20_000,
    "5,000 codes": lambda: "`a` " * 4_900,
    "backquotes": lambda: "`" * 20_000,
    "backslashes": lambda: "\\\\" * 10_000,
    "one word of 20,000 letters": lambda: "x" * 20_000,
    "a million letters": lambda: "ab cd " * 170_000,
    "combining marks": lambda: "a" + "\u0301" * 15_000,
    "joined emoji": lambda: "👩\u200d👩\u200d👧\u200d👦" * 2_000,
    "every plane": lambda: "".join(
        chr(code) for code in range(0xA0, 0x1F000, 23) if not 0xD800 <= code < 0xE000 and chr(code) not in '"\\'
    ),
    "noncharacters": lambda: "\ufdd0\uffff\ufffe\U0001ffff",
    "overrides never closed": lambda: "\u202e\u2066\u202a" * 3_000 + "abc",
    "control signs": lambda: "".join(f"\\u{code:04x}" for code in range(32)) * 20,
    "HTML of a picture": lambda: "<img src='{picture}'>",
    "HTML of a script": lambda: "<script>alert(1)</script><iframe src=file:///etc/passwd></iframe>",
    "Markdown of a picture": lambda: "![x]({picture}) ![y](file://{picture})",
    "links of forbidden kinds": lambda: (
        "[a](javascript:x) [b](file:///etc/passwd) [c](data:text/html,x) [d](//host/share)"
    ),
    "quotes 9,000 deep": lambda: ">" * 9_000 + "x",
    "lists 3,000 deep": lambda: "\\n".join(" " * index + "- a" for index in range(150)),
    "table of 3,000 columns": lambda: "|a" * 3_000 + "|\\n" + "|-" * 3_000 + "|",
    "formulas": lambda: "$$\\\\frac{{a}}{{b}}$$ ~~a~~ ==b== [[c]] {{d}} %s %(a)s {0}",
}
_TEXT_PLACES = {
    "title": SLIDE + 'layout = "statement"\ntitle = "{}"\n',
    "text": SLIDE + 'layout = "statement"\ntitle = "T"\ntext = "{}"\n',
    "notes": SLIDE + 'layout = "statement"\ntitle = "T"\nnotes = "{}"\n',
    "claim": SLIDE + 'layout = "dispute"\ntitle = "T"\n[[slide.claim]]\nsays = "{}"\n[[slide.claim]]\nsays = "b"\n',
    "event": HEAD + '[event.a]\ndate = "2000"\ntitle = "{}"\n[[slide]]\nid = "t"\nlayout = "timeline"\n',
}
for _place, _template in _TEXT_PLACES.items():
    for _name, _words in _WORDS.items():
        add_text(
            f"words: {_name} in a {_place}",
            lambda template=_template, words=_words: template.format(
                words().replace("{picture}", "../outside/picture.png")
            ),
        )

# ---------------------------------------------------------------------------- structure

for _name, _text in {
    "4,000 bare slides": lambda: HEAD + "[[slide]]\n" * 4_000,
    "list of 50,000 items": lambda: SLIDE + 'layout = "list"\n' + '[[slide.item]]\ntitle = "x"\n' * 50_000,
    "chart of 20,000 points": lambda: (
        SLIDE
        + 'layout = "chart"\n[slide.chart]\nkind = "line"\npoints = ['
        + "".join(f"{{ at = {index}, value = {index} }}, " for index in range(20_000))
        + "]\n"
    ),
    "1,000 claims": lambda: SLIDE + 'layout = "dispute"\n' + '[[slide.claim]]\nsays = "x"\n' * 1_000,
    "1,000 figures": lambda: SLIDE + 'layout = "number"\nnumber = "5"\n' + '[[slide.figure]]\nvalue = "x"\n' * 1_000,
    "1,000 series": lambda: (
        SLIDE
        + 'layout = "chart"\n[slide.chart]\nkind = "line"\n'
        + '[[slide.chart.series]]\ntitle = "s"\npoints = [{ at = 1, value = 1 }]\n' * 1_000
    ),
    "2,000 tracks": lambda: (
        HEAD
        + "".join(f'[track.t{index}]\ntitle = "T"\n' for index in range(2_000))
        + '[[slide]]\nid = "t"\nlayout = "timeline"\n'
    ),
    "3,000 events on a day": lambda: (
        HEAD
        + "".join(f'[event.e{index}]\ndate = "2001-09-09"\ntitle = "E{index}"\n' for index in range(3_000))
        + '[[slide]]\nid = "t"\nlayout = "timeline"\n'
    ),
    "400 sources nearly right": lambda: (
        HEAD
        + "".join(f'[source.nearly-right-{index}]\npublisher = "P"\n' for index in range(400))
        + "".join(f'[[slide]]\nid = "s{index}"\nsources = ["nearly-rihgt-{index}"]\n' for index in range(400))
    ),
    "causes in a circle": lambda: (
        HEAD
        + "".join(
            f'[event.e{index}]\ndate = "{2000 + index}"\ntitle = "E"\nleads_to = ["e{(index + 1) % 50}"]\n'
            for index in range(50)
        )
    ),
    "its own cause": lambda: HEAD + '[event.a]\ndate = "2000"\ntitle = "E"\nleads_to = ["a", "a"]\n',
    "everything leads to everything": lambda: (
        HEAD
        + "".join(
            f'[event.e{index}]\ndate = "{1900 + index}"\ntitle = "E"\nleads_to = {[f"e{to}" for to in range(60)]}\n'
            for index in range(60)
        )
        + '[[slide]]\nid = "t"\nlayout = "timeline"\n'
    ),
    "5,000 languages": lambda: HEAD.replace('["en"]', "[" + ", ".join(f'"x{index}"' for index in range(5_000)) + "]"),
    "no languages": lambda: HEAD.replace('["en"]', "[]"),
    "a language of 5,000 letters": lambda: HEAD.replace('"en"', f'"{"e" * 5000}"'),
    "a text in 2,000 languages": lambda: (
        SLIDE + "title = { " + ", ".join(f'x{index} = "t"' for index in range(2_000)) + " }\n"
    ),
    "window of nothing": lambda: SLIDE + 'layout = "timeline"\nwindow = "/"\n',
    "window of a second": lambda: SLIDE + 'layout = "timeline"\nwindow = "2000-01-01T00:00:00/2000-01-01T00:00:01"\n',
    "window of the universe": lambda: SLIDE + 'layout = "timeline"\nwindow = "Y-13800000000/Y13800000000"\n',
    "windows of 10^25 years": lambda: SLIDE + f'layout = "timeline"\nwindow = "Y-{"9" * 25}/Y{"9" * 25}"\n',
    "all layouts, nothing in them": lambda: (
        HEAD
        + "".join(
            f'[[slide]]\nid = "{layout}"\nlayout = "{layout}"\n'
            for layout in (
                "title",
                "statement",
                "event",
                "number",
                "chart",
                "dispute",
                "timeline",
                "quote",
                "list",
                "image",
                "closing",
            )
        )
    ),
    "steps of everything": lambda: SLIDE + 'layout = "list"\nsteps = ["items", "nonsense", "items"]\n',
}.items():
    add_text(f"structure: {_name}", _text)

_IDS = (
    "__class__",
    "__proto__",
    "../x",
    "/etc/x",
    "con",
    "*",
    "",
    " ",
    "..",
    "a/b",
    "\\u0000",
    "\\u001b[2J",
    "\\u202ex",
    "é",
    "🎬",
    "x" * 5000,
)
for _index, _id in enumerate(_IDS):
    add_text(
        f"id {_index}: {_id[:12]!r}",
        f'{HEAD}[source."{_id}"]\npublisher = "P"\n[event."{_id}"]\ndate = "2000"\ntitle = "E"\nsources = ["{_id}"]\n'
        f'[[slide]]\nid = "{_id}"\nlayout = "event"\nevent = "{_id}"\n[[slide]]\nid = "{_id}"\n',
    )
for _index, _key in enumerate(("\\u001b[2J\\u001b]0;pwned\\u0007\\u202e", "constructor", "a b", "\\n", "日本")):
    add_text(f"unknown key {_index}", f'"{_key}" = 1\n{HEAD}["{_key}"]\n"{_key}" = "{_key}"\n')
