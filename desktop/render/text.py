"""Measures text and breaks it into lines, once.

Qt's QTextLayout breaks the lines by the rules of Unicode, so that Chinese and French punctuation are right. The result
is a block of `TextRun`s on baselines in canvas pixels: no painter breaks a line again, so screen, print and export
agree.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextLayout, QTextLine, QTextOption

from desktop.fast_dataclass import HashedOnce, dataclass
from desktop.i18n import language as language_of
from desktop.i18n.direction import FIRST_STRONG_ISOLATE, POP_ISOLATE, has_right_to_left
from desktop.i18n.hyphenation import SOFT_HYPHEN, with_soft_hyphens
from desktop.i18n.phrases import may_have_phrases
from desktop.render.font_files import base_font, base_role, font_for, font_metrics, limit_scripts, qfont
from desktop.render.frame import Font, TextRun
from desktop.render.text_breaks import (
    HYPHEN_WITHOUT_BREAK,
    UNSPACED,
    break_at_pauses,
    keep_counts_within,
    keep_numbers,
    keep_short_parts,
)
from desktop.story.markdown import LINE_BREAK, Span, parse_blocks, parse_line


@lru_cache(maxsize=8192)
def measure_text(text: str, font: Font) -> float:
    """Return the advance of one line of text, in canvas pixels."""
    text = limit_scripts(text)
    font = font_for(text, font)
    return font_metrics(font).horizontalAdvance(text) - (font.tracking if text else 0.0)


@lru_cache(maxsize=512)
def cap_height(font: Font) -> float:
    """Return the height of capitals above the baseline."""
    return font_metrics(base_font(font)).capHeight()


DEFAULT_LEADING: Final = 1.36


@dataclass(frozen=True, slots=True)
class TextStyle(HashedOnce):
    """Sets the font, colour, leading and line breaking of a text."""

    font: Font
    color: str
    leading: float = DEFAULT_LEADING  # from baseline to baseline, as a multiple of the font's size
    align: str = "left"  # "left", "center", "right": where the block stands; only centred lines do not begin at one x
    balance: bool = False  # makes the lines of a heading about equally long
    strong_color: str = ""  # of strong words and links; `color` if empty
    block_markdown: bool = False  # reads paragraphs and lists, else one paragraph with inline marks
    max_lines: int = 0  # 0 for any number
    language: str = ""  # of the text: it says where its words may be parted
    hyphenate: bool = False  # parts long words by a hyphen where that saves room


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Holds the lines of a text as runs.

    Their positions are relative to the top left of the first capitals. `height` goes from there to the last baseline;
    `width` is that of the widest line.
    """

    runs: tuple[TextRun, ...]
    width: float
    height: float
    line_count: int
    font: Font

    def runs_at(self, x: float, y: float, step: int = 0) -> tuple[TextRun, ...]:
        """Return the runs with the block at (x, y).

        (x, y) is the top left of the first capitals.
        """
        # Not `replace`, which reads all fields by name: a large story has tens of thousands of runs.
        return tuple(
            TextRun(run.x + x, run.y + y, run.text, run.font, run.color, run.width, run.link, step) for run in self.runs
        )

    def centred(self) -> TextBlock:
        """Return the block with each line in its middle."""
        if self.line_count < 2:
            return self
        ends: dict[float, float] = {}
        for run in self.runs:
            ends[run.y] = max(ends.get(run.y, 0.0), run.x + run.width)
        runs = tuple(replace(run, x=run.x + (self.width - ends[run.y]) / 2) for run in self.runs)
        return replace(self, runs=runs)


EMPTY_BLOCK: Final = TextBlock((), 0.0, 0.0, 0, Font("body", 20))


def font_for_span(span: Span, font: Font) -> Font:
    """Return the font of a span within text of `font`."""
    if not (span.code or span.strong or span.emphasis):
        return font
    return font_for(span.text, _styled_font(font, span.code, span.strong, span.emphasis))


