"""Writes a block of lines as a text box."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.output.pptx.fills import NO_FILL, Box, Paints
from desktop.output.pptx.fonts import by_face, face_markup, is_bold, locale_tag
from desktop.output.pptx.markup import element, emu, hundredths, transform, words
from desktop.output.pptx.package import Relations
from desktop.output.pptx.text_blocks import BoxText, Piece, TextLine
from desktop.output.pptx.text_room import TextRoom
from desktop.output.safe_link import is_safe_link
from desktop.render.font_files import font_for
from desktop.render.theme import Theme

_SLACK: Final = 0.06
"""What a box is wider than its lines, without more room: other programs measure otherwise."""
_SCRIPT_GAP: Final = 0.25
"""What LibreOffice adds between an ideograph and a letter or figure, in sizes of the letters: without it 0人 would break."""
_DESCENT: Final = 0.22
"""What a line of exact height keeps below its baseline, whatever the face: LibreOffice 0.20 of its size, PowerPoint 0.24."""
_RAISED_SHARE: Final = 0.66
"""The part of its size at which PowerPoint draws a raised letter."""
_NARROW_BLANK: Final = "\u202f"
_LEFT_TO_RIGHT_MARK, _RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
_LINK_COLOR: Final = element(
    "a:extLst",
    element(
        "a:ext",
        element(
            "ahyp:hlinkClr",
            xmlns__ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor",
            val="tx",
        ),
        uri="{A12FA001-AC4F-418D-AE19-62706E023703}",
    ),
)
"""Says that a link keeps the colour of its text."""
SLIDE_NUMBER: Final = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


def _changes_of_script(line: TextLine) -> int:
    """Return the number of ideographs beside another letter."""
    is_wide = [
        unicodedata.east_asian_width(sign) in "WF"
        for piece in line.pieces
        for sign in piece.run.text
        if not sign.isspace()
    ]
    return sum(one != two for one, two in pairwise(is_wide))


@dataclass(frozen=True, slots=True)
class TextWriter:
    """Writes the texts of a slide in a language and a theme."""

    theme: Theme
    paints: Paints
    language: str
    relations: Relations
    room: TextRoom

    def box(self, block: BoxText) -> Box:
        """Return the bounds of a block's box, in pixels of the canvas."""
        first = block.lines[0]
        lowest = _DESCENT * block.first.font.size
        top = first.y - block.leading + lowest
        bottom = block.lines[-1].y + lowest
        indent = block.indent
        left = min(line.left - (indent if line.bullet and not line.from_right else 0) for line in block.lines)
        right = max(line.right + (indent if line.bullet and line.from_right else 0) for line in block.lines)
        gaps = max(map(_changes_of_script, block.lines)) * _SCRIPT_GAP * block.first.font.size
        slack = 2.0 + _SLACK * (right - left) + gaps
        slack = max(slack, self.room.beside((left, top, right, bottom), from_right=first.from_right))
        return (left - slack, top, right, bottom) if first.from_right else (left, top, right + slack, bottom)

    def properties(self, block: BoxText) -> str:
        """Return the place and shape of a block's box."""
        left, top, right, bottom = self.box(block)
        shape = element("a:prstGeom", element("a:avLst"), prst="rect")
        return element("p:spPr", transform(left, top, right - left, bottom - top), shape, NO_FILL)

    def body(self, block: BoxText, *, number_from: str = "") -> str:
        """Return the text of a block.

        `number_from` is the slide's number at its begin, which becomes a field.
        """
        insets = {"lIns": 0, "tIns": 0, "rIns": 0, "bIns": 0}
        frame = element("a:bodyPr", element("a:noAutofit"), wrap="none", rtlCol=0, anchor="t", **insets)
        paragraphs = "".join(self._paragraph(block, lines, gap, number_from) for lines, gap in _paragraphs(block))
        return element("p:txBody", frame, element("a:lstStyle"), paragraphs)

    def _paragraph(self, block: BoxText, lines: list[TextLine], gap: float, number_from: str) -> str:
        first = lines[0]
        indent = block.indent if first.bullet else 0.0
        bullet = element("a:buNone")
        if first.bullet:
            color = element("a:buClr", self.paints.color(first.pieces[0].run.color))
            number = first.bullet.rstrip(".")
            kind = (
                element("a:buAutoNum", type="arabicPeriod", startAt=int(number))
                if number.isdigit() and int(number) > 0
                else element("a:buChar", char=first.bullet)
            )
            bullet = color + kind
        style = element(
            "a:pPr",
            element("a:lnSpc", element("a:spcPts", val=hundredths(block.leading))),
            element("a:spcBef", element("a:spcPts", val=hundredths(gap))),
            element("a:spcAft", element("a:spcPts", val=0)),
            bullet,
            marL=0 if first.from_right else emu(indent),
            marR=emu(indent) if first.from_right else 0,
            indent=-emu(indent),
            algn="r" if first.from_right else "l",
            rtl=1 if first.is_right_to_left else 0,
        )
        parts = []
        for index, line in enumerate(lines):
            if index:
                parts.append(element("a:br", self._run_properties(line.pieces[0], line.pieces[0].run.text)))
            for piece in line.pieces:
                parts.append(self._piece(piece, number_from, is_right_to_left=first.is_right_to_left))
                number_from = ""
        return element("a:p", style, *parts)

    def _piece(self, piece: Piece, number_from: str, *, is_right_to_left: bool) -> str:
        text = " " * piece.blanks + piece.run.text
        if number_from and text.startswith(number_from):
            properties = self._run_properties(piece, text)
            field = element("a:fld", properties, element("a:t", words(number_from)), id=SLIDE_NUMBER, type="slidenum")
            rest = text[len(number_from) :]
            return field + (element("a:r", properties, element("a:t", words(rest))) if rest else "")
        if piece.is_mark:  # close behind its word, on the side where the line goes on
            text = (
                f"{_RIGHT_TO_LEFT_MARK}{_NARROW_BLANK}{_LEFT_TO_RIGHT_MARK}{text}"
                if is_right_to_left
                else _NARROW_BLANK + text
            )
        return "".join(
            element("a:r", self._run_properties(piece, part), element("a:t", words(part))) for part in by_face(text)
        )

    def plain_run(self, text: str) -> str:
        """Return a run in the style of its placeholder."""
        return element("a:r", element("a:rPr", lang=locale_tag(self.language), dirty=0), element("a:t", words(text)))

    def _run_properties(self, piece: Piece, text: str) -> str:
        run = piece.run
        font = font_for(run.text, run.font)
        size, baseline = font.size, None
        if piece.rise:
            size = size / _RAISED_SHARE
            baseline = 100000 * piece.rise / size
        link = ""
        if is_safe_link(run.link):
            target = self.relations.add("hyperlink", address(run.link), external=True)
            link = element("a:hlinkClick", _LINK_COLOR, r__id=target)
        return element(
            "a:rPr",
            self.paints.solid(run.color),
            face_markup(text, font, self.theme),
            link,
            lang=locale_tag(self.language),
            sz=max(100, hundredths(size)),
            b=1 if is_bold(font) else 0,
            i=1 if font.italic else 0,
            baseline=baseline,
            spc=round(font.tracking * 50) or None,
            dirty=0,
        )


def address(url: str) -> str:
    """Return an address as a part of a file may name it."""
    return "".join(character for character in url.strip() if character.isprintable() and character != " ")


def _paragraphs(block: BoxText) -> Iterable[tuple[list[TextLine], float]]:
    """Yield the lines of each paragraph, with the gap above it."""
    lines: list[TextLine] = []
    gap = 0.0
    for line in block.lines:
        if lines:
            step = line.y - lines[-1].y
            if line.bullet or step > block.leading + 1.0:
                yield lines, gap
                lines, gap = [], max(0.0, step - block.leading)
        lines.append(line)
    yield lines, gap
