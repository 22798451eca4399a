"""Rewrites an SVG from allowed elements.

Qt's SVG renderer reads files by `image` and by stylesheets, and lets a `use` of a `use` of a `use` draw 10^9 shapes
from 2 KB. Nothing of the original text is passed on: what is not on the lists below is left out, what costs too much is
refused.
"""

from __future__ import annotations

import re
import zlib
from typing import Final
from xml.parsers import expat

from desktop.fast_dataclass import dataclass
from desktop.render.svg.svg_cost import CONTAINERS, GRADIENTS, LAYER_COST, MAX_DEPTH, UNDRAWN, check_cost
from desktop.render.svg.svg_element import SvgElement, SvgError, write_element

MAX_SVG_BYTES: Final = 8_000_000
"""The most bytes of an SVG, also once it is unpacked."""

_MAX_ELEMENTS: Final = 50_000
_MAX_LETTERS: Final = 20_000
_MAX_MATCHES: Final = 12_000_000  # selectors times elements: the renderer tries each with each, 17 in a microsecond
_MAX_POINTS: Final = 60_000  # of a polygon: with more, the renderer fills nothing and warns

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SHAPES: Final = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_TEXTS: Final = frozenset({"text", "tspan"})
_ALLOWED_ELEMENTS: Final = CONTAINERS | _SHAPES | _TEXTS | UNDRAWN | {"use"}
_HARMLESS_ELEMENTS: Final = frozenset({"title", "desc", "metadata"})
"""Elements that are never drawn: leaving them out is not reported."""
_WITH_TEXT: Final = _TEXTS | {"style"}
_WITH_REFERENCE: Final = GRADIENTS | {"use", "pattern"}

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
_SELECTOR: Final = re.compile(r"[\w\s.#,>+~*:\-]+")


@dataclass(slots=True)
class FilteredSvg:
    """Holds a filtered SVG and the names that were left out."""

    data: bytes
    left_out: tuple[str, ...] = ()


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
        if target is not None and target.name in LAYER_COST:
            del reader.elements_by_id[target_id], target.attributes["id"]
            reader.left_out.add(target.name)
    if reader.selector_count * reader.element_count > _MAX_MATCHES:
        raise SvgError("large")
    check_cost(root, reader.elements_by_id, "opacity" in reader.properties_of_rules)
    root.attributes = {"xmlns": _SVG, "xmlns:xlink": _XLINK, **root.attributes}
    parts: list[str] = []
    write_element(root, parts)
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
        self.root: SvgElement | None = None
        self.elements_by_id: dict[str, SvgElement] = {}
        self.properties_of_rules: set[str] = set()
        self.painted_by_rules: set[str] = set()  # the ids that a stylesheet refers to
        self.left_out: set[str] = set()
        self.selector_count = 0
        self.element_count = 0
        self._open: list[SvgElement] = []
        self._depth = 0
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
        self.element_count += 1
        if self.element_count > _MAX_ELEMENTS:
            raise SvgError("large")
        if self._depth > MAX_DEPTH:
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

    def _element(self, name: str, attributes: dict[str, str]) -> SvgElement:
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
        return SvgElement(name, kept, references, properties, paints)

    def _declarations(self, text: str, properties: set[str], paints: list[tuple[str, str]]) -> str:
        """Return the allowed declarations of a style.

        Adds their names to `properties`, and their references to `paints`.
        """
        kept = []
        for declaration in _without_comments(text).split(";"):
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
        for rule in _without_comments(text).split("}")[:-1]:
            selectors, is_rule, declarations = rule.rpartition("{")
            selector = selectors.rpartition("{")[2].strip()
            if is_rule and _SELECTOR.fullmatch(selector):
                self.selector_count += selector.count(",") + 1
                kept.append(f"{selector}{{{self._declarations(declarations, self.properties_of_rules, paints)}}}")
            elif is_rule:
                self.left_out.add("style")
        self.painted_by_rules.update(target_id for _, target_id in paints)
        return "\n".join(kept)


def _without_comments(text: str) -> str:
    """Return a style without its comments.

    One that does not end takes all that follows. A pattern would look for the end of each anew.
    """
    parts = []
    start = 0
    while (comment := text.find("/*", start)) >= 0:
        parts.append(text[start:comment])
        end = text.find("*/", comment + 2)
        if end < 0:
            return "".join(parts)
        start = end + 2
    return "".join([*parts, text[start:]])


def _is_allowed_value(name: str, value: str) -> bool:
    if _FORBIDDEN_IN_VALUE.search(_LOCAL_URL.sub("", value)):
        return False
    if name == "points" and len(_NUMBER.findall(value)) > 2 * _MAX_POINTS:
        return False
    if name in _STRICT_VALUES:
        return _STRICT_VALUES[name].fullmatch(value.strip()) is not None
    return name in _FREE_ATTRIBUTES or _HUGE_NUMBER.search(_HEX_COLOR.sub("", value)) is None
