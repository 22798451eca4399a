"""Text on the canvas: measured once, broken into lines once. Positions are those of baselines, in canvas pixels.

Qt's QTextLayout breaks lines (Unicode's rules, so Chinese and French punctuation are right). What comes out are `Run`s: no
painter ever breaks a line again, so every screen, print and export agrees.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from desktop import paths
from desktop.fast_dataclass import dataclass
from desktop.render.frame import Font, Run
from desktop.render.theme import CINEMA, Theme, smaller
from desktop.story.markdown import Span, blocks, inline

_loaded: set[str] = set()
_HAN: Final = "PasseurWenKai-Regular.ttf"
_FILES: Final = (
    "FrauncesDisplay-Regular.ttf",
    "FrauncesDisplay-Italic.ttf",
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
    "Inter-Italic.otf",
    _HAN,
    "JetBrainsMono-Regular.ttf",
)


def load_fonts() -> tuple[str, ...]:
    """Make all the shipped fonts known to Qt, each once, and return the files that could not be read.

    A QGuiApplication must exist. Whoever only sets text need not call this: a face is loaded when it is first used.
    """
    return tuple(name for name in _FILES if not _load(name))


def _load(name: str) -> bool:
    """Make one font file known to Qt, and return whether it could be read."""
    if name not in _loaded:
        if QFontDatabase.addApplicationFont(str(paths.fonts() / name)) < 0:
            return False
        _loaded.add(name)
    return True


def _file(font: Font) -> str:
    """Return the file of the face that a font asks for."""
    if font.family == "display":
        return "FrauncesDisplay-Italic.ttf" if font.italic else "FrauncesDisplay-Regular.ttf"
    if font.family in ("mono", "han"):
        return "JetBrainsMono-Regular.ttf" if font.family == "mono" else _HAN
    if font.italic:
        return "Inter-Italic.otf"
    return f"Inter-{'SemiBold' if font.weight >= 600 else 'Medium' if font.weight >= 500 else 'Regular'}.otf"


@lru_cache(maxsize=512)
def qfont(font: Font, theme: Theme = CINEMA) -> QFont:
    """Return Qt's font for ours. Never change what it returns: it is shared."""
    _load(_file(font))
    _load(_HAN)  # what the others fall back to
    made = QFont()
    made.setFamilies(list(theme.family(font.family)))
    # setPixelSize takes whole pixels only: the sizes of the scale are whole, what a transform does comes later.
    made.setPixelSize(max(1, round(font.size)))
    made.setWeight(QFont.Weight(font.weight))
    made.setItalic(font.italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    made.setKerning(True)
    if font.tracking:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, font.tracking)
    return made


@lru_cache(maxsize=512)
def metrics(font: Font) -> QFontMetricsF:
    """Return the measures of a font."""
    return QFontMetricsF(qfont(font))


@lru_cache(maxsize=8192)
def measure(text: str, font: Font) -> float:
    """Return the advance of one line of text, in canvas pixels."""
    return metrics(font).horizontalAdvance(text) - (font.tracking if text else 0.0)


def cap_height(font: Font) -> float:
    """Return how far capitals rise above the baseline."""
    return metrics(font).capHeight()


def superscript(number: int) -> str:
    """Write a note's number as raised digits."""
    return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(number))


@dataclass(frozen=True, slots=True)
class Block:
    """Broken text: runs relative to the top of the first line's capitals and the left edge.

    `height` goes from the top of the first capitals to the last baseline; `lines` counts lines; `width` is the widest.
    """

    runs: tuple[Run, ...]
    width: float
    height: float
    lines: int
    leading: float
    font: Font

    def place(self, x: float, y: float, step: int = 0) -> tuple[Run, ...]:
        """Return the runs with the first capitals' top left at (x, y)."""
        # Not `replace`, which asks each run for all its fields by name: a large story has tens of thousands of them.
        return tuple(
            Run(run.x + x, run.y + y, run.text, run.font, run.color, run.width, run.link, step) for run in self.runs
        )


EMPTY_BLOCK: Final = Block((), 0.0, 0.0, 0, 0.0, Font("body", 20))


def styled(span: Span, font: Font) -> Font:
    """Return the font that a span takes within text of `font`."""
    if span.code:
        return replace(font, family="mono", size=font.size, tracking=0.0)
    if span.strong:
        font = replace(font, weight=max(600, font.weight))
    if span.emphasis:
        font = replace(font, italic=not font.italic, weight=400 if font.family == "display" else font.weight)
    return font


