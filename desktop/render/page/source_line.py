"""Sets the names of sources with their marks, as below a claim."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.render import theme as themes
from desktop.render.frame import HitZone, TextRun
from desktop.render.page.citation_markers import mark_font, mark_text, wrap_widths
from desktop.render.page.slide_page import SlidePage
from desktop.render.text import cap_height, measure_text
from desktop.story.localized_text import KeyPath

_FONT = themes.body_font(24, 500)
_LINE_HEIGHT = 34.0
_MARK_GAP = 5.0
_NAME_GAP = 26.0


class SourceLine:
    """Holds sources as names with marks, broken between names.

    Where it `is_short`, the first name stands for all, with the marks of all.
    """

    def __init__(self, page: SlidePage, source_ids: Iterable[str], width: float, *, is_short: bool = False) -> None:
        self._page = page
        self._ids = [source_id for source_id in source_ids if source_id in page.source_ids]
        numbers = [page.source_ids.index(source_id) + 1 for source_id in self._ids]
        if is_short and len(numbers) > 1:
            self._marks, named, others = [mark_text(numbers)], self._ids[:1], f" + {len(numbers) - 1}"
        else:
            self._marks, named, others = list(map(str, numbers)), self._ids, ""
        mark_room = (
            max((measure_text(mark, mark_font(_FONT)) for mark in ("00", *self._marks)), default=0.0) + _MARK_GAP
        )
        name_width = width - mark_room - measure_text(others, _FONT)
        self._names = [_shortened(self._name(source_id), name_width) + others for source_id in named]
        widths = [
            measure_text(name, _FONT) + _MARK_GAP + measure_text(mark, mark_font(_FONT))
            for name, mark in zip(self._names, self._marks, strict=True)
        ]
        self._widths = widths
        self._lines = wrap_widths(widths, width, _NAME_GAP)

    def _name(self, source_id: str) -> str:
        source = self._page.story.source_by_id[source_id]
        page = self._page
        author, publisher = page.localized(source.author), page.localized(source.publisher)
        return author or publisher or page.localized(source.title) or source_id

    @property
    def height(self) -> float:
        """Return the height from the first capitals to the last baseline."""
        return cap_height(_FONT) + _LINE_HEIGHT * (len(self._lines) - 1) if self._lines else 0.0

    def draw(self, x: float, y: float, step: int, path: KeyPath) -> None:
        """Draw the names with the top of their capitals at `y`.

        `path` is where the sources are named.
        """
        page = self._page
        page.marks(self._ids, step)
        baseline = y + cap_height(_FONT)
        for line in self._lines:
            left = x
            for index in line:
                name, mark = self._names[index], self._marks[index]
                name_width = measure_text(name, _FONT)
                page.items.append(TextRun(left, baseline, name, _FONT, page.theme.muted, name_width, step=step))
                page.add_mark_run(mark, _FONT, left + name_width + _MARK_GAP, baseline - cap_height(_FONT), step)
                left += self._widths[index] + _NAME_GAP
            page.zones.append(HitZone(x - 8, baseline - 28, left - x, 40, "text", path, step=step))
            baseline += _LINE_HEIGHT


def _shortened(name: str, width: float) -> str:
    """Return a name that is not wider than a width."""
    if measure_text(name, _FONT) <= width:
        return name
    while name and measure_text(name + "…", _FONT) > width:
        name = name[:-1].rstrip()
    return name + "…"