@lru_cache(maxsize=512)
def _styled_font(font: Font, code: bool, strong: bool, emphasis: bool) -> Font:
    """Return the font of code, else of strong or emphasised words."""
    if code:
        return replace(font, family="mono", size=font.size, tracking=0.0)
    if strong:
        font = replace(font, weight=max(600, font.weight))
    if emphasis:
        font = replace(font, italic=not font.italic, weight=400 if base_role(font) == "display" else font.weight)
    return font


_MAX_CHARACTERS: Final = 8_000
"""The most characters that are laid out: more than a page holds, and Qt takes time in proportion to their square."""


@lru_cache(maxsize=4096)
def break_text(text: str, style: TextStyle, width: float, *, is_packed: bool = False) -> TextBlock:
    """Break text into lines at most `width` wide; return a block.

    Packed lines are as long as they can be, as those of a text that will be cut: who evens them out cuts more.
    """
    if not text.strip():
        return EMPTY_BLOCK
    text = limit_scripts(keep_numbers(text[:_MAX_CHARACTERS]))
    font = font_for(text, style.font, style.language)
    is_title = base_role(font) == "display"
    if is_title or style.balance:
        text = keep_short_parts(text)
    line_height = font.size * style.leading
    accent_color = style.strong_color or style.color
    top = cap_height(font)
    runs: list[TextRun] = []
    widest = 0.0
    baseline = top
    line_count = 0
    is_mirrored = bool(style.language) and language_of(style.language).is_right_to_left
    markdown_blocks = parse_blocks(text) if style.block_markdown else ()
    span_groups = [(part.spans, part.bullet) for part in markdown_blocks] or [(parse_line(text), "")]
    for group_index, (group_spans, bullet) in enumerate(span_groups):
        spans = _hyphenated(group_spans, style.language) if style.hyphenate else group_spans
        if group_index:
            baseline += line_height * (0.28 if bullet else 0.55)
        indent = 1.15 * font.size if bullet else 0.0
        if bullet:
            runs.append(TextRun(0.0, baseline, bullet, font, accent_color, measure_text(bullet, font)))
        lines = _wrap_balanced(spans, font, width - indent, style.balance, is_mirrored, is_packed)
        is_heading, is_unspaced = is_title or style.balance, may_have_phrases(text)
        if len(lines) > 1 and (is_heading or is_unspaced) and not is_packed:
            parts = break_at_pauses(
                spans, len(lines), width - indent, lambda part: measure_text(part, font), style.language,
                is_heading=is_heading,
            )  # fmt: skip
            broken = _wrap_balanced(parts, font, width - indent, False, is_mirrored) if parts else lines
            # Bold words are wider than they were measured: they may need a further line.
            lines = broken if is_unspaced or len(broken) <= len(lines) else lines
        for line in lines:
            line_width = line[-1][1] + line[-1][2] if line else 0.0
            for span, x, advance, piece in line:
                span_font = font_for_span(span, font)
                # Where a script has no italic, emphasis is a colour.
                is_accented = span.strong or span.link or (span.emphasis and span_font.italic == font.italic)
                run_color = accent_color if is_accented else style.color
                runs.append(TextRun(x + indent, baseline, piece, span_font, run_color, advance, span.link))
            widest = max(widest, line_width + indent)
            baseline += line_height
            line_count += 1
    return TextBlock(tuple(runs), widest, baseline - line_height, line_count, font)


def _hyphenated(spans: tuple[Span, ...], language: str) -> tuple[Span, ...]:
    """Return spans with soft hyphens in their words, but for code."""
    return tuple(span if span.code else replace(span, text=with_soft_hyphens(span.text, language)) for span in spans)


def _without_soft_hyphens(piece: str) -> str:
    """Return what is painted of a piece: a hyphen at its end."""
    return piece.replace(SOFT_HYPHEN, "") + ("-" if piece.endswith(SOFT_HYPHEN) else "")


