"""Hostile pictures: cut, huge, false, looping, and somewhere else."""

# ruff: noqa: E501 - drawings stand on one line, as files do

from __future__ import annotations

import base64
import os
import random
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.hostile.registry import SLIDE, Outside, add, add_files

_IMAGE = SLIDE + 'layout = "image"\nimage = "{}"\nalt = "x"\n'
_COVER = SLIDE + 'layout = "event"\nimage = "{}"\nalt = "x"\n[[slide.figure]]\nvalue = "5"\nshare = 0.5\n'


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def png(width: int, height: int, *more: bytes, rows: int | None = None, depth: int = 1, color: int = 0) -> bytes:
    """Return a white PNG of a size, with further chunks; `rows` that are there may be fewer."""
    row = b"\0" + b"\xff" * ((width * depth * (3 if color == 2 else 1) + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row * 64) for _ in range((rows if rows is not None else height) // 64))
    data += packer.compress(row * ((rows if rows is not None else height) % 64)) + packer.flush()
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([depth, color, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (_chunk(b"IHDR", header), *more, _chunk(b"IDAT", data), _chunk(b"IEND", b""))
    )


def _gif(width: int, height: int, frames: int) -> bytes:
    head = b"GIF89a" + width.to_bytes(2, "little") + height.to_bytes(2, "little") + b"\x80\0\0\0\0\0\xff\xff\xff"
    frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    return head + frame * frames + b";"


def _bmp(width: int, height: int) -> bytes:
    head = b"BM" + (54).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little") + (40).to_bytes(4, "little")
    size = width.to_bytes(4, "little", signed=True) + height.to_bytes(4, "little", signed=True)
    return head + size + (1).to_bytes(2, "little") + (24).to_bytes(2, "little") + bytes(24)


_JPEG_HEAD = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")
_RASTER: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty.png": ("x.png", lambda: b""),
    "nonsense.png": ("x.png", lambda: b"nonsense"),
    "cut.png": ("x.png", lambda: png(64, 64)[:60]),
    "rows missing": ("x.png", lambda: png(640, 640, rows=3)),
    "wrong sum": ("x.png", lambda: png(8, 8)[:30] + b"\0" + png(8, 8)[31:]),
    "line of 2,000": ("x.png", lambda: png(2000, 1)),
    "line of 6,000": ("x.png", lambda: png(6000, 1)),
    "upright line of 6,000": ("x.png", lambda: png(1, 6000)),
    "band of 20,000": ("x.png", lambda: png(20_000, 10)),
    "60,000 squared": ("x.png", lambda: png(60_000, 60_000, rows=1)),
    "8,000 squared": ("x.png", lambda: png(8_000, 8_000)),
    "16 bits": ("x.png", lambda: png(64, 64, depth=16, color=2)),
    "palette missing": ("x.png", lambda: png(64, 64, depth=8, color=3)),
    "depth of 3": ("x.png", lambda: png(64, 64, depth=3)),
    "packed words of 50 MB": ("x.png", lambda: png(8, 8, _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(50_000_000))))),
    "packed profile of 50 MB": (
        "x.png",
        lambda: png(8, 8, _chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(50_000_000)))),
    ),
    "10,000 chunks": ("x.png", lambda: png(8, 8, *[_chunk(b"tEXt", b"a\0b")] * 10_000)),
    "drawing called png": (
        "x.png",
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><image href="../outside/picture.png"/></svg>',
    ),
    "png called jpg": ("x.jpg", lambda: png(8, 8)),
    "jpg of a head": ("x.jpg", lambda: _JPEG_HEAD),
    "jpg of 65,500 squared": (
        "x.jpg",
        lambda: _JPEG_HEAD + bytes.fromhex("ffc0000b08ffdcffdc01011100ffda0008010100003f00") + bytes(100),
    ),
    "jpg of noise": ("x.jpg", lambda: _JPEG_HEAD + random.Random(2).randbytes(10_000)),
    "gif of 20,000 frames": ("x.gif", lambda: _gif(8, 8, 20_000)),
    "gif of 65,535 squared": ("x.gif", lambda: _gif(65_535, 65_535, 1)),
    "bmp of minus a lot": ("x.bmp", lambda: _bmp(-2_000_000_000, 2_000_000_000)),
    "bmp of nothing": ("x.bmp", lambda: _bmp(0, 0)),
    "webp of a head": ("x.webp", lambda: b"RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\xff" + bytes(100)),
    "zip called png": ("x.png", lambda: b"PK\x03\x04" + bytes(100)),
}
for _name, (_file, _data) in _RASTER.items():
    for _way, _story in {"shown whole": _IMAGE, "covering": _COVER}.items():
        add_files(
            f"picture: {_name}, {_way}", _story.format(_file), lambda _out, name=_file, data=_data: {name: data()}
        )

