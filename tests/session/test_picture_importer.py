"""Pictures are copied in a thread: a slow disk holds no key, and nothing is put into another story."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from desktop.session import disk_timeouts, picture_importer
from desktop.story.assist import copied_pictures

SLIDE = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[[slide]]\nid = "a"\nlayout = "image"\ntitle = "A"\n'


@pytest.fixture
def picture(tmp_path_factory):
    """Return a picture in another folder than the story's."""
    folder = tmp_path_factory.mktemp("elsewhere")
    image = QImage(QSize(4, 4), QImage.Format.Format_RGB32)
    image.fill(0)
    assert image.save(str(folder / "Bridge.png"))
    return folder / "Bridge.png"


@pytest.fixture
def slow_disk(monkeypatch):
    """Hold each copy until the event that is returned is set."""
    gate, copy = threading.Event(), picture_importer.import_picture

    def copy_slowly(*given):
        gate.wait(10)
        return copy(*given)

    monkeypatch.setattr(picture_importer, "import_picture", copy_slowly)
    monkeypatch.setattr(disk_timeouts, "ACTION_S", 0.01)
    yield gate
    gate.set()


def add(session, picture, name="Bridge.png"):
    """Add a picture; return what was taken, and what was refused."""
    taken, refused = [], []
    session.picture_importer.add(picture, name, taken.append, lambda *given: refused.append(given))
    return taken, refused


def test_a_picture_is_there_at_once_on_a_usual_disk(session, file, picture):
    session.open(file)
    assert add(session, picture) == (["assets/bridge.png"], [])
    assert (file.parent / "assets" / "bridge.png").read_bytes() == picture.read_bytes()


def test_an_image_is_written_as_a_file_of_its_name(session, file):
    session.open(file)
    image = QImage(QSize(4, 4), QImage.Format.Format_RGB32)
    image.fill(7)
    taken, _ = add(session, image, "pasted.png")
    assert taken == ["assets/pasted.png"]
    assert QImage(str(file.parent / "assets" / "pasted.png")).pixel(1, 1) == image.pixel(1, 1)


def test_a_picture_that_is_not_there_is_refused_by_name(session, file, tmp_path):
    session.open(file)
    taken, [(name, error)] = add(session, tmp_path.parent / "none.png", "none.png")
    assert (taken, name) == ([], "none.png")
    assert isinstance(error, OSError)


def test_a_slow_disk_is_told_and_its_pictures_come_in_their_order(session, file, picture, slow_disk, qtbot):
    session.open(file)
    told = []
    session.picture_importer.slow.connect(told.append)
    other = picture.with_name("Other.png")
    other.write_bytes(picture.read_bytes() + b"more")
    first, _ = add(session, picture)
    second, _ = add(session, other, "Other.png")
    assert (first, second, told) == ([], [], ["Bridge.png", "Other.png"])
    slow_disk.set()
    qtbot.waitUntil(lambda: bool(second))
    assert (first, second) == (["assets/bridge.png"], ["assets/other.png"])


def test_a_picture_that_comes_late_is_not_put_into_another_story(session, file, picture, slow_disk, tmp_path, qtbot):
    session.open(file)
    taken, refused = add(session, picture)
    other = tmp_path / "other" / "content.toml"
    other.parent.mkdir()
    other.write_text(SLIDE, "utf-8")
    session.open(other)
    slow_disk.set()
    qtbot.waitUntil(lambda: session.picture_importer._worker.wait(0.01))
    assert (taken, refused) == ([], [])


def test_copied_slides_bring_their_pictures_and_keep_the_name_of_a_missing_one(session, file, picture):
    session.open(file)
    copied = (
        '[[slide]]\nid = "x"\nlayout = "image"\ntitle = "X"\nimage = "Bridge.png"\n\n'
        '[[slide]]\nid = "y"\nlayout = "image"\ntitle = "Y"\nimage = "none.png"\n'
    )
    assert [name for name, _ in copied_pictures.picture_references(copied, picture.parent)] == [
        "Bridge.png",
        "none.png",
    ]
    taken = []
    session.picture_importer.bring(copied, picture.parent, taken.append)
    assert taken == [copied.replace('"Bridge.png"', '"assets/bridge.png"')]
