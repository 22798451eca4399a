"""Pictures are shown whole or cropped around their focus, with round corners, never blown up, and dark art on a plate."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.output.story_check import check_pictures
from desktop.render.frame import Frame, Image, Rectangle, TextRun
from desktop.render.images import image_rect
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.grid import CANVASES
from desktop.render.paint import frame_to_image
from desktop.story.load.load import load_text

pytestmark = pytest.mark.usefixtures("painter_ready")
HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'


def paint_file(path, width: int, height: int, color: str = "#d9b47a", *, alpha: bool = False) -> None:
    kind = QImage.Format.Format_ARGB32 if alpha else QImage.Format.Format_RGB32
    image = QImage(width, height, kind)
    image.fill(Qt.GlobalColor.transparent if alpha else QColor(color))
    if alpha:
        painter = QPainter(image)
        painter.fillRect(width // 4, height // 4, width // 2, height // 2, QColor(color))
        painter.end()
    assert image.save(str(path))


def shown(folder, keys: str, layout_name: str = "statement", *, title: str = "T", aspect: str = "16:9") -> Frame:
    slide = f"[[slide]]\nid = 's'\nlayout = '{layout_name}'\ntitle = '{title}'\n{keys}"
    story = load_text(HEAD + slide, folder=folder).story
    assert story is not None
    assert not story.slides[0].has_error
    return layout(story.slides[0], story, "en", aspect=aspect)


def picture(frame: Frame) -> Image:
    (item,) = [item for item in frame.items if isinstance(item, Image)]
    return item


def test_the_focus_stays_in_view_and_in_the_middle_where_it_can():
    room = QRectF(0, 0, 100, 100)
    for across, left in ((0.0, 0.0), (0.25, 0.0), (0.5, -50.0), (0.6, -70.0), (1.0, -100.0)):
        whole = image_rect((200, 100), room, "cover", (across, 0.5))
        assert whole.getRect() == pytest.approx((left, 0.0, 200.0, 100.0))
    assert image_rect((200, 100), room, "contain", (0.0, 0.0)) == image_rect((200, 100), room, "contain")


def test_a_photo_has_the_corners_of_cards_and_its_own_shape(tmp_path):
    paint_file(tmp_path / "photo.png", 1600, 1200)
    item = picture(shown(tmp_path, "image = 'photo.png'"))
    assert item.radius == 20.0
    assert item.width / item.height == pytest.approx(4 / 3)
    assert item.focus is None


def test_a_cropped_photo_fills_its_room_around_its_focus(tmp_path):
    image = QImage(1600, 800, QImage.Format.Format_RGB32)
    image.fill(QColor("#0000ff"))
    painter = QPainter(image)
    painter.fillRect(0, 0, 400, 800, QColor("#ff0000"))
    painter.end()
    image.save(str(tmp_path / "photo.png"))
    for focus, color in (("0% 50%", "#ff0000"), ("100% 50%", "#0000ff")):
        frame = shown(tmp_path, f"image = 'photo.png'\nfit = 'cover'\nfocus = '{focus}'")
        item = picture(frame)
        assert item.width / item.height != pytest.approx(2.0)
        pixels = frame_to_image(frame, 1920, 1080)
        assert pixels.pixelColor(round(item.x + 60), round(item.y + item.height / 2)).name() == color


def test_a_photo_at_the_edge_fills_it_and_has_no_corners(tmp_path):
    paint_file(tmp_path / "photo.png", 1600, 1200)
    item = picture(shown(tmp_path, "image = 'photo.png'", "title"))
    assert (item.fit, item.radius, item.height) == ("cover", 0.0, 1080.0)
    assert item.x + item.width == 1920.0


def test_a_small_picture_is_enlarged_once_and_a_half_and_told_of(tmp_path):
    paint_file(tmp_path / "thumb.png", 120, 90)
    item = picture(shown(tmp_path, "image = 'thumb.png'"))
    assert (item.width, item.height) == (180.0, 135.0)
    text = f"{HEAD}[[slide]]\nid = 's'\nlayout = 'image'\nimage = 'thumb.png'\n"
    story = load_text(text, folder=tmp_path).story
    assert story is not None
    assert [issue.code for issue in check_pictures(story)] == ["image.small"]


@pytest.mark.parametrize(("width", "height"), [(3200, 400), (400, 3200)])
def test_an_extreme_shape_is_cropped_unless_it_is_wanted_whole(tmp_path, width: int, height: int):
    paint_file(tmp_path / "long.png", width, height)
    item = picture(shown(tmp_path, "image = 'long.png'"))
    assert item.fit == "cover"
    assert 0.3 < item.width / item.height < 4.1
    whole = picture(shown(tmp_path, "image = 'long.png'\nfit = 'contain'"))
    assert whole.width / whole.height == pytest.approx(width / height)


def test_dark_transparent_art_stands_on_a_plate_and_light_art_does_not(tmp_path):
    paint_file(tmp_path / "dark.png", 800, 400, "#101010", alpha=True)
    paint_file(tmp_path / "light.png", 800, 400, "#f0e0c0", alpha=True)
    frame = shown(tmp_path, "image = 'dark.png'")
    plates = [item for item in frame.items if isinstance(item, Rectangle)]
    assert len(plates) == 1
    assert plates[0].width > picture(frame).width
    assert picture(frame).radius == 0.0
    assert not [item for item in shown(tmp_path, "image = 'light.png'").items if isinstance(item, Rectangle)]


def test_caption_and_credit_stand_below_a_picture(tmp_path):
    paint_file(tmp_path / "photo.png", 1600, 1200)
    frame = shown(tmp_path, "image = 'photo.png'\ncaption = 'The port'\ncredit = 'Photo: A. Martin'")
    (run,) = [item for item in frame.items if isinstance(item, TextRun) and "The port" in item.text]
    item = picture(frame)
    assert "Photo: A. Martin" in run.text
    assert run.y > item.y + item.height
    assert ("slide", "s", "caption") in {zone.path for zone in frame.zones}


def test_the_picture_of_an_event_has_the_keys_of_the_event(tmp_path):
    paint_file(tmp_path / "photo.png", 1600, 800)
    text = (
        f"{HEAD}[event.e]\ntitle = 'E'\ndate = '2001'\nimage = 'photo.png'\nfit = 'cover'\nfocus = '10% 20%'\n"
        "[[slide]]\nid = 's'\nlayout = 'event'\nevent = 'e'\n"
    )
    story = load_text(text, folder=tmp_path).story
    assert story is not None
    assert picture(layout(story.slides[0], story, "en")).focus == (0.1, 0.2)


@pytest.mark.parametrize(("width", "height"), [(800, 100), (100, 800), (480, 480)])
def test_a_picture_of_few_pixels_stands_inside_the_margins_of_a_title(tmp_path, width: int, height: int):
    paint_file(tmp_path / "photo.png", width, height)
    frame = shown(tmp_path, "image = 'photo.png'", "title")
    item = picture(frame)
    assert item.radius == 20.0
    assert item.x + item.width <= frame.width - 120.0
    assert item.y >= 120.0
    assert item.y + item.height <= frame.height - 120.0


@pytest.mark.parametrize("aspect", ["1:1", "9:16"])
def test_a_low_picture_stands_close_below_its_words_on_an_upright_page(tmp_path, aspect):
    paint_file(tmp_path / "wide.png", 2000, 500)
    story = load_text(
        f"{HEAD}[[slide]]\nid = 's'\nlayout = 'image'\ntitle = 'T'\ntext = 'Words'\nimage = 'wide.png'", folder=tmp_path
    ).story
    frame = layout(story.slides[0], story, "en", aspect=aspect)
    words = next(item for item in frame.items if isinstance(item, TextRun) and item.text == "Words")
    assert picture(frame).y - words.y == pytest.approx(64.0, abs=2.0)


def test_a_picture_below_few_lines_of_a_list_takes_what_they_leave(tmp_path):
    paint_file(tmp_path / "a.png", 2000, 2000)
    items = "".join(f"[[slide.item]]\ntitle = 'Line {index}'\n" for index in range(3))
    story = load_text(
        f"{HEAD}[[slide]]\nid = 's'\nlayout = 'list'\ntitle = 'T'\nimage = 'a.png'\n{items}", folder=tmp_path
    ).story
    frame = layout(story.slides[0], story, "en", aspect="1:1")
    last = next(item for item in frame.items if isinstance(item, TextRun) and item.text == "Line 2")
    assert picture(frame).height > 0.28 * frame.height
    assert picture(frame).y > last.y


def test_a_picture_of_an_event_stands_beside_its_figures_in_a_low_box(tmp_path):
    paint_file(tmp_path / "a.png", 1200, 900)
    slide = (
        "[event.e]\ndate = '1869'\ntitle = 'Opened'\n[[slide]]\nid = 's'\nlayout = 'event'\nevent = 'e'\nimage = 'a.png'\n"
        "ribbon = true\n[[slide.figure]]\nvalue = '34'\nlabel = 'L'\n[[slide.figure]]\nvalue = '25'\nlabel = 'M'\n"
    )
    story = load_text(HEAD + slide, folder=tmp_path).story
    for aspect, is_beside in (("1:1", True), ("9:16", False)):
        frame = layout(story.slides[0], story, "en", aspect=aspect)
        value = next(item for item in frame.items if isinstance(item, TextRun) and item.text == "34")
        assert (value.x > picture(frame).x + picture(frame).width) is is_beside


@pytest.mark.parametrize("aspect", ["16:9", "16:10", "4:3"])
@pytest.mark.parametrize("layout_name", ["title", "closing"])
def test_words_end_before_a_photo_that_bleeds(tmp_path, layout_name: str, aspect: str):
    paint_file(tmp_path / "a.png", 1600, 2000)
    keys = "image = 'a.png'\nsubtitle = 'Stunde 14: Menschenrechte und Schreckensherrschaft'"
    frame = shown(tmp_path, keys, layout_name, title="Die Französische Revolution", aspect=aspect)
    ends = [item.x + item.width for item in frame.items if isinstance(item, TextRun)]
    assert max(ends) < picture(frame).x


def test_the_note_of_a_picture_alone_begins_where_the_picture_does(tmp_path):
    paint_file(tmp_path / "a.png", 1600, 900)
    frame = shown(tmp_path, "image = 'a.png'\nnote = 'Look at the hands first.'", "image", title="")
    (note,) = [item for item in frame.items if isinstance(item, TextRun) and item.text.startswith("Look")]
    assert note.x == pytest.approx(picture(frame).x)


def test_a_caption_wider_than_its_picture_stands_in_the_middle_of_it(tmp_path):
    paint_file(tmp_path / "a.png", 300, 900)
    frame = shown(tmp_path, "image = 'a.png'\ncaption = 'A caption that is much wider than so narrow a picture'")
    (caption,) = [item for item in frame.items if isinstance(item, TextRun) and item.text.startswith("A caption")]
    image = picture(frame)
    assert caption.width > image.width
    assert caption.x + caption.width / 2 == pytest.approx(image.x + image.width / 2)


def test_a_caption_that_is_cut_is_told_of(tmp_path):
    paint_file(tmp_path / "photo.png", 1600, 1200)
    for words, told in (
        ("The lock in the winter of 1869. " * 3, ()),
        ("The lock in the winter of 1869. " * 9, ("caption",)),
    ):
        frame = shown(tmp_path, f"image = 'photo.png'\ncaption = '{words}'")
        assert tuple(overflow.element for overflow in frame.overflows) == told
        assert {overflow.path[-1] for overflow in frame.overflows} == ({"caption"} if told else set())


@pytest.mark.parametrize("aspect", CANVASES)
@pytest.mark.parametrize("layout_name", ["statement", "image", "event", "number", "chart", "closing", "title"])
def test_no_sentence_is_smaller_than_29_pixels(tmp_path, layout_name: str, aspect: str):
    paint_file(tmp_path / "photo.png", 1600, 1200)
    long = "It was a long year of which much has been written since. " * 3
    keys = f"text = '{long}'\nnote = 'Both are in it.'\n"
    if layout_name in ("statement", "image", "event"):
        keys += "image = 'photo.png'\ncaption = 'The lock in the winter.'\n"
    points = "[[slide.chart.series]]\npoints = [{at = 'a', value = 1}, {at = 'b', value = 2}]\n"
    own_keys = {
        "event": "date = '1869'\n",
        "number": "number = '7'\n",
        "chart": f"[slide.chart]\nkind = 'bars'\n{points}",
    }
    keys += own_keys.get(layout_name, "")
    frame = shown(tmp_path, keys, layout_name, aspect=aspect)
    words = {"It", "Both", "The"}
    sizes = [item.font.size for item in frame.items if isinstance(item, TextRun) and item.text.split()[0] in words]
    assert len(sizes) >= 2
    assert min(sizes) >= 29.0
