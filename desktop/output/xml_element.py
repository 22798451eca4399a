"""Write one element of XML."""

from __future__ import annotations

from html import escape


def escape_xml(text: str) -> str:
    """Return a text for the content of an element or attribute.

    Attributes stand in double quotes, so that an apostrophe is none of them.
    """
    return escape(text, quote=False).replace('"', "&quot;")


def xml_element(name: str, content: str, attributes: list[tuple[str, str]]) -> str:
    """Return an element; its content and attributes are escaped before."""
    start = " ".join([name, *(f'{key}="{value}"' for key, value in attributes)])
    return f"<{start}>{content}</{name}>" if content else f"<{start}/>"
