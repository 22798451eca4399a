"""Rewrites an SVG from allowed elements, within a limit of cost.

Qt's SVG renderer reads files by `image` and by stylesheets, and lets a `use` of a `use` of a `use` draw 10^9 shapes
from 2 KB. Nothing of the original text is passed on: what is not on the lists below is left out, what costs too much is
refused.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import field
from typing import Final
from xml.parsers import expat

from desktop.fast_dataclass import dataclass

MAX_SVG_BYTES: Final = 8_000_000
"""The most bytes of an SVG, also once it is unpacked."""

_MAX_ELEMENTS: Final = 50_000
_MAX_DEPTH: Final = 32
"""The deepest nesting, references followed; Qt draws nothing below."""
_MAX_COST: Final = 100_000
"""The most elements drawn, counted once for each reference."""
_LAYER_COST: Final = {"mask": 1_500, "pattern": 100, "marker": 1}
"""The extra cost of each use, in elements."""
_OPACITY_COST: Final = 250
"""The extra cost of a group with opacity, in elements."""
# At 1920 × 1080 a mask takes 18 ms, a tile of a pattern 0.7 ms, the image of a group with opacity 2 ms.
_MAX_LETTERS: Final = 20_000
_MAX_POINTS: Final = 60_000  # of a polygon: with more, the renderer fills nothing and warns

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONTAINERS: Final = frozenset({"svg", "g", "a", "switch"})
_SHAPES: Final = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_TEXTS: Final = frozenset({"text", "tspan"})
_GRADIENTS: Final = frozenset({"linearGradient", "radialGradient"})
_PAINTS: Final = _GRADIENTS | {"stop", "solidColor"}
_UNDRAWN: Final = frozenset({"defs", "symbol", "style", *_PAINTS, *_LAYER_COST})
_ALLOWED_ELEMENTS: Final = _CONTAINERS | _SHAPES | _TEXTS | _UNDRAWN | {"use"}
_HARMLESS_ELEMENTS: Final = frozenset({"title", "desc", "metadata"})
"""Elements that are never drawn: leaving them out is not reported."""
_WITH_TEXT: Final = _TEXTS | {"style"}
_WITH_REFERENCE: Final = _GRADIENTS | {"use", "pattern"}

_FREE_ATTRIBUTES: Final = frozenset({"id", "class", "font-family"})
_GEOMETRY: Final = _words(
    "cx cy d dx dy fr fx fy gradientTransform gradientUnits height markerHeight markerUnits markerWidth "
    "maskContentUnits maskUnits offset orient patternContentUnits patternTransform patternUnits points "
    "preserveAspectRatio r refX refY rx ry spreadMethod systemLanguage transform version viewBox width x x1 x2 y y1 "
    "y2"
)
_PROPERTIES: Final = _words(
    "clip-rule color color-interpolation display fill fill-opacity fill-rule font-family font-size font-stretch "
    "font-style font-variant font-weight letter-spacing marker marker-end marker-mid marker-start mask mask-type opacity "
    "overflow paint-order shape-rendering solid-color solid-opacity stop-color stop-opacity stroke stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor "
    "text-decoration text-rendering vector-effect visibility word-spacing"
)
_LOCAL_REFERENCE: Final = re.compile(r"#([^\s#'\"()\\]{1,200})")
_LOCAL_URL: Final = re.compile(r"url\(\s*['\"]?#([^\s#'\"()\\]{1,200})['\"]?\s*\)")
_FORBIDDEN_IN_VALUE: Final = re.compile(r"url\s*\(|[\\@{}<]|/\*|\*/|[\0-\x08\x0b\x0c\x0e-\x1f\x7f]", re.IGNORECASE)
_HEX_COLOR: Final = re.compile(r"#[0-9a-f]+", re.IGNORECASE)
_HUGE_NUMBER: Final = re.compile(r"(?<![.\d])0*[1-9]\d{7,}|\d\.?e\+?0*[1-9]\d", re.IGNORECASE)
"""A number beyond Qt's rasteriser: eight digits, or a two-digit exponent."""
_NUMBER: Final = re.compile(r"[\d.]+")
_STRICT_VALUES: Final = {
    # The renderer gives these values to a QFont or a QPen, which logs a warning for an invalid one.
    "stroke-width": re.compile(r"\+?(\d{1,4}(\.\d{0,15})?|\.\d{1,15})(px|pt|pc|em|ex|mm|cm|in|%)?|inherit"),
    "font-size": re.compile(
        r"(?=[^1-9]*[1-9])\+?(\d{1,4}(\.\d{1,6})?|\.\d{1,6})(px|pt|pc|em|ex|mm|cm|in|%)?|[a-z-]{4,12}"
    ),
    "font-weight": re.compile(r"[1-9]\d\d?|1000|[a-z]{4,12}"),
}
_RULE: Final = re.compile(r"([^{}]*)\{([^{}]*)\}")
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTOR: Final = re.compile(r"[\w\s.#,>+~*:\-]+")


