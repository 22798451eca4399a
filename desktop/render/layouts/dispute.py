"""The layout of claims that disagree."""

from __future__ import annotations

from desktop.render import theme as themes
from desktop.render.frame import Box, Zone
from desktop.render.layouts.page import FULL, WORDS, Page
from desktop.render.text import cap_height, measure
from desktop.render.theme import MARGIN
from desktop.story.model import Claim

_COLORS = ("gold", "jade", "ink-blue", "vermilion")


def dispute(page: Page) -> None:
    """Lay out what each side says, side by side, all alike: the slide takes no side."""
    slide, told = page.slide, page.event
    y = page.title(page.kicker(WORDS("disagree", page.language)), FULL, 86.0)
    claims = slide.claims or (told.claims if told else ())
    if page.say(slide.text):
        y = page.put(slide.text, themes.body(29), page.theme.muted, MARGIN, y + 46, 1400, 90, part="text", many=True)
    if not claims:
        return
    rows = 2 if len(claims) > 4 else 1
    columns = -(-len(claims) // rows)
    gap = 40.0
    top = y + 66
    width = (FULL - gap * (columns - 1)) / columns
    height = min((page.bottom + 4 - top - gap * (rows - 1)) / rows, 0.44 * page.height)
    for index, claim in enumerate(claims):
        row, column = divmod(index, columns)
        _claim(page, claim, index, MARGIN + column * (width + gap), top + row * (height + gap), width, height, columns)


def _claim(page: Page, claim: Claim, index: int, x: float, y: float, width: float, height: float, columns: int) -> None:
    """Lay out one card: a colour, what is said in large, the detail, and whose claim it is."""
    part = f"claim:{index}"
    step = page.step(part)
    color = page.theme.color(claim.color or _COLORS[index % len(_COLORS)])
    pad = 48.0 if columns < 4 else 32.0
    inner = width - 2 * pad
    page.items.append(
        Box(x, y, width, height, themes.with_alpha(page.theme.raised, 0.92), page.theme.line, 1.5, 20, step=step)
    )
    page.items.append(Box(x + pad, y + 52, 56, 6, color, radius=3, step=step))
    words = page.say(claim.says)
    natural = next(
        (one for one in (72.0, 60.0, 50.0) if measure(words, themes.display(one)) <= inner),
        50.0 if columns < 4 else 42.0,
    )
    at = page.put(
        claim.says,
        themes.display(natural),
        page.theme.paper,
        x + pad,
        y + 96,
        inner,
        190,
        part=part,
        leading=1.1,
        balance=True,
    )
    foot = y + height - 44
    small = themes.body(24, 500)
    names = page.names(claim.sources)
    used = measure(names, small)
    lines = 2 if used > inner else 1
    start = foot - cap_height(small) - (lines - 1) * 24 * 1.36
    page.put(
        claim.text,
        themes.body(35 if columns < 3 else 29),
        themes.blend(page.theme.paper, page.theme.muted, 0.25),
        x + pad,
        at + 44,
        inner,
        start - at - 44 - 30,
        part=part,
        leading=1.36,
        strong=page.theme.paper,
    )
    page.put(names, small, page.theme.muted, x + pad, start, inner, 80, part=part, path=(*claim.path, "sources"))
    page.zones.insert(0, Zone(x, y, width, height, "claim", claim.path, step=step))
