"""Cuts out of fonts in packages what Passeur needs of them: `python packaging/fonts/package_fonts.py FOLDER`.

FOLDER holds each package unpacked under its own name, as `apt-get download` and `dpkg -x`, or `npm pack` and `tar` leave
it. The results are in the repository (`assets/fonts`, and `sources` for what Passeur Display is made of), so that this is
run only when a package or a table here changes. It needs fontTools and brotli.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from character_map import separate_characters
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from lam_alef import anchor_marks

SOURCES: Final = Path(__file__).parent / "sources"
ASSETS: Final = Path(__file__).resolve().parents[2] / "assets" / "fonts"
_NOTO: Final = "fonts-noto-core", "usr/share/fonts/truetype/noto/"
_FRAUNCES: Final = "@fontsource-variable-fraunces", "package/files/fraunces-vietnamese-full-"
_PLAYFAIR: Final = "@fontsource-variable-playfair-display", "package/files/playfair-display-cyrillic-wght-"
_DIDOT: Final = "fonts-gfs-didot", "usr/share/fonts/opentype/didot/"
_KLEE: Final = "fonts-klee", "usr/share/fonts/truetype/klee/"
_NANUM: Final = "fonts-nanum", "usr/share/fonts/truetype/nanum/"
_WENKAI: Final = "fonts-lxgw-wenkai", "usr/share/fonts/truetype/lxgw-wenkai/"


@dataclass(frozen=True)
class Cut:
    """Says what becomes of one font file of a package."""

    package: tuple[str, str]  # its name, and how paths in it begin
    file: str
    sha256: str  # of the file, its first 16 digits
    target: Path
    family: str
    style: str
    weight: int
    characters: Iterable[int]
    axes: dict[str, float] = field(default_factory=dict)
    layout: bool = True  # whether its substitutions are needed
    without: frozenset[int] = frozenset()  # its lookups that are not


def _ranges(*ends: tuple[int, int]) -> list[int]:
    return [code for first, last in ends for code in range(first, last + 1)]


def _double_bytes(codec: str, first: int, last: int) -> set[int]:
    """Return the characters of an East Asian set in its rows from first to last."""
    return {
        ord(text)
        for row in range(first, last + 1)
        for cell in range(0xA1, 0xFF)
        for text in [bytes((row, cell)).decode(codec, "ignore")]
        if len(text) == 1
    }


_EAST_ASIAN_SIGNS: Final = _ranges(
    (0x20, 0x7E), (0xA0, 0xFF), (0x2013, 0x2014), (0x2018, 0x201E), (0x2020, 0x2026), (0x3000, 0x301F), (0xFF01, 0xFF5E)
)


def _chinese() -> list[int]:
    """Return the Han characters of GB 2312 with kana, their punctuation and full-width forms."""
    return sorted({*_double_bytes("gb2312", 0xB0, 0xF7), *_EAST_ASIAN_SIGNS, *_ranges((0x3041, 0x30FF))})


def _japanese() -> list[int]:
    """Return the kanji of JIS X 0208 with kana, punctuation and half- and full-width forms.

    Latin letters and figures are not there: the face is asked first, and they are to be those of other texts.
    """
    kana = _ranges((0x3000, 0x301F), (0x3041, 0x30FF), (0x31F0, 0x31FF), (0xFF01, 0xFF9F))
    return sorted({*_double_bytes("euc_jp", 0xB0, 0xF4), *kana, 0x2014, 0x2015, 0x2025, 0x2026})


def _korean() -> list[int]:
    """Return the syllables and letters of KS X 1001 with punctuation and full-width forms."""
    letters = _ranges((0x3131, 0x318E))
    return sorted({*_double_bytes("euc_kr", 0xB0, 0xC8), *_EAST_ASIAN_SIGNS, *letters})


_ARABIC: Final = _ranges((0x600, 0x6FF), (0x750, 0x77F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
_HEBREW: Final = _ranges((0x591, 0x5F4), (0xFB1D, 0xFB4F))
# Qt sets the figures and signs between letters of this script in the same face, or else in any of the system.
_DEVANAGARI: Final = [
    *_ranges((0x20, 0x7E), (0x900, 0x97F), (0x200C, 0x200D), (0x2013, 0x2026), (0xA8E0, 0xA8FF)),
    0x25CC,
]
_CYRILLIC: Final = [*_ranges((0x400, 0x45F)), 0x490, 0x491, 0x4B0, 0x4B1, 0x2116]
_GREEK: Final = _ranges((0x370, 0x3FF), (0x1F00, 0x1FFF))
_VIETNAMESE: Final = _ranges((0x1EA0, 0x1EF9))
_LAM_ALEF_IN_PIECES: Final = frozenset({14})
"""The lookup before the one that joins lam and alef to a ligature, whose code point a PDF needs."""
_INSTANCE: Final = {"opsz": 144.0, "SOFT": 0.0, "WONK": 0.0}

CUTS: Final = (
    Cut(_FRAUNCES, "normal.woff2", "5847b622f5723ecd", SOURCES / "Vietnamese-Regular.ttf", "Passeur Vietnamese", "Regular", 500,
        _VIETNAMESE, {**_INSTANCE, "wght": 500.0}),
    Cut(_FRAUNCES, "italic.woff2", "52cd2d19bead96d1", SOURCES / "Vietnamese-Italic.ttf", "Passeur Vietnamese", "Italic", 400,
        _VIETNAMESE, {**_INSTANCE, "wght": 400.0}),
    Cut(_PLAYFAIR, "normal.woff2", "c108681cba6a9820", SOURCES / "Cyrillic-Regular.ttf", "Passeur Cyrillic", "Regular", 500,
        _CYRILLIC, {"wght": 530.0}),
    Cut(_PLAYFAIR, "italic.woff2", "51b2dac698333379", SOURCES / "Cyrillic-Italic.ttf", "Passeur Cyrillic", "Italic", 400,
        _CYRILLIC, {"wght": 400.0}),
    Cut(_DIDOT, "GFSDidot.otf", "27d80cbfb7446a62", SOURCES / "Greek-Regular.otf", "Passeur Greek", "Regular", 400, _GREEK),
    Cut(_DIDOT, "GFSDidotItalic.otf", "83f07e3f4e919d0a", SOURCES / "Greek-Italic.otf", "Passeur Greek", "Italic", 400, _GREEK),
    Cut(_WENKAI, "LXGWWenKai-Regular.ttf", "bbf534b0ca093928", ASSETS / "PasseurWenKai-Regular.ttf", "Passeur WenKai", "Regular", 400,
        _chinese(), layout=False),
    Cut(_WENKAI, "LXGWWenKai-Bold.ttf", "2a24551c5c4fb425", ASSETS / "PasseurWenKai-SemiBold.ttf", "Passeur WenKai", "SemiBold", 600,
        _chinese(), layout=False),
    Cut(_KLEE, "KleeOne-Regular.ttf", "2e466518e3762920", ASSETS / "PasseurJapanese-Regular.ttf", "Passeur Japanese",
        "Regular", 400, _japanese(), layout=False),
    Cut(_KLEE, "KleeOne-SemiBold.ttf", "b6179460c41207fc", ASSETS / "PasseurJapanese-SemiBold.ttf", "Passeur Japanese",
        "SemiBold", 600, _japanese(), layout=False),
    Cut(_NANUM, "NanumMyeongjo.ttf", "a21faae83d2d16d1", ASSETS / "PasseurKoreanSerif-Regular.ttf", "Passeur Korean Serif",
        "Regular", 400, _korean(), layout=False),
    Cut(_NANUM, "NanumMyeongjoBold.ttf", "cb47c5d029dd5ee5", ASSETS / "PasseurKoreanSerif-SemiBold.ttf", "Passeur Korean Serif",
        "SemiBold", 600, _korean(), layout=False),
    Cut(_NANUM, "NanumGothic.ttf", "48a28e97b34fc8e5", ASSETS / "PasseurKoreanSans-Regular.ttf", "Passeur Korean Sans",
        "Regular", 400, _korean(), layout=False),
    Cut(_NANUM, "NanumGothicBold.ttf", "454eb3f503f37778", ASSETS / "PasseurKoreanSans-SemiBold.ttf", "Passeur Korean Sans",
        "SemiBold", 600, _korean(), layout=False),
    Cut(_NOTO, "NotoNaskhArabic-Regular.ttf", "8c67eaa2f0086872", ASSETS / "PasseurNaskh-Regular.ttf", "Passeur Naskh", "Regular", 400,
        _ARABIC, without=_LAM_ALEF_IN_PIECES),
    Cut(_NOTO, "NotoNaskhArabic-Bold.ttf", "b5cbcb561b4b540f", ASSETS / "PasseurNaskh-SemiBold.ttf", "Passeur Naskh", "SemiBold", 600,
        _ARABIC, without=_LAM_ALEF_IN_PIECES),
    Cut(_NOTO, "NotoSerifHebrew-Regular.ttf", "789b7e7e3ff4d95a", ASSETS / "PasseurHebrewSerif-Regular.ttf", "Passeur Hebrew Serif",
        "Regular", 400, _HEBREW),
    Cut(_NOTO, "NotoSerifHebrew-Bold.ttf", "95150a28d438cba6", ASSETS / "PasseurHebrewSerif-SemiBold.ttf", "Passeur Hebrew Serif",
        "SemiBold", 600, _HEBREW),
    Cut(_NOTO, "NotoSansHebrew-Regular.ttf", "436900d5ad77d33e", ASSETS / "PasseurHebrewSans-Regular.ttf", "Passeur Hebrew Sans",
        "Regular", 400, _HEBREW),
    Cut(_NOTO, "NotoSansHebrew-Bold.ttf", "d3b01343f71e8a93", ASSETS / "PasseurHebrewSans-SemiBold.ttf", "Passeur Hebrew Sans",
        "SemiBold", 600, _HEBREW),
    Cut(_NOTO, "NotoSansDevanagari-Regular.ttf", "79a470365ccb210f", ASSETS / "PasseurDevanagari-Regular.ttf", "Passeur Devanagari",
        "Regular", 400, _DEVANAGARI),
    Cut(_NOTO, "NotoSansDevanagari-Bold.ttf", "77ad688cfe1dc551", ASSETS / "PasseurDevanagari-SemiBold.ttf", "Passeur Devanagari",
        "SemiBold", 600, _DEVANAGARI),
)  # fmt: skip
_INTER: Final = "fonts-inter", "usr/share/fonts/opentype/inter/"
_JETBRAINS: Final = "fonts-jetbrains-mono", "usr/share/fonts/truetype/jetbrains-mono/"
WHOLE: Final = {
    "Inter-Regular.otf": (_INTER, "a7e791e8f5a0fb02"),
    "Inter-Medium.otf": (_INTER, "99dab2bdcb613c4c"),
    "Inter-SemiBold.otf": (_INTER, "8c1990b6012254ea"),
    "Inter-Italic.otf": (_INTER, "45ecfe6cbadfd480"),
    "Inter-SemiBoldItalic.otf": (_INTER, "404251faffd4c55d"),
    "JetBrainsMono-Regular.ttf": (_JETBRAINS, "a3014fb90ae8ddfb"),
}
"""What is shipped whole, but for two characters (see `separate_characters`)."""


def cut(packages: Path, what: Cut) -> None:
    """Write one font; raise ValueError where the package holds another."""
    font = _open(packages, what.package, what.file, what.sha256)
    if what.axes:
        instantiateVariableFont(font, what.axes, inplace=True)
    if what.without:
        for record in font["GSUB"].table.FeatureList.FeatureRecord:
            lookups = record.Feature.LookupListIndex
            record.Feature.LookupListIndex = [index for index in lookups if index not in what.without]
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)
    options = subset.Options(
        hinting=False, recalc_timestamp=False, name_IDs=[0, 13, 14], name_legacy=False, glyph_names=False,
        notdef_outline=True, drop_tables=["DSIG", "STAT", "BASE", "vhea", "vmtx", "VORG"],
    )  # fmt: skip
    if not what.layout:
        options.layout_features = []
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=what.characters)
    subsetter.subset(font)
    if what.characters is _ARABIC:
        anchor_marks(font)
    separate_characters(font)
    _name(font, what)
    font.save(what.target)
    print(f"{what.target.name:36}{what.target.stat().st_size:>10,} bytes  {len(font.getBestCmap()):>6,} characters")


def _open(packages: Path, package: tuple[str, str], file: str, sha256: str) -> TTFont:
    """Open a font of a package; raise ValueError where it is another file."""
    path = packages / package[0] / (package[1] + file)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if not sha256 or not digest.startswith(sha256):
        raise ValueError(f"{path} is another file: {digest[:16]}")
    font = TTFont(path, recalcTimestamp=False)
    font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False  # the same bytes with and without HarfBuzz
    font.flavor = None
    return font


def _name(font: TTFont, what: Cut) -> None:
    """Name a font after what it is now.

    A half-bold face is a family of its own: each system finds it by its name, and none emboldens the regular one.
    """
    names = font["name"]
    kept = [(record.nameID, record.toUnicode()) for record in names.names if record.nameID in {0, 13, 14}]
    names.names = []
    file_name = f"{what.family.replace(' ', '')}-{what.style}"
    label = what.style if what.style in {"Regular", "Italic"} else "Regular"
    family = what.family if label == what.style else f"{what.family} {what.style}"
    own = {
        1: family, 2: label, 3: f"1.100;{file_name}", 4: f"{what.family} {what.style}", 5: "Version 1.100", 6: file_name,
    }  # fmt: skip
    for name_id, text in {**dict(kept), **own}.items():
        names.setName(text, name_id, 3, 1, 0x409)
    table = font["OS/2"]
    table.usWeightClass = what.weight
    table.fsSelection &= ~0b1100001
    table.fsSelection |= 0b1 if label == "Italic" else 0b1000000
    font["head"].macStyle = 0b10 if label == "Italic" else 0


def main(arguments: list[str]) -> int:
    """Cut every font, or those whose target's name holds a word given; return 0."""
    packages, words = Path(arguments[0]), arguments[1:]
    for what in CUTS:
        if not words or any(word in what.target.name for word in words):
            cut(packages, what)
    for name, (package, sha256) in WHOLE.items():
        if not words or any(word in name for word in words):
            font = _open(packages, package, name, sha256)
            if "DSIG" in font:
                del font["DSIG"]  # it signs the file that was
            separate_characters(font)
            font.save(ASSETS / name)
            print(f"{name:36}{(ASSETS / name).stat().st_size:>10,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
