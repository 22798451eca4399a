"""Where fuzzing begins: the stories of the tests, and the smallest form of everything that once went wrong."""

from __future__ import annotations

import gzip
import io
import json
import random
from pathlib import Path

import pyarrow
from pyarrow import parquet

ROOT = Path(__file__).resolve().parent.parent.parent
HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
SLIDE = f'{HEAD}[[slide]]\nid = "a"\nlayout = "statement"\n'
CHART = f'{HEAD}[[slide]]\nid = "a"\nlayout = "chart"\n'
LONG = "0x" + "f" * 3000


def story_seeds() -> list[bytes]:
    """Return stories, whole and wrong."""
    texts = [
        SLIDE + 'text = "A *word*, a **strong** one, `code`, a [link](https://example.org)"\n',
        *(f"{HEAD}minutes = {number}\n" for number in ("9" * 400, LONG, "1e999", "-inf", "nan")),
        *(f'{HEAD}[event.a]\ntitle = "E"\n{key} = {LONG}\n' for key in ("date", "weight", "title")),
        *(
            f"{CHART}[[slide.chart.points]]\nat = {at}\nvalue = {value}\n"
            for at in ('"a"', LONG)
            for value in (1, LONG)
        ),
        f"format = {LONG}",
        HEAD + "[[slide]]\n" * 200,
        ".".join(["a"] * 200) + " = 1",
        f'{SLIDE}text = "{"[" * 2000}"\n',
        f'{SLIDE}text = "{"*a* " * 500}"\n',
        f'{SLIDE}text = "{"`a` " * 500}"\n',
        f'{SLIDE}text = "{"x" * 3000}"\n',
        f'{HEAD}[event.a]\ntitle = "E"\ndate = "[{",".join(str(year) for year in range(1000, 1300))}]"\n',
        f"{HEAD}items = [{'1,' * 500}]\n",
        f"{HEAD}x = {'[' * 500}",
        f'"\\u001b[2J\\u202e" = 1\n{HEAD}',
        f'{HEAD}[event.a]\ntitle = "E"\ndate = "1985~/.."\n[[slide]]\nid = "a"\nlayout = "event"\nevent = "a"\n',
    ]
    return [text.encode() for text in texts] + [
        file.read_bytes()[:4_000] for file in sorted((ROOT / "tests" / "stories").glob("*.toml"))
    ]


def date_seeds() -> list[bytes]:
    """Return dates of every form."""
    dates = (
        "1985", "1985-04", "1985-04-12", "1985-04-12T23:20:30Z", "1985~", "2004-06-XX/2004-07-03", "{1667,1668,1670..1672}",
        "[..1760-12-03]", "Y-17E7", "1950S2", "2001-21", "1964/..", "/1985", "?2004-06-~11", "-0043-03-15", "Y33658",
        "-X9XX", "[1000,1001,1002]", "{1667/1672]", "1989-89-?", "about 1989-89", "May 1961", "12/04/1985", "", "Y" + "9" * 30,
    )  # fmt: skip
    return [date.encode() for date in dates]


def event_seeds() -> list[bytes]:
    """Return files of events: a first byte for their kind, then what is in them."""

    def table(**columns: object) -> bytes:
        sink = io.BytesIO()
        parquet.write_table(pyarrow.table(columns), sink)
        return sink.getvalue()

    csv = (
        "date,title\n2001,a\n",
        "date,date\n2001,2002\n",
        'date,title\n2001,"open\n',
        "date;weight\n2001;x\n",
        "date\n\nbad\n",
    )
    lines = ('{"date": "2001", "people": ["a"]}\n{"date": 2002}\n', '{"date": "2001"', "[" * 1000, '{"date": 1e999}\n')
    moments = pyarrow.array([0, 10**12], pyarrow.timestamp("ms"))
    texts = pyarrow.array([b"\xff\xfe", b"b"], pyarrow.binary()).view(pyarrow.string())
    tables = (
        table(date=["2001", "2002"], title=["a", "b"], weight=[1.0, None]),
        table(date=moments, end=moments, known_from=moments),
        table(date=pyarrow.array([2001, -(2**63)])),
        table(date=["2001", "2002"], title=texts),
        table(date=pyarrow.array(["2001", "2001"]).dictionary_encode()),
        table(date=["2001", "2002"], place=["a", "b"]).replace(b"place", b"pl\x8b\x90e"),
    )
    return [
        *(b"\0" + text.encode() for text in csv),
        b"\0date,title\n2001,a\nbad,y\n2003,\xe2\x82",
        *(b"\1" + text.encode() for text in lines),
        *(b"\2" + data for data in tables),
    ]


