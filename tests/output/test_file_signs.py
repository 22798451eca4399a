"""What a text may not hold in a file: no format breaks by it, and none loses what it can hold."""

from __future__ import annotations

from xml.dom import minidom

import pytest

from desktop.output.file_signs import clean_drawing, clean_slides, clean_text
from desktop.output.xml_element import escape_xml, xml_element

NO_TEXT = ("\x00", "\x08", "\x0b", "\x0c", "\x1f", "\x7f", "\x85", "\x9f", "\ud800", "\udfff", "\ufffe", "\uffff")
OVERRIDES, ISOLATES = ("\u202a", "\u202d", "\u202e"), ("\u2066", "\u2068", "\u2069")
PLAIN = "a\tb\nc\r\u00a0é שלום 漢 😀\u00ad\u200d\u200e"


@pytest.mark.parametrize(
    ("clean", "instead", "dropped"),
    [
        (clean_text, "\ufffd", (*NO_TEXT, *OVERRIDES, *ISOLATES)),
        (clean_drawing, "\ufffd", NO_TEXT),
        (clean_slides, "", (*NO_TEXT, *OVERRIDES)),
    ],
)
def test_each_format_drops_what_it_may_not_hold_and_nothing_else(clean, instead, dropped):
    assert clean(PLAIN) == PLAIN
    for sign in (*NO_TEXT, *OVERRIDES, *ISOLATES):
        assert clean(f"a{sign}b") == (f"a{instead}b" if sign in dropped else f"a{sign}b"), hex(ord(sign))


def test_an_element_is_read_back_as_it_was_meant():
    said = "a < b & \"c\" 'd' ]]>"
    written = xml_element("x:y", escape_xml(said), [("z", escape_xml(said)), ("w", "1")])
    (element,) = minidom.parseString(f'<r xmlns:x="u">{written}</r>').documentElement.childNodes
    assert (element.firstChild.data, element.getAttribute("z"), element.getAttribute("w")) == (said, said, "1")
    assert xml_element("x", "", []) == "<x/>"
