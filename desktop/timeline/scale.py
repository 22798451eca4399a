"""The axis: ticks for what is visible, true to the calendar, with labels that never touch one another.

The finest step is chosen whose widest possible label still has room between any two of its ticks. As this does not depend
on where in time the window stands, panning never changes the step. Above days, months or hours a second row names the
larger whole, its first name held at the left edge until the next one pushes it out.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from desktop.fast_dataclass import dataclass
from desktop.story.dates.calendar import civil_from_seconds
from desktop.timeline.axis_breaks import PLAIN, Fold
from desktop.timeline.camera import Window
from desktop.timeline.units import (
    BY_STEP,
    CONTEXTS,
    DEEP,
    LEVELS,
    Level,
    context_label,
    context_samples,
    instants,
    label,
    samples,
    spoken_language,
)

Measure = Callable[[str], float]
"""The advance of a text in pixels, in the font of the axis."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis: `x` in pixels from the window's left edge; `label` is empty for a minor tick."""

    x: float
    at: int
    label: str = ""
    width: float = 0.0
    boundary: bool = False  # a larger whole begins here

    @property
    def left(self) -> float:
        """Return where the label, centred on the tick, begins."""
        return self.x - self.width / 2


@dataclass(frozen=True, slots=True)
class Context:
    """The name of a larger whole, written from `x` pixels on; the whole itself begins at `begin`, below 0 if out of sight."""

    x: float
    label: str
    width: float
    begin: float


@dataclass(frozen=True, slots=True)
class Ticks:
    """All that the axis shows of one window: labelled ticks, minor ticks, and the names of the larger wholes."""

    level: Level
    major: tuple[Tick, ...]
    minor: tuple[Tick, ...]
    contexts: tuple[Context, ...] = ()


def ticks(
    window: Window,
    width: float,
    language: str,
    measure: Measure,
    *,
    measure_context: Measure | None = None,
    gap: float = 24.0,
    least_minor: float = 9.0,
    spread: float = 64.0,
    fold: Fold = PLAIN,
) -> Ticks:
    """Return the ticks of a window drawn `width` pixels wide.

    `gap` is the least space between two labels, `spread` between two labelled ticks, `least_minor` between two minor ones,
    all in pixels. With a `fold` the window is one of the folded axis; what lies in a crease has no ticks.
    """
    if fold.creases:
        return _folded(window, width, language, measure, measure_context, gap, least_minor, spread, fold)
    first, last = window.start - 1, window.end + 1
    years = civil_from_seconds(first)[0], civil_from_seconds(last)[0]
    deep = max(abs(years[0]), abs(years[1])) >= DEEP
    scale = width / window.span
    level = _choose(
        scale, (_wide(years[0]), _wide(years[1])), language, deep, measure, measure_context or measure, gap, spread
    )
    context = CONTEXTS.get(level.context)
    begins = set(instants(context, first, last)) if context else set()
    major = []
    for at in instants(level, first, last):
        x = window.x(at, width)
        if 0.0 <= x <= width:
            text = label(level, at, language, deep=deep)
            major.append(Tick(x, at, text, measure(text), at in begins))
    minor: tuple[Tick, ...] = ()
    for step in level.minor:
        finer = BY_STEP.get(step)
        if finer is not None and finer.least * scale >= least_minor:
            taken = {tick.at for tick in major}
            places = ((window.x(at, width), at) for at in instants(finer, first, last) if at not in taken)
            minor = tuple(Tick(x, at) for x, at in places if 0.0 <= x <= width)
            break
    if context:
        contexts = _contexts(context, level, window, width, language, measure_context or measure, gap)
    elif deep and level.unit == "year":
        # Beside numbers with a sign, what they count is said once.
        word = "années" if spoken_language(language) == "fr" else "years"
        contexts = (Context(0.0, word, (measure_context or measure)(word), -1.0),)
    else:
        contexts = ()
    return Ticks(level, tuple(major), minor, contexts)