def kept_seeds() -> list[bytes]:
    """Return a journal and the settings, with two zeros between."""
    state = {
        "path": "/x", "position": {"slide_id": "a", "step": 1}, "language": "en",
        "clock": {"started_at": 0, "paused_total": 0, "paused_at": 0}, "written": 4e9,
    }  # fmt: skip
    journals = [json.dumps(state), json.dumps(state).replace("1", "1e999", 1), "[" * 2000]
    settings = [
        "[files]\nrecent=/a, /b\n[talk]\nnotes_size=22\nscreens=@Variant(\\0\\0\\0\\b)\n[keys]\nnext=Space, Right\n",
        f"[files]\nrecent={'x' * 1000}\n[talk]\nnotes_size={'9' * 400}\n",
        "[talk]\nscreens=@Variant(\\0\\0\\0\xa2\xa2\xa2\xa2b)\n",
        "[talk]\nscreens=@Variant(\\\x01\0\0\0\x0b\xeb\xc2\0\xa2b)\n",
        "[layout]\nmain=@ByteArray(\\x1\\xd9)\n",
    ]
    return [journal.encode() + b"\0\0" + setting.encode("latin-1") for journal in journals for setting in settings]


def typing_seeds() -> list[bytes]:
    """Return short texts as they stand while somebody types, each after a byte for the place of the cursor."""
    texts = (
        f'{SLIDE}sources = ["',
        f'{HEAD}[event.a]\ntitle = "E"\ndate = "May 1961"\n[[slide]]\nevent = "',
        f"{SLIDE}title = {{ en = “A” }}\n",
        f"{SLIDE}title: A title\n",
        f"{SLIDE}[slide]\nid = a\n",
        f'{HEAD}[source.a]\npublisher = "P"\n[source.a]\n',
        f'{CHART}points = [{{ at = "1", value = 1 }},, ]\n',
        '[story]\ntitle = """\nOpen\n',
        "minu",
        f'{SLIDE}text = "a "quoted" word"\n',
    )
    return [bytes((place,)) + text.encode() for text in texts for place in (0, 128, 255)]


def pasted_seeds() -> list[bytes]:
    """Return what lies on a clipboard: references, cells, slides, a picture, and texts of other encodings."""
    texts = (
        "@article{a,\n  title = {A {B} \\'e},\n  author = {Li, B. and C},\n  year = 2014,\n  month = jan,\n  doi = {10.1/a}\n}",
        '@book{b, title = "C", date = {1985-04/1985-05}, url = {https://example.org}}',
        "TY  - JOUR\nTI  - A\nAU  - Li, B.\nDA  - 2014/01/11\nER  - \n",
        "https://example.org/2014/01/11/a",
        "doi:10.1000/182",
        "@a{" * 50,
        "date\ttitle\ttrack\n1985\tA\tB\n12/04/1985\tC\tB\n",
        "1985;A\n1986;B\n",
        'a,b\n"1,5",2\n3,4\n',
        "x\t1.000,5\ny\t2'000\n",
        f'[source.a]\ntitle = "A"\n[event.e]\ntitle = "E"\ndate = "1985"\n{SLIDE.removeprefix(HEAD)}'
        'event = "e"\nsources = ["a"]\n',
    )
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f00010101001bb6ee56"
        "0000000049454e44ae426082"
    )
    return [*(text.encode() for text in texts), pixel, "été".encode("latin-1"), "été".encode("utf-16")]