class SvgError(Exception):
    """Refuses an SVG; `reason` says why in one word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class FilteredSvg:
    """Holds a filtered SVG and the names that were left out."""

    data: bytes
    left_out: tuple[str, ...] = ()


@dataclass(slots=True)
class _Cost:
    """Counts the elements, vertices and levels of drawing an element once."""

    drawn: int
    vertices: int
    depth: int


@dataclass(slots=True)
class _Element:
    name: str
    attributes: dict[str, str]
    references: list[str]
    properties: set[str]
    paints: list[tuple[str, str]]
    """Each property that refers to an element, and the element's id."""
    children: list[_Element | str] = field(default_factory=list)
    cost: _Cost | None = None

    def elements(self) -> Iterator[_Element]:
        """Yield the child elements."""
        return (child for child in self.children if isinstance(child, _Element))


def filter_svg(data: bytes) -> FilteredSvg:
    """Return an SVG of allowed elements and attributes.

    Nothing in it reads a file, runs a script or multiplies without limit. Raises SvgError where nothing can be shown.
    """
    reader = _Reader()
    reader.read(_unpacked(data))
    root = reader.root
    if root is None or root.name != "svg":
        raise SvgError("xml")
    for target_id in reader.painted_by_rules:
        # A stylesheet's rule can match any element, so the uses of its layer cannot be counted: without an id it
        # paints nothing.
        target = reader.elements_by_id.get(target_id)
        if target is not None and target.name in _LAYER_COST:
            del reader.elements_by_id[target_id], target.attributes["id"]
            reader.left_out.add(target.name)
    _check_cost(root, reader.elements_by_id, "opacity" in reader.properties_of_rules)
    root.attributes = {"xmlns": _SVG, "xmlns:xlink": _XLINK, **root.attributes}
    parts: list[str] = []
    _write(root, parts)
    return FilteredSvg("".join(parts).encode("utf-8"), tuple(sorted(reader.left_out)))


def _unpacked(data: bytes) -> bytes:
    if data.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            data = unpacker.decompress(data, MAX_SVG_BYTES + 1)
        except zlib.error:
            raise SvgError("xml") from None
    if len(data) > MAX_SVG_BYTES:
        raise SvgError("large")
    return data


