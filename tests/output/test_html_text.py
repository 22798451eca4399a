"""Markdown becomes HTML that can do no harm, the same for every file that holds HTML."""

from __future__ import annotations

import pytest

from desktop.output.html_text import to_html, to_html_blocks
from desktop.output.web.html import blocks, inline


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\ntwo", "one two"),
        ("one\\\ntwo", "one<br>two"),
        ("**b** and *i* & `<c>`", "<strong>b</strong> and <em>i</em> &amp; <code>&lt;c&gt;</code>"),
        ("[a](javascript:x)", "a"),
    ],
)
def test_inline_marks_breaks_and_signs(text: str, html: str) -> None:
    assert to_html(text) == inline(text) == html


def test_paragraphs_and_lists() -> None:
    text = "one\\\ntwo\n\n- a\n- b\n\n1. c"
    html = "<p>one<br>two</p><ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>"
    assert to_html_blocks(text) == blocks(text) == html


def test_a_link_of_a_page_opens_beside_it() -> None:
    assert to_html("[a](https://example.org)") == '<a href="https://example.org">a</a>'
    assert 'target="_blank" rel="noopener noreferrer">a</a>' in inline("[a](https://example.org)")