_NAMES = (
    "/etc/passwd.png", "../outside/picture.png", "..\\\\outside\\\\picture.png", "~/x.png", "C:\\\\x.png", "\\\\\\\\host\\\\x.png",
    "//host/x.png", "file:///etc/x.png", "http://127.0.0.1:9/x.png", "data:image/png;base64,AAAA", "x\\u0000.png", "a/../../outside/picture.png",
    "x" * 5000 + ".png", ".", "", "folder.png", "qrc:/x.png", ":/qt-project.org/logo.png", "%2e%2e/outside/picture.png",
)  # fmt: skip
for _index, _path in enumerate(_NAMES):

    def _write_named(folder: Path, _outside: Outside, path: str = _path) -> None:
        (folder / "folder.png").mkdir()
        (folder / "content.toml").write_text(_IMAGE.format(path), "utf-8")

    add(f"picture named {_index}: {_path[:24]}", _write_named)


def _linked(name: str, make: object) -> None:
    def write(folder: Path, outside: Outside) -> None:
        make(folder, outside)  # type: ignore[operator]
        (folder / "content.toml").write_text(_COVER.format("x.png") + "[track.a]\ndata = 'x.csv'\n", "utf-8")

    add(f"link: {name}", write)


if hasattr(os, "mkfifo"):
    _linked("a picture that leads out", lambda folder, outside: (folder / "x.png").symlink_to(outside.picture))
    _linked("a folder that leads out", lambda folder, outside: (folder / "x.png").symlink_to(outside.folder))
    _linked("a device without end", lambda folder, _outside: (folder / "x.png").symlink_to("/dev/zero"))
    _linked("a pipe outside", lambda folder, outside: (folder / "x.png").symlink_to(outside.fifo))
    _linked("a pipe", lambda folder, _outside: os.mkfifo(folder / "x.png"))
    _linked("data that lead out", lambda folder, outside: (folder / "x.csv").symlink_to(outside.events))
    _linked("data from a pipe", lambda folder, _outside: os.mkfifo(folder / "x.csv"))
    _linked("itself", lambda folder, _outside: (folder / "x.png").symlink_to(folder / "x.png"))
    _linked("a name that is no UTF-8", lambda folder, _outside: open(os.fsencode(folder) + b"/\xff.png", "wb").close())

# ---------------------------------------------------------------------------- drawings

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100">{}</svg>'
)
_RECT = '<rect width="100" height="100" fill="red"/>'


def _uses(levels: int, each: int) -> str:
    groups = ['<g id="g0"><rect width="1" height="1"/></g>']
    groups += [f'<g id="g{n}">' + f'<use xlink:href="#g{n - 1}"/>' * each + "</g>" for n in range(1, levels)]
    return f'<defs>{"".join(groups)}</defs><use xlink:href="#g{levels - 1}"/>'


