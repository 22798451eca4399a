"""Inline marks in every text, paragraphs and lists in longer ones; no HTML."""

from __future__ import annotations

from hypothesis import given, strategies as st

from desktop.story.markdown import MarkdownBlock, Span, parse_blocks, parse_inline, parse_line, plain_text


def test_marks_become_styles():
    assert parse_inline("a **b** *c* `d` [e](https://f.example)") == (
        Span("a "),
        Span("b", strong=True),
        Span(" "),
        Span("c", emphasis=True),
        Span(" "),
        Span("d", code=True),
        Span(" "),
        Span("e", link="https://f.example"),
    )


def test_marks_nest():
    assert parse_inline("**a *b* c**") == (
        Span("a ", strong=True),
        Span("b", strong=True, emphasis=True),
        Span(" c", strong=True),
    )


def test_a_mark_that_is_never_closed_stands_for_itself():
    assert plain_text("2 * 3 = 6 and **so on") == "2 * 3 = 6 and **so on"


def test_an_escaped_mark_is_a_sign():
    assert parse_inline(r"five \*stars\*") == (Span("five *stars*"),)


def test_html_is_text():
    assert parse_inline("<b>no</b>") == (Span("<b>no</b>"),)


def test_paragraphs_and_lists():
    assert parse_blocks("one\ntwo\n\n- three\n- *four*\n2. five") == (
        MarkdownBlock((Span("one two"),)),
        MarkdownBlock((Span("three"),), "•"),
        MarkdownBlock((Span("four", emphasis=True),), "•"),
        MarkdownBlock((Span("five"),), "2."),
    )


@given(st.text())
def test_no_text_is_refused_or_lost(text: str):
    shown = plain_text(text)
    assert not set(shown) - set(text) - {" "}
    letters = [sign for sign in text if sign.isalpha()]
    if not set(text) & set("[](`"):
        assert [sign for sign in shown if sign.isalpha()] == letters


def test_a_backslash_at_the_end_of_a_line_keeps_its_break() -> None:
    assert parse_line("one\\\ntwo\nthree")[0].text == "one\u2028two three"
    assert parse_blocks("one  \\\ntwo\n\nthree")[0].spans[0].text == "one\u2028two"
    assert parse_line("one\\\\\ntwo")[0].text == "one\\ two"
    assert plain_text("one\\\ntwo") == "one two"


def test_a_sign_before_a_number_stays_and_numbers_of_a_list_are_as_written():
    assert [block.bullet for block in parse_blocks("+ more\n- fewer\n1) one\n2. two")] == ["•", "•", "1)", "2."]
    (block,) = parse_blocks("+ 36 %")
    assert not block.bullet
    assert "".join(span.text for span in block.spans) == "+ 36 %"
