"""Words that are copied look as if they had been set, stand still on whole pixels, and never fill the memory."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage

from desktop.render import text_cache
from desktop.render.frame import Font, Frame, TextRun
from desktop.render.paint import paint
from desktop.render.picture_cache import PictureCache, Share
from desktop.render.text import measure_text

pytestmark = pytest.mark.usefixtures("qapp")

WIDTH, HEIGHT = 420, 60


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin without a word."""
    monkeypatch.setattr(text_cache, "_images", PictureCache(Share.TEXTS))
    monkeypatch.setattr(text_cache, "_missed", {})
    monkeypatch.setattr(text_cache, "_expected", {})
    monkeypatch.setattr(text_cache, "_without", {})


def run(text: str = "Águeda, 14 h", x: float = 12.0, *, font: Font | None = None, color: str = "#f3eadd") -> TextRun:
    font = font or Font("body", 24.0, 600)
    return TextRun(x, 40.0, text, font, color, measure_text(text, font))


def painted(*runs: TextRun, text_background: str = "", ground: str = "#120d0c", scale: float = 1.0) -> QImage:
    from PySide6.QtGui import QPainter

    image = QImage(round(WIDTH * scale), round(HEIGHT * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor(ground))
    painter = QPainter(image)
    paint(painter, Frame(WIDTH, HEIGHT, None, runs), QRectF(0, 0, WIDTH, HEIGHT), text_background=text_background)
    painter.end()
    return image


def painted_from_images(*runs: TextRun, ground: str = "#120d0c", scale: float = 1.0, below: str = "") -> QImage:
    """Paint runs twice with all their images made in between; return the second picture."""
    for _ in range(2):
        picture = painted(*runs, text_background=below or ground, ground=ground, scale=scale)
        assert not text_cache.make_missed_images(60.0)
    return picture


def difference(one: QImage, other: QImage) -> int:
    """Return by how much any channel of any pixel differs at most."""
    first, second = bytes(one.constBits()), bytes(other.constBits())
    assert len(first) == len(second)
    return max(abs(a - b) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("family", ["body", "display", "han", "mono"])
@pytest.mark.parametrize(("color", "ground"), [("#f3eadd", "#120d0c"), ("#a79889", "#120d0c"), ("#221a16", "#f6f0e6")])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_a_copied_word_looks_like_one_that_was_set(family: str, color: str, ground: str, scale: float) -> None:
    words = run("Águeda 白毛女, 14 h", font=Font(family, 24.0), color=color)
    set_ = painted(words, ground=ground, scale=scale)
    copied = painted_from_images(words, ground=ground, scale=scale)
    assert len(text_cache._images), "it was set, not copied"
    assert difference(set_, copied) <= (
        6 if scale != 1.5 else 90
    )  # glyphs of an odd scale may differ by a quarter pixel


def test_a_word_keeps_its_letters_and_its_place_however_often_it_is_painted() -> None:
    words = run(x=12.4)
    first = painted(words, text_background="#120d0c")
    again = [painted_from_images(words) for _ in range(3)]
    assert len(text_cache._images) == 1
    assert all(difference(first, one) <= 6 for one in again)
    assert all(difference(again[0], one) == 0 for one in again)
    moved = painted(run(x=12.1), text_background="#120d0c")
    assert difference(again[-1], moved) == 0


def test_a_word_reaches_the_same_pixels_from_another_whole_place() -> None:
    here, there = painted_from_images(run(x=12.0)), painted_from_images(run(x=57.0))
    assert here.copy(0, 0, 200, HEIGHT) == there.copy(45, 0, 200, HEIGHT)


@pytest.mark.parametrize(
    ("color", "text_background", "bar"),
    [("#201614", "#120d0c", "#d9a95b"), ("#fbf8f2", "#f6f0e6", "#8a2a20")],
)
def test_a_name_on_a_bar_is_copied_too_though_it_has_the_tone_of_the_ground(
    color: str, text_background: str, bar: str
) -> None:
    words = run(color=color)
    copied = painted_from_images(words, ground=bar, below=text_background)
    assert len(text_cache._images) == 1
    # Letters are blended with a gamma that knows the ground.
    assert difference(copied, painted(words, ground=bar)) <= 24


def test_letters_far_above_and_below_their_line_are_copied_whole() -> None:
    words = run("Ǻ, ţ Ệ ỵ (Q)")
    assert difference(painted_from_images(words), painted(words)) <= 6


@pytest.mark.parametrize("family", ["body", "display"])
@pytest.mark.parametrize(
    "words", ["f", "jf", "of", "\u00fff", "\u0142", "\u0434\u0444", "f\u2019 \u03a9\u03c6", "\u0230", "\u01d5"]
)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_letters_that_reach_beyond_their_advance_are_copied_whole(family: str, words: str, scale: float) -> None:
    slanted = run(words, x=60.0, font=Font(family, 48.0, italic=True))
    assert difference(painted_from_images(slanted, scale=scale), painted(slanted, scale=scale)) <= 6


def test_words_without_ink_are_no_picture() -> None:
    painted_from_images(run("   "))
    assert not text_cache._images


def test_without_a_ground_nothing_is_copied() -> None:
    painted(run())
    assert not text_cache._missed


def test_pictures_of_words_never_take_more_than_their_share(monkeypatch: pytest.MonkeyPatch) -> None:
    images = text_cache._images
    monkeypatch.setattr(type(images), "max_bytes", 100_000)
    for number in range(40):
        painted_from_images(run(f"Event {number}"))
    assert 50_000 < images.used_bytes <= 100_000


def test_images_are_made_between_paintings_the_last_text_first(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = [run(f"Event {number}") for number in range(5)]
    painted(*runs, text_background="#120d0c")
    assert not text_cache._images
    made: list[str] = []
    monkeypatch.setattr(text_cache, "_render_text", lambda text, *_: made.append(text))
    text_cache.make_missed_images(60.0)
    assert made == [f"Event {number}" for number in (4, 3, 2, 1, 0)]


def test_a_text_that_is_missed_three_times_in_one_painting_is_copied_at_once() -> None:
    runs = [run("The e…", 12.0 + 120 * number) for number in range(3)]
    painted(*runs[:2], text_background="#120d0c")
    painted(*runs[:2], text_background="#120d0c")
    assert not text_cache._images
    picture = painted(*runs, text_background="#120d0c")
    assert [key[0] for key in text_cache._images._entries] == ["The e…"]
    assert not text_cache._missed
    assert difference(picture, painted(*runs)) <= 12


def test_expected_texts_have_images_before_they_are_painted_after_those_that_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text_cache.expect_texts([run("Later"), run("Event 1")], "#120d0c", 1.0)
    painted(run("Event 1"), run("Event 2"), text_background="#120d0c")
    made: list[str] = []
    render = text_cache._render_text
    monkeypatch.setattr(text_cache, "_render_text", lambda text, *rest: made.append(text) or render(text, *rest))
    assert not text_cache.make_missed_images(60.0)
    assert made == ["Event 2", "Event 1", "Later"]
    painted(run("Later"), text_background="#120d0c")
    assert not text_cache._missed


def test_texts_that_wait_longest_are_given_up_when_too_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_cache, "_MAX_MISSED", 3)
    painted(*(run(f"Event {number}") for number in range(5)), text_background="#120d0c")
    assert [key[0] for key in text_cache._missed] == ["Event 2", "Event 3", "Event 4"]


def test_no_time_makes_no_image() -> None:
    painted(run(), text_background="#120d0c")
    assert text_cache.make_missed_images(0.0)
    assert not text_cache._images


def test_a_text_that_gets_no_image_waits_for_none_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_cache, "_MAX_MISSED", 4)
    painted_from_images(run(" "))
    assert not len(text_cache._images)
    painted(run(" "), text_background="#120d0c")
    assert not text_cache._missed
    for number in range(1, 9):
        painted_from_images(run(number * "\u00a0"))
    assert len(text_cache._without) == 4, "no more of them are kept than of those that wait"