_ISOLATES: Final = FIRST_STRONG_ISOLATE + POP_ISOLATE
MAX_BALANCED_LINES: Final = 20
"""The most lines that are made even: below many, nobody sees that the last is short."""
_BALANCE_STEPS: Final = 7
_SHORT_LINE: Final = 0.28
"""The width below which the last line of a text is mended, as a share of the width of its place."""
_SAME_LINES: Final = 0.05
"""How much wider than its widest line a text is at least, to be sure of the same lines: Qt counts in 64ths of a pixel."""
_Line = list[tuple[Span, float, float, str]]


def _wrap_balanced(
    spans: tuple[Span, ...], font: Font, width: float, balance: bool, is_mirrored: bool = False, is_packed: bool = False
) -> list[_Line]:
    """Return the lines, balanced if wanted, without a short last one.

    On a page that will be mirrored, x counts from where a line begins. Packed lines stay as they are.
    """
    if is_mirrored and len(spans) > 1:
        spans = tuple(replace(span, text=f"{FIRST_STRONG_ISOLATE}{span.text}{POP_ISOLATE}") for span in spans)
    text = _BrokenText(spans, font, is_mirrored, width)
    count = text.wrap(width)
    if 1 < count <= MAX_BALANCED_LINES and not is_packed and (balance or text.last_width < _SHORT_LINE * width):
        # A last line of one short word, or a heading of one long and one short line, is mended: the text is broken
        # narrower, as long as that takes no further line.
        shortest = text.shortest_inner_line
        low, high = width * (0.5 if balance else 0.8), width
        least = text.widest_line + _SAME_LINES  # down to this width the lines stay as they are
        if text.parts_a_word:  # narrower lines would part it once more
            return text.lines()
        for _ in range(_BALANCE_STEPS):
            middle = (low + high) / 2
            if middle < least:
                if text.wrap(middle) > count or text.parts_a_word:
                    low = middle
                    continue
                least = text.widest_line + _SAME_LINES
            high = middle
        text.wrap(high)
        if text.shortest_inner_line < min(
            shortest, _SHORT_LINE * width
        ):  # a short line inside is worse than at the end
            text.wrap(width)
    return text.lines()


