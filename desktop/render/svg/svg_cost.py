"""What drawing an SVG costs, and the limits of that."""

from __future__ import annotations

from typing import Final

from desktop.render.svg.svg_element import SvgCost, SvgElement, SvgError

MAX_DEPTH: Final = 32
"""The deepest nesting, references followed; Qt draws nothing below."""
_MAX_COST: Final = 100_000
"""The most elements drawn, counted once for each reference."""
LAYER_COST: Final = {"mask": 1_500, "pattern": 100, "marker": 1}
"""The extra cost of each use, in elements."""
_OPACITY_COST: Final = 250
"""The extra cost of a group with opacity, in elements."""
# At 1920 × 1080 a mask takes 18 ms, a tile of a pattern 0.7 ms, the image of a group with opacity 2 ms.

CONTAINERS: Final = frozenset({"svg", "g", "a", "switch"})
GRADIENTS: Final = frozenset({"linearGradient", "radialGradient"})
UNDRAWN: Final = frozenset({"defs", "symbol", "style", "stop", "solidColor", *GRADIENTS, *LAYER_COST})


def check_cost(root: SvgElement, elements_by_id: dict[str, SvgElement], opacity_by_rules: bool) -> None:
    """Raise SvgError where drawing costs too much.

    Each element counts as often as it is referred to.
    """
    open_elements: set[int] = set()

    def measure(element: SvgElement, depth: int) -> SvgCost:
        if element.cost is not None:
            if depth + element.cost.depth > MAX_DEPTH:
                raise SvgError("deep")
            return element.cost
        if id(element) in open_elements:
            raise SvgError("use")  # a circle of references
        if depth > MAX_DEPTH:
            raise SvgError("deep")
        open_elements.add(id(element))
        drawn = 1
        vertices = 1 + len(element.attributes.get("d", "") + element.attributes.get("points", "")) // 4
        deepest = 0
        parts = [child for child in element.elements() if child.name not in UNDRAWN or element.name in GRADIENTS]
        parts += (elements_by_id[name] for name in element.references if name in elements_by_id)
        for part in parts:
            cost = measure(part, depth + 1)
            drawn += cost.drawn
            vertices += cost.vertices
            deepest = max(deepest, cost.depth + 1)
        extra = 0
        for name, target_id in element.paints:
            target = elements_by_id.get(target_id)
            if target is None:
                continue
            cost = measure(target, depth + 1)
            deepest = max(deepest, cost.depth + 1)
            if target.name in LAYER_COST:
                # All but masks are inherited: they paint each element inside, and markers each vertex.
                times = 1 if name == "mask" else vertices if name.startswith("marker") else drawn
                extra += times * (cost.drawn + LAYER_COST[target.name])
        if element.name in CONTAINERS and (opacity_by_rules or "opacity" in element.properties):
            extra += _OPACITY_COST
        if drawn + extra > _MAX_COST:
            raise SvgError("use")
        open_elements.discard(id(element))
        element.cost = SvgCost(drawn + extra, vertices, deepest)
        return element.cost

    measure(root, 0)
    # Undrawn elements are measured too: the renderer follows chains of gradients among them.
    for element in elements_by_id.values():
        measure(element, 0)