@lru_cache(maxsize=4096)
def set_text(
    text: str,
    font: Font,
    color: str,
    width: float,
    leading: float = 1.36,
    align: str = "left",
    balance: bool = False,
    strong_color: str = "",
    many: bool = False,
) -> Block:
    """Break text into lines at most `width` wide and return them as a block.

    `leading` is a multiple of the font's size. `balance` makes the lines of a heading about equally long. `many` reads
    paragraphs and lists (block Markdown), else the text is one paragraph with inline marks.
    """
    if not text.strip():
        return EMPTY_BLOCK
    step = font.size * leading
    top = cap_height(font)
    runs: list[Run] = []
    widest = 0.0
    baseline = top
    count = 0
    parts = blocks(text) if many else ()
    paragraphs = [(part.spans, part.bullet) for part in parts] or [(inline(" ".join(text.split("\n"))), "")]
    for number, (spans, bullet) in enumerate(paragraphs):
        if number:
            baseline += step * (0.28 if bullet else 0.55)
        indent = 1.15 * font.size if bullet else 0.0
        if bullet:
            runs.append(Run(0.0, baseline, bullet, font, strong_color or color, measure(bullet, font)))
        lines = _break(spans, font, width - indent, balance)
        for line in lines:
            length = line[-1][1] + line[-1][2] if line else 0.0
            shift = indent + {"left": 0.0, "center": (width - length) / 2, "right": width - length}[align]
            for span, x, advance, piece in line:
                paint = strong_color if strong_color and (span.strong or span.link) else color
                runs.append(Run(x + shift, baseline, piece, styled(span, font), paint, advance, span.link))
            widest = max(widest, length + indent)
            baseline += step
            count += 1
    return Block(tuple(runs), widest, baseline - step, count, step, font)


_Line = list[tuple[Span, float, float, str]]


def _break(spans: tuple[Span, ...], font: Font, width: float, balance: bool) -> list[_Line]:
    """Return lines of (span, x, advance, text)."""
    text = "".join(span.text for span in spans)
    lines = _lines(text, spans, font, width)
    if len(lines) > 1:
        # A last line of one short word looks lost, a heading of one long and one short line looks careless: both are
        # mended by breaking the same text a little narrower, as long as that takes no further line.
        low, high = width * (0.5 if balance else 0.86), width
        if balance or _length(lines[-1]) < 0.2 * width:
            for _ in range(7):
                middle = (low + high) / 2
                tried = _lines(text, spans, font, middle)
                if len(tried) > len(lines):
                    low = middle
                else:
                    high = middle
            lines = _lines(text, spans, font, high)
    return lines


def _length(line: _Line) -> float:
    return line[-1][1] + line[-1][2] if line else 0.0


def _lines(text: str, spans: tuple[Span, ...], font: Font, width: float) -> list[_Line]:
    """Break at `width` with Qt's own line breaker."""
    layout = QTextLayout(text, qfont(font))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    formats = []
    at = 0
    places: list[tuple[int, int, Span]] = []
    for span in spans:
        length = _units(span.text)
        if span.strong or span.emphasis or span.code:
            look = QTextCharFormat()
            look.setFont(qfont(styled(span, font)))
            formats.append(_range(at, length, look))
        places.append((at, at + length, span))
        at += length
    layout.setFormats(formats)
    units = text.encode("utf-16-le", "surrogatepass")
    found: list[_Line] = []
    layout.beginLayout()
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start = line.textStart()
        end = start + line.textLength()
        pieces: _Line = []
        for first, last, span in places:
            one, two = max(first, start), min(last, end)
            if one >= two:
                continue
            piece = units[2 * one : 2 * two].decode("utf-16-le", "surrogatepass")
            if two == end:
                piece = piece.rstrip(" ")
            if not piece:
                continue
            left = _x(line, one)
            right = _x(line, one + _units(piece))
            pieces.append((span, min(left, right), abs(right - left), piece))
        found.append(pieces)
    layout.endLayout()
    return found


def _x(line: object, position: int) -> float:
    """Return the x of a cursor position; PySide gives (x, position) or x, by version."""
    x = line.cursorToX(position)  # type: ignore[attr-defined]
    return float(x[0] if isinstance(x, tuple) else x)


def _range(start: int, length: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = start
    made.length = length
    made.format = look
    return made


def _units(text: str) -> int:
    """Return the length in UTF-16 units, which is how Qt counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fit(
    text: str,
    font: Font,
    color: str,
    width: float,
    height: float,
    *,
    leading: float = 1.36,
    balance: bool = False,
    strong_color: str = "",
    many: bool = False,
    max_lines: int = 0,
) -> tuple[Block, float]:
    """Set text into a width and height, one step of the scale smaller where it must be.

    Returns the block and by how many pixels it still does not fit (0 where it does).
    """
    over = 0.0
    block = EMPTY_BLOCK
    for steps in (0, 1):
        tried = smaller(font) if steps else font
        block = set_text(text, tried, color, width, leading, "left", balance, strong_color, many)
        room = height if not max_lines else min(height, cap_height(tried) + (max_lines - 1) * tried.size * leading + 1)
        over = max(block.height - room, block.width - width - 1.0, 0.0)
        if over <= 0.0:
            break
    return block, over
