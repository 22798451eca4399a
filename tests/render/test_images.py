"""Pictures of slides: of the kind that their name says, bounded, and alike with and without the filter."""

import os
import struct
import threading
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from desktop.render import images, picture_file

pytestmark = pytest.mark.usefixtures("painter_ready")


def png(width: int, height: int) -> bytes:
    """Return a white PNG, however large, without making it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * -(-width // 8)) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def draw(file: Path, fit: str = "contain", width: int = 400, height: int = 200) -> QImage | None:
    """Return an image on which the picture is drawn, None where it cannot be read."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    version = images.file_version(str(file))
    drawn = images.draw_image(painter, str(file), str(file.parent), QRectF(image.rect()), fit, version)
    painter.end()
    return image if drawn else None


@pytest.mark.parametrize(("width", "height"), [(2000, 1), (6000, 1), (20000, 10), (1, 6000), (60000, 1000)])
def test_a_picture_that_is_a_line_covers_by_the_part_that_is_shown(
    width: int, height: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "line.png"
    file.write_bytes(png(width, height))
    sizes = []
    make = images.raster_part
    monkeypatch.setattr(images, "raster_part", lambda *args: sizes.append(args[-1]) or make(*args))
    image = draw(file, "cover", 1920, 1080)
    assert image is not None
    assert image.pixelColor(960, 540) == Qt.GlobalColor.white
    (made,) = sizes
    assert made.width() * made.height() <= 4 * 1920 * 1080


def test_the_part_that_is_shown_is_the_middle(tmp_path: Path) -> None:
    picture = QImage(600, 2, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    for x in range(290, 310):
        for y in range(2):
            picture.setPixelColor(x, y, Qt.GlobalColor.blue)
    file = tmp_path / "line.png"
    assert picture.save(str(file))
    image = draw(file, "cover", 200, 20)  # ten times as large: twenty pixels of six hundred
    assert image is not None
    assert {image.pixelColor(x, 10).name() for x in (5, 100, 195)} == {"#0000ff"}


def test_a_large_photograph_is_shown_as_it_is(tmp_path: Path) -> None:
    picture = QImage(3000, 1500, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    file = tmp_path / "photo.jpg"
    assert picture.save(str(file), "JPG")
    for fit in ("contain", "cover"):
        image = draw(file, fit)
        assert image is not None
        assert abs(image.pixelColor(200, 100).green() - 128) < 4


def test_the_name_says_the_kind_and_nothing_else_is_tried(tmp_path: Path) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    for name, data in (("svg.png", svg), ("png.jpg", png(8, 8)), ("png.svg", png(8, 8)), ("a.tif", png(8, 8))):
        (tmp_path / name).write_bytes(data)
        assert draw(tmp_path / name) is None


def test_what_is_no_picture_of_the_folder_is_not_shown(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(png(8, 8))
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "zero.png").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.png")
    os.mkfifo(folder / "pipe.svg")
    (folder / "none.png").write_bytes(b"")
    (folder / "word.png").write_bytes(b"nonsense")
    (folder / "giant.png").write_bytes(png(50_000, 50)[:60])
    for file in sorted(folder.iterdir()):
        assert draw(file) is None, file.name


@pytest.mark.parametrize("data", [b"", b"nonsense", png(80, 80)[:50]])
def test_a_picture_that_does_not_decode_is_not_readable(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(data)
    (tmp_path / "y.png").write_bytes(png(80, 80))
    assert not picture_file.is_readable(str(tmp_path / "x.png"), str(tmp_path), 1)
    assert picture_file.is_readable(str(tmp_path / "y.png"), str(tmp_path), 1)


def test_an_svg_that_is_a_line_is_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "x.svg"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e6 1"><rect width="1e6" height="1"/></svg>')
    assert draw(file, "cover") is None


def test_the_shipped_pictures_look_as_without_the_filter(root: Path) -> None:
    for file in sorted((root / "assets").rglob("*.svg")):
        renderer = QSvgRenderer(QByteArray(file.read_bytes()))
        renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        data = picture_file.read_svg(str(file), str(file.parent))
        assert data is not None
        filtered = picture_file.svg_renderer(data)
        assert filtered is not None
        size = renderer.defaultSize()
        assert filtered.defaultSize() == size
        pictures = []
        for one in (renderer, filtered):
            pictures.append(QImage(size, QImage.Format.Format_ARGB32_Premultiplied))
            pictures[-1].fill(Qt.GlobalColor.transparent)
            painter = QPainter(pictures[-1])
            one.render(painter, QRectF(pictures[-1].rect()))
            painter.end()
        assert pictures[0] == pictures[1], file.name


def test_a_broken_png_is_refused_without_a_word_on_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = png(300, 200)
    broken = {
        "cut": whole[:-20],
        "header alone": whole[:33],
        "bad header": whole[:20] + b"\xff" + whole[21:],
        "bad pixels": whole[:60] + bytes([whole[60] ^ 255]) + whole[61:],
        "no end": whole[:-12],
        "long chunk": whole[:33] + b"\xff\xff\xff\xffIDAT",
        "nonsense": b"nonsense" * 30,
        "nothing": b"",
    }
    for name, data in broken.items():
        file = tmp_path / f"{name}.png"
        file.write_bytes(data)
        assert draw(file) is None, name
    file = tmp_path / "whole.png"
    file.write_bytes(whole)
    assert draw(file) is not None
    assert capfd.readouterr().err == ""


def test_what_a_thread_reads_ahead_is_laid_out_without_the_disk_and_makes_no_renderer(tmp_path: Path) -> None:
    drawing, photograph = tmp_path / "drawing.svg", tmp_path / "photograph.png"
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30"/></svg>'
    )
    photograph.write_bytes(png(8, 8))
    files = str(drawing), str(photograph)
    images._renderer_of.cache_clear()

    def read() -> None:
        for file in files:
            images.read_ahead(file, str(tmp_path))

    for _ in range(2):  # the second time the drawing is known
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    assert images._renderer_of.cache_info().misses == 0
    with images.deferring() as jobs:
        sizes = [images.image_size(file, str(tmp_path), images.file_version(file)) for file in files]
        copies = [images.small_copy(file, str(tmp_path), images.file_version(file)) for file in files]
    assert (sizes, jobs) == ([(40, 30), (8, 8)], [])
    assert None not in copies
