"""Threads of cause and effect: from an event to what it brought about, drawn when either of the two is chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from desktop.render import theme as themes
from desktop.render.frame import Item, Shape
from desktop.render.timeline.anchor import Anchor
from desktop.render.timeline.plot import Plot
from desktop.story.model import Story

_FAR = 400.0  # painters lose their way millions of pixels out


def links_of(story: Story, chosen: Collection[str], pairs: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """Return (cause, effect) of every thread that touches a chosen event, and of those between two of `pairs`."""
    if not chosen and not pairs:
        return ()
    return tuple(
        (cause, effect)
        for cause, effect in all_links(story)
        if cause in chosen or effect in chosen or (cause in pairs and effect in pairs)
    )


def all_links(story: Story) -> tuple[tuple[str, str], ...]:
    """Return (cause, effect) of all threads of a story whose two ends are there."""
    kept = story.__dict__.get("_links")  # a Story is frozen: what is reckoned from it once stays true
    if kept is None:
        known = story.event_by_id
        kept = tuple((event.id, name) for event in story.events for name in event.leads_to if name in known)
        story.__dict__["_links"] = kept
    found: tuple[tuple[str, str], ...] = kept
    return found


def threads(links: Collection[tuple[str, str]], known: Mapping[str, Anchor], plot: Plot, top: float) -> list[Item]:
    """Return the threads between anchors, each with an arrow's head at the effect; none goes above `top`."""
    items: list[Item] = []
    for cause, effect in links:
        one, two = known.get(cause), known.get(effect)
        if one is None or two is None or max(one.last, two.last) < plot.x or min(one.first, two.first) > plot.right:
            continue
        items += _thread(one, two, plot, top)
    return items


def _thread(one: Anchor, two: Anchor, plot: Plot, top: float) -> list[Item]:
    look = plot.look
    clear = 1.75 * look.radius
    color = themes.blend(one.color, plot.theme.paper, 0.35)
    steps = plot.steps or {}
    step = max(steps.get(one.mark.id, 0), steps.get(two.mark.id, 0))
    x0, x1 = _tied(one, two, plot), _tied(two, one, plot)
    away = two.y - one.y
    if abs(away) < 2.4 * clear:
        # On one line: a bow beside it, so that the thread does not run through the labels between them.
        bow = min(max(0.16 * abs(x1 - x0), 1.6 * clear), 3.4 * clear)
        above = min(one.y, two.y) - clear - top  # three quarters of the handles' height is as far as the bow reaches
        down = 1.0 if above > 0.6 * look.radius else -1.0
        bow = min(bow, above / 0.75) if down > 0 else bow
        y0, y1 = one.y - down * clear, two.y - down * clear
        path = ((x0, y0), (x0, y0 - down * bow), (x1, y1 - down * bow), (x1, y1))
    else:
        down = 1.0 if away > 0 else -1.0
        y0, y1 = one.y + down * clear, two.y - down * clear
        # It leaves and arrives upright and crosses between the rows: labels stand beside marks, never above them.
        reach = max(0.62 * abs(y1 - y0), 1.4 * clear)
        path = ((x0, y0), (x0, y0 + down * reach), (x1, y1 - down * reach), (x1, y1))
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = path
    wide, head = 1.15 * look.stroke, 0.62 * look.radius
    curve = (("M", ax, ay), ("C", bx, by, cx, cy, dx, dy - down * head))
    arrow = (("M", dx - head, dy - down * 1.7 * head), ("L", dx + head, dy - down * 1.7 * head), ("L", dx, dy), ("Z",))
    veil = themes.with_alpha(plot.theme.ground, 0.7)
    return [
        Shape(curve, None, veil, wide + 3.0, step=step),
        Shape(curve, None, themes.with_alpha(color, 0.85), wide, step=step),
        Shape(arrow, color, step=step),
    ]


def _tied(one: Anchor, other: Anchor, plot: Plot) -> float:
    """Return where a thread is tied to a mark: a dot at its middle, a bar as near to the other as it reaches."""
    if one.last - one.first < 5 * plot.look.radius:
        x = one.x
    else:
        inset = 1.4 * plot.look.radius
        first, last = max(one.first, plot.x) + inset, min(one.last, plot.right) - inset
        x = min(max(other.x, first), max(first, last))
    return min(max(x, plot.x - _FAR), plot.right + _FAR)