class _BrokenText:
    """Breaks spans into lines, at one width after the other."""

    def __init__(self, spans: tuple[Span, ...], font: Font, is_mirrored: bool, most_width: float) -> None:
        text = "".join(span.text for span in spans)
        self._spans, self._font, self._is_mirrored = spans, font, is_mirrored
        self._is_bidirectional = has_right_to_left(text)
        self._right_to_left = is_mirrored and self._is_bidirectional
        # Qt counts in UTF-16 units: only letters beyond the first plane have two.
        self._text = text
        self._utf16 = text.encode("utf-16-le", "surrogatepass") if not text.isascii() and max(text) > "\uffff" else b""
        # The pieces have the text as it was written.
        kept = keep_counts_within(
            text, most_width, font.size, lambda word: measure_text(word, font), is_title=base_role(font) == "display"
        )
        self._layout = QTextLayout(kept, qfont(font))
        self._layout.setTextOption(_text_option(self._right_to_left))
        self._span_ranges: list[tuple[int, int, Span]] = []
        formats = []
        offset = 0
        for span in spans:
            length = _utf16_length(span.text)
            if span.strong or span.emphasis or span.code:
                formats.append(_format_range(offset, length, qfont(font_for_span(span, font))))
            self._span_ranges.append((offset, offset + length, span))
            offset += length
        if formats:
            self._layout.setFormats(formats)
        self._lines: list[QTextLine] = []

    def wrap(self, width: float) -> int:
        """Break the text at a width; return how many lines that takes."""
        layout = self._layout
        self._lines = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            self._lines.append(line)
        layout.endLayout()
        return len(self._lines)

    @property
    def widest_line(self) -> float:
        """Return the width of the widest line without its last spaces."""
        return max((line.naturalTextWidth() for line in self._lines), default=0.0)

    @property
    def shortest_inner_line(self) -> float:
        """Return the width of the shortest line before the last."""
        return min((line.naturalTextWidth() for line in self._lines[:-1]), default=0.0)

    @property
    def last_width(self) -> float:
        """Return the width of the last line."""
        return self._lines[-1].naturalTextWidth() if self._lines else 0.0

    @property
    def parts_a_word(self) -> bool:
        """Return whether a line ends inside a word of a spaced script."""
        return not self._utf16 and any(
            self._text[end - 1].isalnum() and self._text[end].isalnum() and not UNSPACED.occur_in(self._text[end])
            for end in (line.textStart() + line.textLength() for line in self._lines[:-1])
        )

    def lines(self) -> list[_Line]:
        """Return the lines as pieces of (span, x, advance, text)."""
        first_span = 0  # the spans before it ended on earlier lines: long texts stay linear in time
        lines = []
        for line in self._lines:
            line_start = line.textStart()
            line_end = line_start + line.textLength()
            while first_span < len(self._span_ranges) and self._span_ranges[first_span][1] <= line_start:
                first_span += 1
            lines.append(self._pieces(line, line_start, line_end, first_span))
        return lines

    def _pieces(self, line: QTextLine, line_start: int, line_end: int, first_span: int) -> _Line:
        """Return the pieces of a line, one for each span on it."""
        pieces: _Line = []
        left = offset_in_line = 0.0
        for span_start, span_end, span in islice(self._span_ranges, first_span, None):
            if span_start >= line_end:
                break
            piece_start, piece_end = max(span_start, line_start), min(span_end, line_end)
            if piece_start >= piece_end:
                continue
            piece = self._part(piece_start, piece_end).replace(HYPHEN_WITHOUT_BREAK, "-")
            if piece_end == line_end:
                piece = piece.rstrip(f" {LINE_BREAK}")
            if not piece:
                continue
            if self._is_bidirectional:
                left = _cursor_x(line, piece_start)
            right = _cursor_x(line, piece_start + _utf16_length(piece))
            start_x, advance = min(left, right), abs(right - left)
            left = right
            if SOFT_HYPHEN in piece:
                piece = _without_soft_hyphens(piece)
                advance = measure_text(piece, font_for_span(span, self._font))
            if self._right_to_left:
                # Each piece is one block, from the right: the cursors of mixed directions do not say where it ends.
                advance = measure_text(piece, font_for_span(span, self._font))
                start_x = offset_in_line
                offset_in_line += advance
                piece = piece.strip(_ISOLATES)
                if not piece:
                    continue
            pieces.append((span, start_x, advance, piece))
        if self._is_bidirectional and len(pieces) == 1:
            span, _, _, piece = pieces[0]
            pieces = [(span, 0.0, measure_text(piece, font_for_span(span, self._font)), piece)]
        if self._is_mirrored and not self._right_to_left and pieces:
            line_end_x = pieces[-1][1] + pieces[-1][2]
            pieces = [(span, line_end_x - x - advance, advance, piece) for span, x, advance, piece in pieces]
        return pieces

    def _part(self, start: int, end: int) -> str:
        """Return the text between two positions of Qt."""
        if self._utf16:
            return self._utf16[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
        return self._text[start:end]


@lru_cache(maxsize=2)
def _text_option(right_to_left: bool) -> QTextOption:
    """Return the option that all texts of a direction share."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    if right_to_left:
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    return option


def _cursor_x(line: object, position: int) -> float:
    """Return the x of a cursor position in a line.

    PySide gives (x, position) or x, by version.
    """
    x = line.cursorToX(position)  # type: ignore[attr-defined]
    return float(x[0] if isinstance(x, tuple) else x)


def _format_range(start: int, length: int, qt_font: QFont) -> QTextLayout.FormatRange:
    # Its class brings the 116 properties of formats along, which no first slide waits for.
    from PySide6.QtGui import QTextCharFormat

    char_format = QTextCharFormat()
    char_format.setFont(qt_font)
    format_range = QTextLayout.FormatRange()
    format_range.start = start
    format_range.length = length
    format_range.format = char_format
    return format_range


def _utf16_length(text: str) -> int:
    """Return the length in UTF-16 units, as Qt counts."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