def merge_seeds() -> list[bytes]:
    """Return texts in three versions, with two zeros between them."""
    base = f'{SLIDE}title = "A"\n\n[[slide]]\nid = "b"\n# said\ntitle = "B"\n'
    versions = (
        (base, base.replace('"A"', '"C"'), base.replace('"B"', '"D"')),
        (base, base.replace('"A"', '"C"'), base.replace('"A"', '"D"')),
        (base, base.replace('"A"', '"C"'), HEAD),
        (base, base + "[[[", base.replace('"B"', '"D"')),
        (base, base.replace('id = "b"', 'id = "a"'), base + '[[slide]]\nid = "c"\n'),
        (base, base.replace("\n", "\r\n"), ""),
        ("a = 1\n", "a = 1\nb.c = 2\n", "a = 1\nb = { d = 3 }\n"),
        ("x = [1]", "x = [1, 2]", '\ufeffx = [1]\n"" = 1'),
    )
    return ["\0\0".join(three).encode() for three in versions]


def markup_seeds() -> list[bytes]:
    """Return texts with marks, lists, steps and what looks like HTML."""
    texts = (
        "A *word*, a **strong** one, `code`, a [link](https://example.org)",
        "**a *b* c** \\*d\\* `e",
        "- one\n- two\n\n1. three\n2) four\n",
        "[1] first\n[2] second\n[12] twelfth",
        "[" * 200,
        "*a* " * 50,
        "<img src='/etc/passwd'> ![x](file:///etc/passwd) <script>x</script>",
        "[a](javascript:x) [b](<file:///a>) <https://example.org> https://example.org",
        "[a]: javascript:x\n\n[a] ![a]",
        "[a](\x01\0\0https://example.org)",
        "- > ***\n\n2.\n- b\n",
        "| a | b |\n|---|---|\n| <b> | `x` |\n\n> quoted\n\n```\n<pre>\n```\n",
        "- [ ] a\n- [x] b\n\n---\n# &lt;h1&gt;\n",
    )
    return [text.encode() for text in texts]


def drawing_seeds() -> list[bytes]:
    """Return drawings with most of what the filter knows."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
    bodies = (
        '<rect width="9" height="9" fill="#a00" opacity=".5"/>',
        '<defs><g id="a"><path d="M0 0L9 9z"/></g></defs><use xlink:href="#a"/><use href="#a" x="3"/>',
        '<linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient><circle r="4" fill="url(#g)"/>',
        '<style>.a { fill: red; } #b { mask: url(#m) }</style><mask id="m"><rect/></mask><g class="a" id="b"/>',
        '<image xlink:href="file:///etc/passwd" width="9" height="9"/>',
        '<image href="data:image/png;base64,iVBORw0KGgo=" width="9" height="9"/>',
        '<text x="1" y="5" font-size="3">A &amp; <tspan>b</tspan></text>',
        '<marker id="k"><path d="M0 0h1"/></marker><polyline points="0,0 1,1 2,0" marker-mid="url(#k)"/>',
        '<script>x</script><foreignObject/><a xlink:href="javascript:x"><rect onclick="x"/></a>',
        "<style>.a  } {} { }</style>",
        '<clipPath id="c"><use href="#c"/></clipPath><g clip-path="url(#c)" transform="rotate(3) scale(1e9)"/>',
    )
    return [
        *((head + body + "</svg>").encode() for body in bodies),
        b'<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>' + head.encode() + b"&c;</svg>",
        b'<?xml-stylesheet href="/a.css"?>' + head.encode() + b"</svg>",
        gzip.compress((head + bodies[0] + "</svg>").encode()),
        (ROOT / "tests" / "stories" / "bridge.svg").read_bytes(),
    ]


SEEDS = {
    "story": story_seeds,
    "date": date_seeds,
    "events": event_seeds,
    "kept": kept_seeds,
    "typing": typing_seeds,
    "pasted": pasted_seeds,
    "merge": merge_seeds,
    "markup": markup_seeds,
    "html": markup_seeds,
    "drawing": drawing_seeds,
}


def write_seeds(target: str, folder: Path) -> None:
    """Write the seeds of a target into a folder, one a file."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(SEEDS[target]()):
        (folder / f"{number:03}").write_bytes(data)


def mutate(data: bytes, random_source: random.Random) -> bytes:
    """Return the bytes changed a little: what tests do where atheris is missing."""
    changed = bytearray(data)
    for _ in range(random_source.randint(1, 4)):
        place = random_source.randint(0, len(changed))
        changed[place : place + random_source.randint(0, 3)] = random_source.choice(
            (b"", b"\0", b"9" * 20, b"[", b'"', b"\xff", b"\n", b"/", b"*", bytes((random_source.randrange(256),)))
        )
    return bytes(changed)
