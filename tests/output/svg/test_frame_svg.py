"""A drawing shows what the slide shows, in any program: no fonts, no other files, nothing that runs."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from xml.dom import minidom

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtSvg import QSvgRenderer

from desktop import paths
from desktop.output.svg.frame_svg import frame_to_svg
from desktop.render.font_files import load_fonts
from desktop.render.frame import Font, Frame, Image, MarkBatch, PopClip, PushClip, Rectangle, RingSegment, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.render.paint import frame_to_image
from desktop.render.painter_scope import painting
from desktop.story.load.load import load_file
from desktop.story.model import Story

pytestmark = pytest.mark.usefixtures("painter_ready")
WIDTH, HEIGHT = 480, 270


@pytest.fixture(scope="module")
def shipped() -> Story:
    story = load_file(paths.shipped_story()).story
    assert story is not None
    return story


def drawn(svg: str) -> np.ndarray:
    """Return an SVG as another renderer draws it, as numbers."""
    renderer = QSvgRenderer(QByteArray(svg.encode("utf-8")))
    assert renderer.isValid()
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    with painting(image) as painter:
        renderer.render(painter, QRectF(0, 0, WIDTH, HEIGHT))
    return pixels(image)


def pixels(image: QImage) -> np.ndarray:
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    return np.frombuffer(rgb.constBits(), np.uint8).reshape(HEIGHT, rgb.bytesPerLine())[:, : 3 * WIDTH].astype(float)


@pytest.mark.parametrize("slide_id", ["title", "market", "xiami", "timeline", "evergrande", "captive"])
def test_a_drawing_looks_like_its_slide(shipped: Story, slide_id: str) -> None:
    slide = shipped.slides[shipped.slide_index[slide_id]]
    frame = layout(slide, shipped, "fr")
    difference = np.abs(drawn(frame_to_svg(frame)) - pixels(frame_to_image(frame, WIDTH, HEIGHT)))
    assert difference.mean() < 4  # of 255: edges, and the grain of the ground
    assert np.percentile(difference, 99) < 60


def test_it_needs_no_fonts_and_no_files(shipped: Story) -> None:
    for slide in shipped.slides:
        svg = frame_to_svg(layout(slide, shipped, "fr"), title=slide.id)
        document = minidom.parseString(svg)
        assert not document.getElementsByTagName("text")
        names = {node.getAttribute("id") for node in document.getElementsByTagName("*") if node.getAttribute("id")}
        targets = re.findall(r'xlink:href="([^"]*)"', svg)
        assert {target[1:] for target in targets if target.startswith("#")} <= names
        assert all(target.startswith(("#", "data:image/")) for target in targets)
        assert set(re.findall(r"url\(#([^)]*)\)", svg)) <= names
        assert len(names) == svg.count(' id="')  # each once


def test_letters_are_defined_once() -> None:
    run = TextRun(10.0, 100.0, "aaaa bbbb aaaa", Font("body", 35.0), "#ffffff")
    svg = frame_to_svg(Frame(1920, 1080, None, (run, run)))
    assert svg.count("<path id=") == 2
    assert svg.count("<use ") == 24


def test_a_joined_script_keeps_its_forms() -> None:
    run = TextRun(10.0, 100.0, "سلام", Font("body", 60.0), "#ffffff")
    frame = Frame(1920, 1080, None, (run,))
    difference = np.abs(drawn(frame_to_svg(frame)) - pixels(frame_to_image(frame, WIDTH, HEIGHT)))
    assert difference.mean() < 0.5


def test_text_can_be_kept() -> None:
    run = TextRun(10.0, 100.0, 'a < "b" \u0007\ud800', Font("display", 60.0, 600, italic=True), "#ff0000", 200.0)
    svg = frame_to_svg(Frame(1920, 1080, None, (run,)), keep_text=True)
    (text,) = minidom.parseString(svg).getElementsByTagName("text")
    assert text.firstChild.data == 'a < "b" \ufffd\ufffd'
    assert text.getAttribute("textLength") == "200"
    assert text.getAttribute("font-family") == '"Passeur Display",serif'
    assert text.getAttribute("font-weight") == "400"  # the italic's: no letter is made bolder than it is drawn


def test_a_kept_text_brings_the_letters_of_its_faces() -> None:
    runs = (
        TextRun(10.0, 100.0, "abc", Font("body", 60.0), "#ffffff", 90.0),
        TextRun(10.0, 300.0, "سلام", Font("body", 60.0), "#ffffff", 90.0, right_to_left=True),
    )
    svg = frame_to_svg(Frame(1920, 1080, None, runs), keep_text=True)
    (style,) = minidom.parseString(svg).getElementsByTagName("style")
    faces = re.findall(r'font-family:"([^"]+)".*?src:url\(data:font/woff2;base64,([^)]+)\)', style.firstChild.data)
    assert [family for family, _ in faces] == ["Inter", "Passeur Naskh"]
    letters = [set(TTFont(BytesIO(b64decode(data))).getBestCmap()) for _, data in faces]
    assert set(map(ord, "abc")) <= letters[0] < set(range(0x2100))
    assert set(map(ord, "سلام")) <= letters[1]
    arabic = minidom.parseString(svg).getElementsByTagName("text")[1]
    assert (arabic.getAttribute("direction"), arabic.getAttribute("text-anchor")) == ("rtl", "end")


def test_outlines_need_no_faces() -> None:
    run = TextRun(10.0, 100.0, "abc", Font("body", 60.0), "#ffffff", 90.0)
    assert "<style" not in frame_to_svg(Frame(1920, 1080, None, (run,)))


def test_only_safe_links_lead_away() -> None:
    runs = [
        TextRun(10.0, 100.0, "a", Font("body", 35.0), "#ffffff", link=link)
        for link in ("https://example.org/?a=1&b=2", "javascript:x", "file:///etc/passwd")
    ]
    svg = frame_to_svg(Frame(1920, 1080, None, tuple(runs)))
    links = minidom.parseString(svg).getElementsByTagName("a")
    assert [link.getAttribute("xlink:href") for link in links] == ["https://example.org/?a=1&b=2"]


def test_steps_and_clips_are_as_on_the_slide() -> None:
    items = (
        PushClip(0, 0, 100, 100), Rectangle(0, 0, 9, 9, "#ff000080", step=1), PopClip(), PopClip(),
        Rectangle(0, 0, 9, 9, "#00ff00", step=2), RingSegment(50, 50, 20, 5, 0, 360, "#0000ff"), PushClip(0, 0, 5, 5),
    )  # fmt: skip
    frame = Frame(100, 100, None, items)
    minidom.parseString(frame_to_svg(frame))
    assert frame_to_svg(frame, 1).count("<rect") - frame_to_svg(frame, 0).count("<rect") == 1
    assert 'fill-opacity="0.5"' in frame_to_svg(frame)


def test_pictures_stand_in_the_drawing(tmp_path: Path) -> None:
    assert load_fonts() == ()
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><defs><linearGradient id="g">'
        '<stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient></defs>'
        '<rect width="10" height="10" fill="url(#g)"/></svg>'
    )
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#33aa55"))
    image.save(str(tmp_path / "b.jpg"))
    image.save(str(tmp_path / "c.png"))
    folder = str(tmp_path)
    for name in ("a.svg", "b.jpg", "c.png"):
        items = tuple(
            Image(x, 0.0, 400.0, 540.0, str(tmp_path / name), folder, "contain", version=1) for x in (0.0, 500.0)
        )
        frame = Frame(1920, 1080, None, items)
        svg = frame_to_svg(frame)
        minidom.parseString(svg)
        assert str(tmp_path) not in svg
        difference = np.abs(drawn(svg) - pixels(frame_to_image(frame, WIDTH, HEIGHT)))
        assert difference.mean() < 3, name


@pytest.mark.parametrize("corner", [0.0, 8.0, 40.0])
def test_many_bars_keep_their_corners(corner: float) -> None:
    bars = (20.0, 20.0, 60.0, 28.0, 100.0, 20.0, 12.0, 28.0, 140.0, 20.0, 30.0, 90.0)
    frame = Frame(WIDTH, HEIGHT, None, (MarkBatch("box", bars, "#d9a95b", corner=corner),))
    difference = np.abs(drawn(frame_to_svg(frame)) - pixels(frame_to_image(frame, WIDTH, HEIGHT)))
    assert difference.max() <= 24  # of 255: the edges of an arc


def test_a_letter_that_no_face_has_is_a_box() -> None:
    # Syriac, Bengali and a code point that will stay empty: which of them has a face depends on the machine.
    run = TextRun(20.0, 100.0, "a\u0701\u0985\U000e0fff", Font("body", 40.0), "#ffffff")
    frame = Frame(480.0, 270.0, None, (run,))
    ink, expected = (
        picture.sum() for picture in (drawn(frame_to_svg(frame)), pixels(frame_to_image(frame, WIDTH, HEIGHT)))
    )
    assert ink == pytest.approx(expected, rel=0.25)
