"""What the frame check finds, on frames of a few items, and what it leaves alone."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from desktop.render.check.finding import Finding
from desktop.render.check.frame_check import check_frame
from desktop.render.frame import (
    Background,
    Ellipse,
    Font,
    Frame,
    GradientStop,
    HitZone,
    Image,
    Item,
    LinearGradient,
    Polyline,
    PopClip,
    PushClip,
    RadialGradient,
    Rectangle,
    RingSegment,
    TextRun,
    VectorPath,
)
from desktop.render.text import TextStyle, break_text, measure_text
from desktop.render.theme import CINEMA, body_font, display_font

pytestmark = pytest.mark.usefixtures("painter_ready")
PAPER = CINEMA.paper
PLAIN = Background(CINEMA.background)


def run(text: str, x: float, y: float, size: float = 35.0, color: str = PAPER, font: Font | None = None) -> TextRun:
    font = font or body_font(size)
    return TextRun(x, y, text, font, color, measure_text(text, font))


def check(*items: Item, background: Background = PLAIN, zones: tuple[HitZone, ...] = ()) -> tuple[Finding, ...]:
    return check_frame(Frame(1920.0, 1080.0, background, items, zones))


def kinds(*items: Item, background: Background = PLAIN) -> list[str]:
    return [finding.kind for finding in check(*items, background=background)]


def test_two_texts_on_each_other_are_named_with_the_place_of_the_lower_one():
    zones = (HitZone(90, 150, 400, 80, "text", ("slide", "a", "title")),)
    (finding,) = check(run("The treaty of Verdun", 100, 200), run("is signed in 843", 130, 206), zones=zones)
    assert (finding.kind, finding.path) == ("overlap", ("slide", "a", "title"))
    assert (finding.text, finding.other) == ("The treaty of Verdun", "is signed in 843")
    assert finding.amount > 2


def test_two_texts_that_meet_by_two_pixels_are_left_alone():
    first = run("nnn", 100, 200)
    assert kinds(first, run("nnn", 100 + first.width - 1.5, 260), run("nnn", 100 + first.width, 200)) == []


def test_line_boxes_that_meet_are_no_collision_where_no_letter_does():
    # Two lines 0.8 em apart: their boxes meet, and the letters without ascenders do not.
    assert kinds(run("nnn mmm", 100, 200, 100), run("nnn mmm", 100, 280, 100)) == []
    assert kinds(run("ggg", 100, 200, 100), run("hhh", 100, 280, 100)) == ["overlap"]


def test_a_descender_beside_an_ascender_is_no_collision():
    # The box of “nnng” meets that of “hnnn”, and the g stands far from the h.
    assert kinds(run("nnnnnng", 100, 200, 100), run("hnnnnnn", 100, 280, 100)) == []


@pytest.mark.parametrize("text", ["Ägypten ÉTÉ Ýg", "Ặp Ổg", "سلام عليكم", "שָׁלוֹם", "漢字かな交じり文", "हिन्दी में"])
def test_a_title_of_two_lines_meets_nothing(text):
    block = break_text(f"{text} {text} {text}", TextStyle(display_font(86), PAPER, leading=1.36), 900)
    assert set(kinds(*block.runs_at(120, 300))) <= {"glyph"}


def test_a_vowel_sign_makes_no_box_that_reaches_across_the_slide():
    rule = Polyline((100, 600, 900, 600), PAPER, 2.0)
    assert set(kinds(rule, run("كتابًا قاضٍ", 200, 300))) <= {"glyph"}


def test_copies_around_a_text_are_its_halo():
    halo = [run("Suez", 200 + dx, 300 + dy, color=CINEMA.background) for dx in (-2, 2) for dy in (-2, 2)]
    assert kinds(*halo, run("Suez", 200, 300)) == []
    assert kinds(run("Suez", 200, 300), run("Suez", 220, 300)) == ["overlap"]


def test_a_rule_through_a_text_is_found_and_one_below_it_is_not():
    text = run("struck out", 200, 300)
    assert kinds(Polyline((100, 290, 900, 290), PAPER, 1.5), text) == ["struck"]
    assert kinds(Polyline((100, 320, 900, 320), PAPER, 1.5), text) == []


def test_a_line_of_a_chart_through_a_label_is_found_wherever_its_ends_are():
    assert kinds(Polyline((0, 0, 1000, 600), PAPER, 3.0), run("4.8", 480, 300)) == ["struck"]
    assert kinds(Polyline((0, 0, 1000, 600), PAPER, 3.0), run("4.8", 800, 300)) == []


def test_what_lies_between_a_line_and_a_text_hides_the_line():
    line, text = Polyline((100, 290, 900, 290), PAPER, 1.5), run("on a chip", 200, 300)
    chip = Rectangle(190, 260, text.width + 20, 60, CINEMA.background)
    assert kinds(line, chip, text) == []
    assert kinds(chip, line, text) == ["struck"]
    halo = [run("on a chip", 200 + dx, 300, color=CINEMA.background) for dx in (-3, 3)]
    assert kinds(line, *halo, text) == []


def test_a_text_lies_on_its_card_and_not_over_its_edge():
    text = run("a card", 200, 300)
    assert kinds(Rectangle(150, 250, 400, 100, "#3a2c28"), text) == []
    assert kinds(Rectangle(150, 250, 80, 100, "#3a2c28"), text) == ["struck"]


def test_a_shape_painted_on_a_text_hides_it():
    assert kinds(run("hidden", 200, 300), Rectangle(150, 250, 400, 100, "#3a2c28")) == ["struck"]


def test_a_dot_a_ring_and_a_path_are_marks():
    text = run("mark", 200, 300)
    assert kinds(Ellipse(215, 290, 9, 9, PAPER), text) == ["struck"]
    assert kinds(RingSegment(240, 288, 60, 20, 0, 360, "#3a2c28"), text) == []  # it lies in the hole
    assert kinds(RingSegment(200, 288, 60, 20, 0, 360, "#6a5c58"), text) == ["struck"]
    path = VectorPath((("M", 150.0, 290.0), ("C", 200.0, 200.0, 250.0, 380.0, 400.0, 290.0)), stroke=PAPER)
    assert kinds(path, text) == ["struck"]


def test_what_a_clip_hides_of_a_mark_runs_through_nothing():
    bar, text = Rectangle(250, 280, 400, 29, "#d9a95b"), run("a name", 200, 300)
    assert kinds(text, PushClip(text.x + text.width + 4, 0, 900, 1080), bar, PopClip()) == []
    assert kinds(text, PushClip(text.x + 20, 0, 900, 1080), bar, PopClip()) == ["struck"]


def test_a_glow_has_no_edge():
    glow = RadialGradient(200, 290, 56, (GradientStop(0, "#d9a95b66"), GradientStop(1, "#d9a95b00")))
    assert kinds(Ellipse(200, 290, 56, 56, glow), run("glow", 220, 300)) == []


def test_a_text_that_leaves_the_canvas_or_its_clip_is_found():
    assert kinds(run("out of the room", 1850, 300)) == ["outside"]
    assert kinds(run("below", 300, 1090)) == ["outside"]
    assert kinds(PushClip(100, 0, 200, 1080), run("a label cut by its lane", 250, 300), PopClip()) == ["outside"]
    assert kinds(PushClip(100, 0, 200, 1080), run("not seen at all", 650, 300), PopClip()) == []


def test_a_text_below_the_smallest_size_is_found():
    (finding,) = check(run("small print", 100, 300, 20))
    assert (finding.kind, finding.amount) == ("small", 20.0)


def test_contrast_is_that_on_the_real_ground():
    # Vermilion is 4.4 : 1 on the plain ground and 3.3 : 1 in the middle of its own glow.
    background = CINEMA.background_with_glow("vermilion", 300, 290, strength=1.0)
    assert kinds(run("KICKER", 250, 300, 24, CINEMA.vermilion), background=background) == ["contrast"]
    assert kinds(run("muted", 250, 300, 24, CINEMA.muted)) == []
    (finding,) = check(run("a track’s name", 250, 300, 24, "#7c3aed"))
    assert finding.kind == "contrast"
    assert finding.amount == pytest.approx(3.4, abs=0.1)


def test_a_large_text_needs_three_to_one():
    color = "#6f655c"  # about 3.4 : 1 on the ground
    assert kinds(run("large", 250, 300, 35, color)) == []
    assert kinds(run("small", 250, 300, 29, color)) == ["contrast"]


def test_a_card_under_a_text_is_its_ground():
    card = Rectangle(100, 200, 700, 200, "#f3eadd")
    assert kinds(card, run("white on white", 200, 300)) == ["contrast"]
    assert kinds(card, run("dark on white", 200, 300, color="#120d0c")) == []
    fading = LinearGradient(100, 0, 800, 0, (GradientStop(0, "#f3eadd00"), GradientStop(1, "#f3eadd")))
    long = "a line that runs from the dark to the light"
    assert kinds(Rectangle(100, 200, 700, 200, fading), run(long, 110, 300)) == ["contrast"]


def test_a_picture_under_a_text_is_sampled(tmp_path):
    file = tmp_path / "halves.png"
    picture = QImage(64, 32, QImage.Format.Format_RGB32)
    picture.fill(0xFF101010)
    for x in range(32, 64):
        for y in range(32):
            picture.setPixel(x, y, 0xFFF0F0F0)
    assert picture.save(str(file))
    image = Image(0, 0, 1920, 960, str(file), str(tmp_path), "cover", version=file.stat().st_mtime_ns)
    assert kinds(image, run("on the dark half", 200, 300)) == []
    assert kinds(image, run("on the light half", 1200, 300)) == ["contrast"]
    scrim = Rectangle(1100, 200, 700, 200, "#120d0cd8")
    assert kinds(image, scrim, run("on a scrim", 1200, 300)) == []


@pytest.fixture
def photograph(tmp_path):
    """Return what makes a picture of one colour at a place, opaque or in the middle of nothing."""

    def make(*bounds: float, is_opaque: bool = True) -> Image:
        file = tmp_path / f"{is_opaque}.png"
        picture = QImage(64, 32, QImage.Format.Format_ARGB32)
        picture.fill(0xFF202020 if is_opaque else 0x00000000)
        for x in range(16, 48):
            picture.setPixel(x, 16, 0xFF202020)
        assert picture.save(str(file))
        return Image(*bounds, str(file), str(tmp_path), version=file.stat().st_mtime_ns)

    return make


@pytest.mark.parametrize(
    "bounds", [(230, 100, 900, 600), (100, 100, 160, 600), (100, 100, 900, 188), (100, 286, 900, 300)]
)
def test_words_across_an_edge_of_a_picture_are_found(photograph, bounds):
    text = run("on both sides", 200, 300)
    (finding,) = check(photograph(*bounds), text)
    assert (finding.kind, finding.other) == ("struck", "picture")


def test_words_in_a_picture_beside_it_and_on_a_plate_over_its_edge_are_left_alone(photograph):
    text = run("beside", 200, 300)
    for bounds in ((100, 100, 900, 600), (202 + text.width, 100, 900, 600), (100, 310, 900, 600), (100, 100, 900, 172)):
        assert kinds(photograph(*bounds), text) == [], bounds
    plate = Rectangle(180, 250, text.width + 40, 70, CINEMA.background)
    assert kinds(photograph(230, 100, 900, 600), plate, text) == []


def test_words_over_a_figure_without_a_ground_cross_no_edge(photograph):
    assert kinds(photograph(230, 100, 900, 600, is_opaque=False), run("on both sides", 200, 300)) == []


def test_a_picture_painted_on_words_hides_them(photograph):
    text = run("hidden", 200, 300)
    assert [finding.other for finding in check(text, photograph(100, 100, 900, 600))] == ["picture"]
    assert kinds(text, photograph(100, 320, 900, 600)) == []


def test_letters_over_the_upper_edge_of_a_card_are_found_and_those_of_a_low_bar_may_overhang():
    text = run("bdfhk", 200, 300)
    top = 300 - 0.7 * 35 + 6
    assert kinds(Rectangle(150, top, 400, 200, "#3a2c28"), text) == ["struck"]
    assert kinds(Rectangle(150, top, 400, 30, "#3a2c28"), text) == []


def test_the_golden_slides_have_no_text_on_another():
    from desktop.render.layouts.slide_layout import layout
    from tests.golden_stories import golden_stories

    for name, story in golden_stories().items():
        for language in story.languages:
            frame = layout(story.slides[0], story, language)
            assert [one for one in check_frame(frame) if one.kind in ("overlap", "outside")] == [], name
