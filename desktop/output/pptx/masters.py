"""Writes the themes, masters and layouts of all slides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from desktop.output.pptx.fills import theme_colors
from desktop.output.pptx.fonts import locale_tag, script_of
from desktop.output.pptx.markup import document, element, hundredths, transform, words
from desktop.output.pptx.notes import NOTES_MASTER, placeholder
from desktop.output.pptx.package import Package, Relations
from desktop.output.pptx.text_box import SLIDE_NUMBER
from desktop.render.page.grid import Grid
from desktop.render.theme import Theme

MASTER: Final = "ppt/slideMasters/slideMaster1.xml"
THEME: Final = "ppt/theme/theme1.xml"
_NOTES_THEME: Final = "ppt/theme/theme2.xml"
_A: Final = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_TYPE: Final = "application/vnd.openxmlformats-officedocument."
_MAP: Final = {
    "bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2", "hlink": "hlink", "folHlink": "folHlink",
    **{f"accent{number}": f"accent{number}" for number in range(1, 7)},
}  # fmt: skip
"""A dark page: its ground is the theme's dark colour."""
_LIGHT_MAP: Final = _MAP | {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_SYSTEM_FACES: Final = (
    ("Jpan", "Yu Gothic"), ("Hang", "Malgun Gothic"), ("Hans", "Microsoft YaHei"), ("Hant", "Microsoft JhengHei"),
    ("Arab", "Arial"), ("Hebr", "Arial"), ("Deva", "Nirmala UI"), ("Thai", "Tahoma"),
)  # fmt: skip
_FIRST_LAYOUT_ID: Final = 2147483649
MASTER_ID: Final = 2147483648


def layout_part(number: int) -> str:
    """Return the part of a layout, from 1."""
    return f"ppt/slideLayouts/slideLayout{number}.xml"


def write_theme(package: Package, theme: Theme, language: str, part: str = THEME) -> None:
    """Write the colours and faces of a theme."""
    colors = [
        element(f"a:{name}", element("a:srgbClr", val=color[1:7].upper()))
        for name, color in theme_colors(theme).items()
    ]
    name = f"Passeur {theme.name}"
    fonts = element(
        "a:fontScheme",
        _fonts("a:majorFont", theme.family("display")[0], _SERIF, language, is_title=True),
        _fonts("a:minorFont", theme.family("body")[0], _SANS_SERIF, language, is_title=False),
        name=name,
    )
    scheme = element("a:clrScheme", *colors, name=name)
    markup = document("a:theme", element("a:themeElements", scheme, fonts, _FORMATS), namespaces=_A, name=name)
    package.add(part, f"{_TYPE}theme+xml", markup)


def _fonts(tag: str, latin: str, kind: Mapping[str, str], language: str, *, is_title: bool) -> str:
    script = script_of(language)
    own = (script.display_family if script and is_title else "") or (script.family if script else "")
    is_east_asian = bool(script) and language.startswith(("zh", "ja"))
    east_asian = own if is_east_asian and language.startswith("zh") else ""
    faces = element("a:latin", typeface=latin, **kind), element("a:ea", typeface=east_asian)
    others = [element("a:font", script=script_code, typeface=face) for script_code, face in _SYSTEM_FACES]
    return element(tag, *faces, element("a:cs", typeface="" if is_east_asian else own), *others)


def _three(tag: str, markup: str) -> str:
    return element(tag, markup * 3)


_SERIF: Final = {"panose": "02020603050405020304", "pitchFamily": "18"}
_SANS_SERIF: Final = {"panose": "020B0604020202020204", "pitchFamily": "34"}
"""What kind of face it is: by this a program chooses one that stands in for a face that the computer has not."""
_PLAIN: Final = element("a:solidFill", element("a:schemeClr", val="phClr"))
_LINE: Final = element("a:ln", _PLAIN, w=12700)
_FORMATS: Final = element(
    "a:fmtScheme",
    _three("a:fillStyleLst", _PLAIN),
    _three("a:lnStyleLst", _LINE),
    _three("a:effectStyleLst", element("a:effectStyle", element("a:effectLst"))),
    _three("a:bgFillStyleLst", _PLAIN),
    name="Plain",
)


def _tree(*shapes: str) -> str:
    head = element("p:nvGrpSpPr", element("p:cNvPr", id=1, name=""), element("p:cNvGrpSpPr"), element("p:nvPr"))
    return element("p:spTree", head, element("p:grpSpPr"), *shapes)


def _title(grid: Grid, language: str) -> str:
    height = 86.0
    place = transform(grid.margin, grid.title_baseline - height, grid.content_width, height)
    kind = element("p:nvPr", element("p:ph", type="title"))
    locks = element("p:cNvSpPr", element("a:spLocks", noGrp=1))
    head = element("p:nvSpPr", element("p:cNvPr", id=2, name="Title"), locks, kind)
    frame = element("a:bodyPr", element("a:noAutofit"), lIns=0, tIns=0, rIns=0, bIns=0, anchor="t")
    text = element("a:p", element("a:endParaRPr", lang=locale_tag(language)))
    return element(
        "p:sp",
        head,
        element("p:spPr", place, element("a:prstGeom", element("a:avLst"), prst="rect")),
        element("p:txBody", frame, element("a:lstStyle"), text),
    )


def _number(grid: Grid, language: str) -> str:
    place = transform(grid.right - 200.0, grid.height - 54.0 - 26.0, 200.0, 36.0)
    kind = element("p:nvPr", element("p:ph", type="sldNum", sz="quarter", idx=12))
    locks = element("p:cNvSpPr", element("a:spLocks", noGrp=1))
    head = element("p:nvSpPr", element("p:cNvPr", id=3, name="Slide number"), locks, kind)
    frame = element("a:bodyPr", lIns=0, tIns=0, rIns=0, bIns=0, anchor="t")
    style = element("a:lvl1pPr", _run_style(24.0, "tx2"), algn="r")
    properties = element("a:rPr", lang=locale_tag(language))
    field = element("a:fld", properties, element("a:t", "‹#›"), id=SLIDE_NUMBER, type="slidenum")
    return element(
        "p:sp",
        head,
        element("p:spPr", place, element("a:prstGeom", element("a:avLst"), prst="rect")),
        element("p:txBody", frame, element("a:lstStyle", style), element("a:p", field)),
    )


def _run_style(size: float, color: str, face: str = "+mn") -> str:
    faces = [
        element(f"a:{name}", typeface=f"{face}-{code}") for name, code in (("latin", "lt"), ("ea", "ea"), ("cs", "cs"))
    ]
    fill = element("a:solidFill", element("a:schemeClr", val=color))
    return element("a:defRPr", fill, *faces, sz=hundredths(size), kern=0)


def write_layout(package: Package, number: int, name: str, ground: str, grid: Grid, language: str) -> None:
    """Write a layout with a background picture."""
    relations = Relations(layout_part(number))
    relations.add("slideMaster", MASTER)
    blip = element("a:blip", r__embed=relations.add("image", ground))
    stretched = element("a:stretch", element("a:fillRect"))
    fill = element("a:blipFill", blip, stretched, dpi=0, rotWithShape=1)
    background = element("p:bg", element("p:bgPr", fill, element("a:effectLst")))
    slide = element("p:cSld", background, _tree(_title(grid, language), _number(grid, language)), name=name)
    markup = document(
        "p:sldLayout",
        slide,
        element("p:clrMapOvr", element("a:masterClrMapping")),
        type="titleOnly",
        preserve=1,
    )
    package.add(relations.part, f"{_TYPE}presentationml.slideLayout+xml", markup, relations)


def write_master(package: Package, theme: Theme, grid: Grid, language: str, layouts: int) -> None:
    """Write the master of all layouts."""
    relations = Relations(MASTER)
    relations.add("theme", THEME)
    ids = [
        element(
            "p:sldLayoutId",
            id=str(_FIRST_LAYOUT_ID + index),
            r__id=relations.add("slideLayout", layout_part(index + 1)),
        )
        for index in range(layouts)
    ]
    ground = element(
        "p:bg", element("p:bgPr", element("a:solidFill", element("a:schemeClr", val="bg1")), element("a:effectLst"))
    )
    title = element("p:titleStyle", element("a:lvl1pPr", element("a:buNone"), _run_style(72.0, "tx1", "+mj"), algn="l"))
    body = element("p:bodyStyle", element("a:lvl1pPr", element("a:buNone"), _run_style(35.0, "tx1"), algn="l"))
    other = element("p:otherStyle", element("a:lvl1pPr", _run_style(35.0, "tx1"), algn="l"))
    markup = document(
        "p:sldMaster",
        element("p:cSld", ground, _tree(_title(grid, language), _number(grid, language))),
        element("p:clrMap", **_MAP),
        element("p:sldLayoutIdLst", *ids),
        element("p:txStyles", title, body, other),
    )
    package.add(MASTER, f"{_TYPE}presentationml.slideMaster+xml", markup, relations)


def write_notes_master(package: Package, theme: Theme, language: str) -> None:
    """Write the master of notes and its theme.

    Keynote refuses a file that lacks them.
    """
    relations = Relations(NOTES_MASTER)
    relations.add("theme", _NOTES_THEME)
    write_theme(package, theme, language, _NOTES_THEME)
    white = element("a:solidFill", element("a:srgbClr", val="FFFFFF"))
    picture = placeholder(2, "Slide", "sldImg").replace(
        "<p:spPr/>",
        element("p:spPr", transform(108, 180, 864, 486), element("a:prstGeom", element("a:avLst"), prst="rect")),
    )
    text = placeholder(3, "Notes", "body", element("a:p", element("a:endParaRPr", lang=locale_tag(language)))).replace(
        "<p:spPr/>",
        element("p:spPr", transform(108, 720, 864, 600), element("a:prstGeom", element("a:avLst"), prst="rect")),
    )
    style = element("p:notesStyle", element("a:lvl1pPr", _run_style(24.0, "tx1"), algn="l"))
    markup = document(
        "p:notesMaster",
        element("p:cSld", element("p:bg", element("p:bgPr", white, element("a:effectLst"))), _tree(picture, text)),
        element("p:clrMap", **_LIGHT_MAP),
        style,
    )
    package.add(NOTES_MASTER, f"{_TYPE}presentationml.notesMaster+xml", markup, relations)


def write_properties(package: Package, title: str, author: str, language: str, counts: Sequence[int]) -> None:
    """Write the properties of the file.

    `counts` are the numbers of its slides and of its pages of notes.
    """
    core = document(
        "cp:coreProperties",
        element("dc:title", words(title)),
        element("dc:creator", words(author)),
        element("dc:language", locale_tag(language)),
        namespaces=(
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ),
    )
    package.add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", core)
    slides, notes = counts
    app = document(
        "Properties",
        element("Application", "Passeur"),
        element("Slides", str(slides)),
        element("Notes", str(notes)),
        namespaces='xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"',
    )
    package.add("docProps/app.xml", f"{_TYPE}extended-properties+xml", app)
    relations = Relations("")
    relations.add("officeDocument", "ppt/presentation.xml")
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    relations.add(kind, "docProps/core.xml")
    relations.add("extended-properties", "docProps/app.xml")
    package.add_root_relations(relations)