class _Reader:
    """Builds a tree of the allowed elements from events of expat."""

    def __init__(self) -> None:
        self.root: _Element | None = None
        self.elements_by_id: dict[str, _Element] = {}
        self.properties_of_rules: set[str] = set()
        self.painted_by_rules: set[str] = set()  # the ids that a stylesheet refers to
        self.left_out: set[str] = set()
        self._open: list[_Element] = []
        self._depth = 0
        self._count = 0
        self._letters = 0
        self._skipped_depth = 0  # the depth of the outermost element left out, 0 outside of one

    def read(self, data: bytes) -> None:
        """Parse the whole text of an SVG.

        Raises SvgError where it is no XML, or too much of it.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError):  # the others: an encoding unknown to Python
            raise SvgError("xml") from None

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset:  # it declares entities, which multiply and name files
            raise SvgError("doctype")

    def _entity(self, *_declaration: object) -> None:
        raise SvgError("doctype")

    def _start(self, qualified_name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._count > _MAX_ELEMENTS:
            raise SvgError("large")
        if self._depth > _MAX_DEPTH:
            raise SvgError("deep")
        if self._skipped_depth:
            return
        namespace, _, name = qualified_name.rpartition(" ")
        if namespace not in ("", _SVG) or name not in _ALLOWED_ELEMENTS:
            if namespace in ("", _SVG) and name not in _HARMLESS_ELEMENTS:
                self.left_out.add(name)
            self._skipped_depth = self._depth
            return
        element = self._element("g" if name == "a" else name, attributes)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)
        element_id = element.attributes.get("id", "")
        if element_id in self.elements_by_id:
            del element.attributes["id"]  # a second element with this id: the renderer might take it
        elif element_id:
            self.elements_by_id[element_id] = element

    def _end(self, _qualified_name: str) -> None:
        if not self._skipped_depth:
            element = self._open.pop()
            if element.name == "style":
                text = "".join(child for child in element.children if isinstance(child, str))
                element.children = [self._stylesheet(text)]
        elif self._skipped_depth == self._depth:
            self._skipped_depth = 0
        self._depth -= 1

    def _text(self, text: str) -> None:
        if not self._skipped_depth and self._open and self._open[-1].name in _WITH_TEXT:
            self._open[-1].children.append(text)
            self._letters += len(text) if self._open[-1].name in _TEXTS else 0
            if self._letters > _MAX_LETTERS:
                raise SvgError("large")

    def _element(self, name: str, attributes: dict[str, str]) -> _Element:
        """Return an element with its allowed attributes."""
        kept: dict[str, str] = {}
        references: list[str] = []
        paints: list[tuple[str, str]] = []
        properties = {key for key in attributes if key in _PROPERTIES}
        for qualified_name, value in attributes.items():
            namespace, _, key = qualified_name.rpartition(" ")
            if key == "href" and namespace in ("", _XLINK):
                target = _LOCAL_REFERENCE.fullmatch(value.strip())
                if target is not None and name in _WITH_REFERENCE:
                    kept["xlink:href"] = f"#{target[1]}"
                    references.append(target[1])
                elif name != "a":
                    self.left_out.add("href")
            elif namespace == _XML and key == "space":
                if value in ("default", "preserve"):
                    kept["xml:space"] = value
            elif namespace:
                continue
            elif key == "style":
                kept[key] = self._declarations(value, properties, paints)
            elif key in _FREE_ATTRIBUTES or key in _GEOMETRY or key in _PROPERTIES:
                if _is_allowed_value(key, value):
                    kept[key] = value
                    paints += ((key, target_id) for target_id in _LOCAL_URL.findall(value))
                else:
                    self.left_out.add(key)
        return _Element(name, kept, references, properties, paints)

    def _declarations(self, text: str, properties: set[str], paints: list[tuple[str, str]]) -> str:
        """Return the allowed declarations of a style.

        Adds their names to `properties`, and their references to `paints`.
        """
        kept = []
        for declaration in _COMMENT.sub("", text).split(";"):
            name, colon, value = (part.strip() for part in declaration.partition(":"))
            if not colon or name not in _PROPERTIES:
                continue
            if _is_allowed_value(name, value):
                kept.append(f"{name}:{value}")
                properties.add(name)
                paints += ((name, target_id) for target_id in _LOCAL_URL.findall(value))
            else:
                self.left_out.add(name)
        return ";".join(kept)

    def _stylesheet(self, text: str) -> str:
        """Return the allowed rules of a stylesheet.

        Rules that begin with @ and those that read a file are left out.
        """
        kept = []
        paints: list[tuple[str, str]] = []
        for rule in _RULE.finditer(_COMMENT.sub("", text)):
            if _SELECTOR.fullmatch(rule[1]):
                kept.append(f"{rule[1].strip()}{{{self._declarations(rule[2], self.properties_of_rules, paints)}}}")
            else:
                self.left_out.add("style")
        self.painted_by_rules.update(target_id for _, target_id in paints)
        return "\n".join(kept)


def _is_allowed_value(name: str, value: str) -> bool:
    if _FORBIDDEN_IN_VALUE.search(_LOCAL_URL.sub("", value)):
        return False
    if name == "points" and len(_NUMBER.findall(value)) > 2 * _MAX_POINTS:
        return False
    if name in _STRICT_VALUES:
        return _STRICT_VALUES[name].fullmatch(value.strip()) is not None
    return name in _FREE_ATTRIBUTES or _HUGE_NUMBER.search(_HEX_COLOR.sub("", value)) is None


def _check_cost(root: _Element, elements_by_id: dict[str, _Element], opacity_by_rules: bool) -> None:
    """Raise SvgError where drawing costs too much.

    Each element counts as often as it is referred to.
    """
    open_elements: set[int] = set()

    def measure(element: _Element, depth: int) -> _Cost:
        if element.cost is not None:
            if depth + element.cost.depth > _MAX_DEPTH:
                raise SvgError("deep")
            return element.cost
        if id(element) in open_elements:
            raise SvgError("use")  # a circle of references
        if depth > _MAX_DEPTH:
            raise SvgError("deep")
        open_elements.add(id(element))
        drawn = 1
        vertices = 1 + len(element.attributes.get("d", "") + element.attributes.get("points", "")) // 4
        deepest = 0
        parts = [child for child in element.elements() if child.name not in _UNDRAWN or element.name in _GRADIENTS]
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
            if target.name in _LAYER_COST:
                # All but masks are inherited: they paint each element inside, and markers each vertex.
                times = 1 if name == "mask" else vertices if name.startswith("marker") else drawn
                extra += times * (cost.drawn + _LAYER_COST[target.name])
        if element.name in _CONTAINERS and (opacity_by_rules or "opacity" in element.properties):
            extra += _OPACITY_COST
        if drawn + extra > _MAX_COST:
            raise SvgError("use")
        open_elements.discard(id(element))
        element.cost = _Cost(drawn + extra, vertices, deepest)
        return element.cost

    measure(root, 0)
    # Undrawn elements are measured too: the renderer follows chains of gradients among them.
    for element in elements_by_id.values():
        measure(element, 0)


def _escape(text: str) -> str:
    """Return `text` escaped for XML, without loading `html` for it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _write(element: _Element, parts: list[str]) -> None:
    """Append an element as XML to `parts`."""
    parts.append(f"<{element.name}")
    parts.extend(f' {name}="{_escape(value)}"' for name, value in element.attributes.items())
    if not element.children:
        parts.append("/>")
        return
    parts.append(">")
    for child in element.children:
        if isinstance(child, _Element):
            _write(child, parts)
        else:
            parts.append(_escape(child))
    parts.append(f"</{element.name}>")
