"""Lets shapes appear with the presses of a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.output.pptx.markup import element

ALL: Final = -3
"""Stands for all series, or for all points, in a part of a chart."""
_AT_ONCE: Final = element("p:stCondLst", element("p:cond", delay="0"))


@dataclass(frozen=True, slots=True)
class Target:
    """Names a shape that appears, or a part of a chart.

    `kind` is "text", "chart" or "": PowerPoint also lists what appears of the first two. `part` is a series and a point
    of a chart, of which one is -3 for all.
    """

    shape_id: int
    kind: str = ""
    part: tuple[int, int] | None = None


def timing(targets: Mapping[int, Sequence[Target]]) -> str:
    """Return the animations that show shapes, by key press."""
    if not targets:
        return ""
    numbers = count(3)
    clicks = "".join(_click(targets[step], numbers) for step in sorted(targets))
    before = element(
        "p:prevCondLst", element("p:cond", element("p:tgtEl", element("p:sldTgt")), evt="onPrev", delay="0")
    )
    after = element(
        "p:nextCondLst", element("p:cond", element("p:tgtEl", element("p:sldTgt")), evt="onNext", delay="0")
    )
    main = element("p:cTn", element("p:childTnLst", clicks), id=2, dur="indefinite", nodeType="mainSeq")
    sequence = element("p:seq", main, before, after, concurrent=1, nextAc="seek")
    root = element(
        "p:cTn", element("p:childTnLst", sequence), id=1, dur="indefinite", restart="never", nodeType="tmRoot"
    )
    built = "".join(dict.fromkeys(_built(target) for step in sorted(targets) for target in targets[step]))
    return element("p:timing", element("p:tnLst", element("p:par", root)), element("p:bldLst", built) if built else "")


def _built(target: Target) -> str:
    """Return how the parts of a shape appear, or ""."""
    shape: dict[str, str | int] = {"spid": str(target.shape_id), "grpId": 0}
    if target.kind == "text":
        return element("p:bldP", **shape)
    if target.kind != "chart":
        return ""
    if target.part is None:
        return element("p:bldGraphic", element("p:bldAsOne"), **shape)
    order = "category" if target.part[0] == ALL else "series"
    chart = element("a:bldChart", bld=order, animBg=0)
    return element("p:bldGraphic", element("p:bldSub", chart), **shape)


def _click(targets: Sequence[Target], numbers: count[int]) -> str:
    """Return the animation of one key press."""
    outer, inner = next(numbers), next(numbers)
    effects = "".join(
        _appear(target, "clickEffect" if index == 0 else "withEffect", numbers) for index, target in enumerate(targets)
    )
    group = element("p:cTn", _AT_ONCE, element("p:childTnLst", effects), id=inner, fill="hold")
    wait = element("p:stCondLst", element("p:cond", delay="indefinite"))
    press = element("p:cTn", wait, element("p:childTnLst", element("p:par", group)), id=outer, fill="hold")
    return element("p:par", press)


def _appear(target: Target, node: str, numbers: count[int]) -> str:
    effect, change = next(numbers), next(numbers)
    behaviour = element(
        "p:cBhvr",
        element("p:cTn", _AT_ONCE, id=change, dur="1", fill="hold"),
        element("p:tgtEl", element("p:spTgt", _chart_part(target), spid=str(target.shape_id))),
        element("p:attrNameLst", element("p:attrName", "style.visibility")),
    )
    shown = element("p:set", behaviour, element("p:to", element("p:strVal", val="visible")))
    return element(
        "p:par",
        element(
            "p:cTn",
            _AT_ONCE,
            element("p:childTnLst", shown),
            id=effect,
            presetID=1,
            presetClass="entr",
            presetSubtype=0,
            fill="hold",
            grpId=0 if target.kind else None,
            nodeType=node,
        ),
    )


def _chart_part(target: Target) -> str:
    if target.part is None:
        return ""
    series, category = target.part
    step = "category" if series == ALL else "series"
    return element("p:graphicEl", element("a:chart", seriesIdx=series, categoryIdx=category, bldStep=step))
