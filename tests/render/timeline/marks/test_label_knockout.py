"""No line of the grid runs through a word."""

from __future__ import annotations

from hypothesis import given, strategies as st

from desktop.render.frame import Font, MarkBatch, Polyline, Rectangle, TextRun
from desktop.render.timeline.marks.label_knockout import WordBoxes

FONT = Font("body", 20.0)
LINE = MarkBatch("box", (50.0, 0.0, 1.0, 100.0), "#ffffff")


def parts(items: list[object]) -> list[tuple[float, float]]:
    """Return top and bottom of all pieces of a line."""
    found: list[tuple[float, float]] = []
    for item in items:
        assert isinstance(item, MarkBatch)
        tops, heights = item.coordinates[1::4], item.coordinates[3::4]
        found += [(top, top + height) for top, height in zip(tops, heights, strict=True)]
    return found


def test_a_line_stops_before_a_word_and_goes_on_behind_it() -> None:
    assert parts(WordBoxes([TextRun(40.0, 60.0, "word", FONT, "#fff", 30.0)], 4.0).around([LINE])) == [
        (0.0, 39.0),
        (68.0, 100.0),
    ]


def test_a_word_beside_a_line_changes_nothing() -> None:
    assert WordBoxes([TextRun(60.0, 60.0, "word", FONT, "#fff", 30.0)], 4.0).around([LINE]) == [LINE]


def test_a_line_in_words_alone_is_gone() -> None:
    short = MarkBatch("box", (50.0, 45.0, 1.0, 10.0), "#ffffff")
    assert WordBoxes([TextRun(40.0, 60.0, "word", FONT, "#fff", 30.0)], 4.0).around([short]) == []


def test_what_is_no_vertical_line_stays() -> None:
    items = [
        Rectangle(0, 0, 9, 9),
        Polyline((0.0, 0.0, 100.0, 100.0), "#fff"),
        TextRun(0.0, 50.0, "a", FONT, "#fff", 90.0),
    ]
    assert WordBoxes([TextRun(0.0, 50.0, "word", FONT, "#fff", 90.0)], 4.0).around(items) == items


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 120), st.floats(1, 80)), max_size=12), st.floats(0, 100))
def test_no_part_of_a_line_crosses_a_word(places: list[tuple[float, float, float]], x: float) -> None:
    words = [TextRun(left, baseline, "word", FONT, "#fff", width) for left, baseline, width in places]
    line = Polyline((x, 0.0, x, 100.0), "#fff", 1.0, (5.0, 4.0))
    covered = 0.0
    for piece in WordBoxes(words, 4.0).around([line]):
        assert isinstance(piece, Polyline)
        _, top, _, bottom = piece.points
        assert 0 <= top < bottom <= 100
        assert piece.dash == line.dash
        covered += bottom - top
        for word in words:
            if word.x <= x <= word.x + word.width:
                assert bottom <= word.y - 14 or top >= word.y + 4  # x-height and descenders of 20 px letters
    assert covered <= 100
