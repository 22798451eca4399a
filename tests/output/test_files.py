"""Exports are real files, complete or not there at all."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from xml.dom import minidom

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QColorSpace, QImage

from desktop.output import png
from desktop.output.export_files import check_pdf
from desktop.output.pdf.write import write_pdf
from desktop.output.selection import ExportError
from desktop.output.svg.write import write_svg
from desktop.story.load.load import load_file, load_text

pytestmark = pytest.mark.usefixtures("painter_ready")


@pytest.fixture(scope="module")
def story(stories: Path):
    loaded = load_file(stories / "layouts.toml")
    assert [problem.format_line("en") for problem in loaded.problems] == []
    return loaded.story


def test_a_picture_has_the_size_asked_for(story, tmp_path):
    (file,) = png.write_png(story, tmp_path / "one.png", slides="event", size=(800, 600), language="en")
    image = QImage(str(file))
    assert (image.width(), image.height()) == (800, 600)


def test_each_step_is_a_picture_of_its_own(story, tmp_path):
    files = png.write_png(story, tmp_path / "steps", slides="list", size=(320, 180), steps="all")
    assert [file.name for file in files] == ["10-list.png", "10-list-1.png", "10-list-2.png", "10-list-3.png"]
    assert len({file.read_bytes() for file in files}) == 4


def test_a_pdf_has_a_page_for_each_slide_and_real_text(story, tmp_path):
    (file,) = write_pdf(story, tmp_path / "story.pdf", language="fr", slides="1-4")
    pages = PdfReader(file).pages
    assert len(pages) == 4
    assert all(page.extract_text().strip() for page in pages)


def test_a_handout_has_notes_on_paper(story, tmp_path):
    (file,) = write_pdf(story, tmp_path / "notes.pdf", slides="1", handout=1)
    box = PdfReader(file).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)


def test_a_drawing_is_svg(story, tmp_path):
    (file,) = write_svg(story, tmp_path / "one.svg", slides="dispute", language="en")
    text = file.read_text("utf-8")
    assert "<svg" in text
    assert 'viewBox="0 0 1920 1080"' in text


def test_a_drawing_of_any_text_is_well_formed(tmp_path):
    text = (
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[[slide]]\nid = "a"\nlayout = "statement"\n'
        'title = "a \\u0001 < & \\u001b \\uFFFE z"\ntext = "b \\u0007 c"\n'
    )
    (file,) = write_svg(load_text(text).story, tmp_path / "one.svg")
    assert minidom.parse(str(file)).documentElement.tagName == "svg"


@pytest.mark.parametrize(
    "root",
    [
        'viewBox="0 0 9 9"><image href="/picture.png" width="9" height="9"/>',
        'viewBox="0 0 0 0"><rect width="1" height="1"/>',
        'viewBox="nan inf -inf x"><rect width="1" height="1"/>',
        '><symbol viewBox="0 0 9 9"/><rect width="1" height="1"/>',
    ],
)
def test_a_drawing_with_nothing_or_no_view_stops_no_export(root, tmp_path):
    (tmp_path / "x.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {root}</svg>')
    text = (
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[[slide]]\nid = "a"\nlayout = "image"\n'
        'title = "Left"\nimage = "x.svg"\n'
    )
    (file,) = write_svg(load_text(text, folder=tmp_path).story, tmp_path / "one.svg")
    assert minidom.parse(str(file)).documentElement.tagName == "svg"
    assert "picture.png" not in file.read_text("utf-8")


def test_pictures_of_a_folder_with_an_odd_name_are_shown(tmp_path):
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("the file system takes no such name")
    (folder / "x.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#ff0000"/></svg>'
    )
    (folder / "content.toml").write_text(
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[[slide]]\nid = "a"\nlayout = "image"\n'
        'image = "x.svg"\nalt = "A square"\n'
    )
    (file,) = png.write_png(load_file(folder / "content.toml").story, tmp_path / "one.png", size=(320, 180))
    assert QImage(str(file)).pixelColor(160, 90).name() == "#ff0000"


def test_a_handout_links_to_web_and_mail_alone(tmp_path):
    text = (
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[[slide]]\nid = "a"\nlayout = "statement"\ntitle = "T"\n'
        "notes = '[a](javascript:x) [b](file:///etc/passwd) [c](https://example.org/c) [d](data:text/html,x) "
        '<javascript:y> [e](mailto:e@example.org) <a href="vbscript:x">f</a> [g](../g.toml)\'\n'
    )
    (file,) = write_pdf(load_text(text).story, tmp_path / "notes.pdf", handout=1)
    notes = [one.get_object() for page in PdfReader(file).pages for one in page.get("/Annots", ())]
    links = [str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})]
    assert "https://example.org/c" in links
    assert {link.partition(":")[0] for link in links} <= {"http", "https", "mailto"}


def test_a_stopped_export_leaves_nothing(story, tmp_path):
    with pytest.raises(ExportError):
        write_pdf(story, tmp_path / "story.pdf", progress=lambda done, total: done < 2)
    with pytest.raises(ExportError):
        png.write_png(story, tmp_path, size=(64, 36), progress=lambda done, total: done < 2)
    assert list(tmp_path.iterdir()) == []


def test_pictures_that_cannot_all_be_written_change_none(story, tmp_path, monkeypatch):
    old = tmp_path / "list-01.png"
    old.write_bytes(b"old")
    written = []

    def write_two(image: QImage, file: Path) -> None:
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        written.append(file)
        file.write_bytes(b"new")

    monkeypatch.setattr(png, "write_image", write_two)
    with pytest.raises(ExportError, match=r"list-\d\d\.png: the disk is full"):
        png.write_png(story, tmp_path / "list.png", slides="list", size=(64, 36), steps="all")
    assert [file.name for file in tmp_path.iterdir()] == ["list-01.png"]
    assert old.read_bytes() == b"old"


def test_a_picture_holds_the_pixels_that_are_painted(tmp_path):
    noise = QImage(random.Random(1).randbytes(4 * 67 * 31), 67, 31, QImage.Format.Format_RGB32)
    noise.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    file = tmp_path / "noise.png"
    png.write_image(noise, file)
    rgb = QImage.Format.Format_RGB888
    assert QImage(str(file)).convertToFormat(rgb) == noise.convertToFormat(rgb)


def test_a_failed_export_leaves_the_old_file(story, tmp_path):
    old = tmp_path / "story.pdf"
    old.write_bytes(b"old")
    with pytest.raises(ExportError):
        write_pdf(story, old, progress=lambda done, total: False)
    assert old.read_bytes() == b"old"


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of Unix")
@pytest.mark.parametrize("suffix", [".pdf", ".svg", ".png"])
def test_a_disk_that_takes_no_more_is_said_and_leaves_the_old_file(story, tmp_path, suffix):
    import resource

    file = tmp_path / f"story{suffix}"
    write = {".pdf": write_pdf, ".svg": write_svg, ".png": png.write_png}[suffix]
    files = write(story, file, slides="1")  # all is imported now: a module's cache would be cut by the limit
    old = [one.read_bytes() for one in files]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        with pytest.raises(ExportError, match="it is too large"):
            write(story, file, slides="1")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [one.read_bytes() for one in files] == old
    assert not list(tmp_path.rglob("*.part*"))


def test_a_pdf_that_lacks_a_part_is_not_taken_for_whole(story, tmp_path):
    file = tmp_path / "story.pdf"
    write_pdf(story, file, slides="1")
    content = file.read_bytes()
    check_pdf(file)
    for torn in (content[:-9], content[: len(content) // 2], content[:300] + content[400:], b""):
        file.write_bytes(torn)
        with pytest.raises(ExportError):
            check_pdf(file)


def test_a_folder_in_the_place_of_the_file_is_said(story, tmp_path):
    (tmp_path / "story.pdf").mkdir()
    with pytest.raises(ExportError, match=r"story\.pdf"):
        write_pdf(story, tmp_path / "story.pdf")