_DRAWINGS: dict[str, str] = {
    "no drawing": "<html><body>x</body></html>",
    "nothing": "",
    "never closed": '<svg xmlns="http://www.w3.org/2000/svg"><g>',
    "picture outside": _SVG.format('<image width="9" height="9" xlink:href="../outside/picture.png"/>'),
    "picture outside, by address": _SVG.format('<image width="9" height="9" href="file:///OUTSIDE/picture.png"/>'),
    "picture outside, absolute": _SVG.format('<image width="9" height="9" xlink:href="OUTSIDE/picture.png"/>'),
    "pipe outside": _SVG.format('<image width="9" height="9" xlink:href="OUTSIDE/fifo"/>'),
    "device": _SVG.format('<image width="9" height="9" xlink:href="/dev/zero"/>'),
    "picture from the web": _SVG.format('<image width="9" height="9" xlink:href="http://127.0.0.1:9/x.png"/>'),
    "picture in itself": _SVG.format('<image width="9" height="9" xlink:href="x.svg"/>'),
    "picture inside of 60,000 squared": _SVG.format(
        '<image width="9" height="9" xlink:href="data:image/png;base64,'
        + base64.b64encode(png(60_000, 60_000, rows=1)).decode()
        + '"/>'
    ),
    "style outside": '<?xml-stylesheet type="text/css" href="OUTSIDE/style.css"?>' + _SVG.format(_RECT),
    "style imported": _SVG.format('<style>@import url("OUTSIDE/style.css"); rect { fill: url(OUTSIDE/picture.png) }</style>' + _RECT),
    "type of document outside": '<!DOCTYPE svg SYSTEM "OUTSIDE/style.css">' + _SVG.format(_RECT),
    "a billion laughs": "<!DOCTYPE svg ["
    + '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
    + _SVG.format("<text>&a9;</text>"),
    "entity outside": '<!DOCTYPE svg [<!ENTITY a SYSTEM "OUTSIDE/style.css">]>' + _SVG.format("<text>&a;</text>"),
    "script": _SVG.format("<script>while (true) {}</script>" + _RECT),
    "foreign object": _SVG.format('<foreignObject><iframe src="file:///etc/passwd"/></foreignObject>' + _RECT),
    "link": _SVG.format(f'<a xlink:href="javascript:x">{_RECT}</a>'),
    "uses ten in ten, nine deep": _SVG.format(_uses(9, 10)),
    "use of itself": _SVG.format('<g id="a"><use xlink:href="#a"/></g>'),
    "use in a circle": _SVG.format('<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g>'),
    "masks eight deep": _SVG.format(
        "".join(f'<mask id="m{n}"><rect width="99" height="99" mask="url(#m{n + 1})"/></mask>' for n in range(8))
        + '<rect width="99" height="99" mask="url(#m0)"/>'
    ),
    "pattern of itself": _SVG.format('<pattern id="p" width="9" height="9"><rect width="9" height="9" fill="url(#p)"/></pattern><rect width="99" height="99" fill="url(#p)"/>'),
    "patterns of a pixel, eight deep": _SVG.format(
        "".join(
            f'<pattern id="p{n}" width=".01" height=".01" patternUnits="userSpaceOnUse"><rect width="99" height="99" fill="url(#p{n + 1})"/></pattern>'
            for n in range(8)
        )
        + '<rect width="99" height="99" fill="url(#p0)"/>'
    ),
    "gradient of itself": _SVG.format('<linearGradient id="a" xlink:href="#a"/><rect width="99" height="99" fill="url(#a)"/>'),
    "gradient of 10,000 stops": _SVG.format(
        '<linearGradient id="a">' + '<stop offset="0.5" stop-color="red"/>' * 10_000 + '</linearGradient><rect width="99" height="99" fill="url(#a)"/>'
    ),
    "clip of itself": _SVG.format(f'<clipPath id="c" clip-path="url(#c)">{_RECT}</clipPath><g clip-path="url(#c)">{_RECT}</g>'),
    "filters": _SVG.format(
        '<filter id="f">' + '<feGaussianBlur stdDeviation="1000"/>' * 50 + '<feTurbulence baseFrequency="9" numOctaves="9999"/></filter>'
        f'<g filter="url(#f)">{_RECT}</g>'
    ),
    "100,000 rectangles": _SVG.format('<rect width="9" height="9"/>' * 100_000),
    "groups 100,000 deep": _SVG.format("<g>" * 100_000 + "</g>" * 100_000),
    "groups 400 deep": _SVG.format("<g>" * 400 + _RECT + "</g>" * 400),
    "path of 300,000 points": _SVG.format(f'<path d="M0 0 {"L9 9 L0 9 " * 150_000}"/>'),
    "polygon of 300,000 points": _SVG.format(f'<polygon points="{"9,9 0,9 " * 150_000}"/>'),
    "arcs of nothing": _SVG.format(f'<path d="M0 0 {"A0 0 0 0 0 1e30 1e30 " * 1000}"/>'),
    "dashes without end": _SVG.format('<path d="M0 0 L1e9 0" stroke="red" stroke-dasharray="1e-7"/>'),
    "dashes of nought": _SVG.format('<path d="M0 0 L99 99" stroke="red" stroke-dasharray="0 0"/>'),
    "10,000 dashes": _SVG.format(f'<path d="M0 0 L99 99" stroke="red" stroke-dasharray="{"1 " * 10_000}"/>'),
    "stroke of 10^9": _SVG.format('<path d="M0 0 L99 99" stroke="red" stroke-width="1e9"/>'),
    "view of 10^9": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e9 1"><rect width="1e9" height="1"/></svg>',
    "view of nothing": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"><rect width="1" height="1"/></svg>',
    "view of no numbers": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="nan inf -inf x"><rect width="1" height="1"/></svg>',
    "size of 10^9": f'<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1e9">{_RECT}</svg>',
    "moved by 10^300": _SVG.format(f'<g transform="scale(1e300) translate(1e300) matrix(nan)">{_RECT}</g>'),
    "5,000 transforms": _SVG.format(f'<g transform="{"rotate(1) " * 5_000}">{_RECT}</g>'),
    "text of 200,000 letters": _SVG.format(f'<text y="50">{"x" * 200_000}</text>'),
    "text of 10^9 pixels": _SVG.format('<text y="50" font-size="1e9">x</text>'),
    "10,000 spans": _SVG.format("<text>" + "<tspan>x</tspan>" * 10_000 + "</text>"),
    "style of 300,000 letters": _SVG.format(f'<g style="{"fill:red;" * 30_000}">{_RECT}</g>'),
    "style of a million letters without a rule": _SVG.format(f"<style>{'x' * 1_000_000}</style>{_RECT}"),
    "20,000 comments never closed": _SVG.format(f"<style>{'/* ' * 20_000}</style>{_RECT}"),
    "20,000 rules for 20,000 rectangles": _SVG.format(
        "<style>" + ".a{fill:red}" * 20_000 + "</style>" + '<rect width="9" height="9"/>' * 20_000
    ),
    "an attribute of a million letters": _SVG.format(f'<rect id="{"x" * 1_000_000}" width="9" height="9"/>'),
    "10,000 animations": _SVG.format('<rect width="9" height="9">' + '<animate attributeName="x" from="0" to="9" dur="0.001s" repeatCount="indefinite"/>' * 10_000 + "</rect>"),
    "markers": _SVG.format('<marker id="m"><path d="M0 0L9 9" marker-end="url(#m)"/></marker><path d="M0 0L9 9" marker-end="url(#m)"/>'),
    "symbols": _SVG.format('<symbol id="s" viewBox="0 0 1e9 1e-9"><use xlink:href="#s"/></symbol><use xlink:href="#s"/>'),
    "control signs": _SVG.format("<text>\x01\x02</text>"),
    "another encoding": '<?xml version="1.0" encoding="UTF-7"?>' + _SVG.format(_RECT),
    "1,000 layers painted over": _SVG.format('<rect width="100" height="100" opacity="0.5"/>' * 1_000),
    "1,000 see-through groups": _SVG.format("<g opacity='0.5'>" * 100 + _RECT + "</g>" * 100),
}  # fmt: skip
for _name, _drawing in _DRAWINGS.items():
    add_files(
        f"drawing: {_name}",
        _COVER.format("x.svg"),
        lambda outside, drawing=_drawing: {"x.svg": drawing.replace("OUTSIDE", str(outside.folder))},
    )
add_files("drawing: 60 MB packed", _IMAGE.format("x.svgz"), lambda _out: {"x.svgz": _packed_spaces()})
add_files("drawing: packed nonsense", _IMAGE.format("x.svgz"), lambda _out: {"x.svgz": b"\x1f\x8b" + bytes(50)})


def _packed_spaces() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    block = b" " * 1_000_000
    return b"".join(packer.compress(block) for _ in range(60)) + packer.flush()