def _folded(
    window: Window,
    width: float,
    language: str,
    measure: Measure,
    measure_context: Measure | None,
    gap: float,
    least_minor: float,
    spread: float,
    fold: Fold,
) -> Ticks:
    """Return the ticks of each stretch between creases, without labels that two stretches would set too close."""
    parts: list[tuple[float, Ticks]] = []
    for begin, end, later in fold.stretches(window):
        x0, x1 = window.x(begin, width), window.x(end, width)
        # The same scale everywhere: a stretch is a window of its own, as wide as it is on the axis.
        view = Window(begin + later, float(end - begin))
        made = ticks(
            view, x1 - x0, language, measure,
            measure_context=measure_context, gap=gap, least_minor=least_minor, spread=spread,
        )  # fmt: skip
        parts.append((x0, made))
    major: list[Tick] = []
    minor: list[Tick] = []
    contexts: list[Context] = []
    for shift, part in parts:
        for tick in part.major:
            moved = replace(tick, x=tick.x + shift)
            clash = bool(major) and moved.left < major[-1].left + major[-1].width + gap
            if 0.0 <= moved.x <= width and not clash:
                major.append(moved)
        minor += [replace(tick, x=tick.x + shift) for tick in part.minor if 0.0 <= tick.x + shift <= width]
        for context in part.contexts:
            x = max(0.0, context.x + shift)
            free = contexts[-1].x + contexts[-1].width + gap if contexts else 0.0
            if free <= x <= width:
                begins = context.begin + shift if context.begin >= 0.0 else -1.0
                contexts.append(replace(context, x=x, begin=begins))
    level = max((part.level for _, part in parts), key=LEVELS.index)
    return Ticks(level, tuple(major), tuple(minor), tuple(contexts))


@lru_cache(maxsize=512)
def _widest(texts: tuple[str, ...], measure: Measure) -> float:
    """Return the width that no text of these shapes passes: every digit counted as wide as the widest."""
    digits = {measure(digit): digit for digit in "0123456789"}
    broad = digits[max(digits)]
    return max(measure("".join(broad if sign.isdigit() else sign for sign in text)) for text in set(texts)) + 1.0


def _choose(
    scale: float,
    years: tuple[int, int],
    language: str,
    deep: bool,
    measure: Measure,
    measure_context: Measure,
    gap: float,
    spread: float,
) -> Level:
    """Return the finest level whose labels, and whose contexts' names, have room; `scale` is pixels per second."""
    for level in LEVELS:
        room = level.least * scale
        if room < _spread(level, spread):
            continue
        if room < _widest(samples(level, years, language, deep=deep), measure) + gap:
            continue
        if level.context:
            whole = CONTEXTS[level.context].least * scale
            if whole < _widest(context_samples(level.context, years, language), measure_context) + gap:
                continue
        return level
    return LEVELS[-1]


def _wide(year: int) -> int:
    """Return a year of as many digits, all wide: what a label needs must not change as the camera pans within an era."""
    wide = int("8" * len(str(abs(year))))
    return -wide if year < 0 else wide


def _spread(level: Level, spread: float) -> float:
    """Return how far apart ticks should be at least: days and months read well when close, years want air."""
    if level.unit == "day" or (level.unit, level.step) == ("month", 1):
        return spread * 0.42
    return spread if level.unit == "month" or level.context == "day" else spread * 0.6


def _contexts(
    context: Level, level: Level, window: Window, width: float, language: str, measure: Measure, gap: float
) -> tuple[Context, ...]:
    """Return the names of the larger wholes in view, the first held at the left edge."""
    first = window.start if window.offset == 0.0 else window.start + 1
    begins = [(window.x(at, width), at) for at in instants(context, first, window.end) if window.x(at, width) <= width]
    named = [(x, context_label(level.context, at, language)) for x, at in begins]
    if not named or named[0][0] > 0.0:
        named.insert(0, (-1.0, context_label(level.context, window.start, language)))
    found: list[Context] = []
    limit = math.inf
    # From the right: a name stands over its beginning, the first is held at the left edge until the next pushes it out.
    for begin, name in reversed(named):
        size = measure(name)
        x = min(max(0.0, begin - size / 2), limit - gap - size)
        limit = x
        found.append(Context(x, name, size, begin))
    return tuple(one for one in reversed(found) if one.x + one.width > 0.0)
