"""The check finds what PowerPoint would want to repair."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from desktop.output.pptx.lint import check_package, package_faults
from desktop.output.pptx.write import write_pptx
from desktop.output.selection import ExportError
from desktop.story.load.load import load_text

STORY = (
    'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[source.s]\npublisher = "P"\nurl = "https://example.org"\n'
    '[[slide]]\nid = "a"\nlayout = "chart"\ntitle = "C"\nnotes = "n"\nsteps = true\nsources = ["s"]\n'
    '[slide.chart]\nkind = "bars"\npoints = [{ at = "A", value = 1, highlight = true },{ at = "B", value = 2 }]\n'
    '[[slide]]\nid = "b"\nlayout = "list"\ntitle = "L"\nsteps = true\nitems = [{ title = "x" },{ title = "y" }]\n'
)
Change = Callable[[dict[str, bytes]], None]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Path:
    story = load_text(STORY).story
    assert story is not None
    (file,) = write_pptx(story, tmp_path_factory.mktemp("lint") / "sound.pptx")
    return file


def changed(sound: Path, folder: Path, change: Change) -> list[str]:
    """Return the faults of a file of which some parts are changed."""
    with ZipFile(sound) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    file = folder / "changed.pptx"
    with ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return list(package_faults(file))


def replacing(part: str, old: bytes, new: bytes) -> Change:
    """Return what replaces something in a part, once."""

    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part], part
        parts[part] = parts[part].replace(old, new, 1)

    return change


P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
SLIDE = "ppt/slides/slide1.xml"
TABLE = "ppt/slides/_rels/slide1.xml.rels"


def test_a_sound_file_has_no_fault(sound: Path) -> None:
    assert list(package_faults(sound)) == []
    check_package(sound)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda parts: parts.pop("ppt/theme/theme2.xml"), "declared and not there"),
        (lambda parts: parts.pop("ppt/presentation.xml"), "lacks its main parts"),
        (lambda parts: parts.update({"ppt/other.bin": b""}), "its type is not declared"),
        (lambda parts: parts.update({"ppt/other.xml": b"<a/>"}), "its type is not declared"),
        (replacing(SLIDE, b"</p:sld>", b""), "no element found"),
        (replacing(TABLE, b'Id="rId1"', b'Id="rId2"'), "comes twice"),
        (replacing(SLIDE, b'r:id="rId', b'r:id="rId99'), "is not there"),
        (replacing(TABLE, b"https://", b"javascript:"), "a link that may not be there"),
        (replacing(TABLE, b"../charts/chart1.xml", b"../charts/chart9.xml"), "is not there"),
        (replacing(SLIDE, b'id="2"', b'id="3"'), "two shapes with the id 3"),
        (replacing(SLIDE, b'val="tx1"/>', b'val="tx1"/><a:srgbClr val="red"/>'), "no colour: red"),
        (replacing(SLIDE, b'sz="1', b'sz="99991'), "letters of an impossible size"),
        (replacing(SLIDE, b'spid="', b'spid="9'), "appears and is not there"),
        (replacing("ppt/presentation.xml", b"<p:sldSz ", b'<p:sldSz type="screen4x3" '), "the size of slides"),
        (replacing("ppt/presentation.xml", b'<p:sldId id="257"', b'<p:sldId id="256"'), "two slides with the id 256"),
        (replacing("ppt/presentation.xml", b'<p14:sldId id="257"/>', b""), "the sections"),
        (replacing("ppt/presentation.xml", b"notesMasterIdLst", b"notesMasterList"), "mismatched tag"),
    ],
)
def test_a_fault_is_found(change: Change, fault: str, sound: Path, tmp_path: Path) -> None:
    faults = changed(sound, tmp_path, change)
    assert any(fault in one for one in faults), faults


def test_the_sections_of_the_deck_are_those_of_the_file(tmp_path: Path, qapp: object) -> None:
    slides = "".join(
        f'[[slide]]\nid = "{name}"\nlayout = "statement"\ntext = "{name}"\n{more}'
        for name, more in (
            ("x", ""),
            ("a", 'section = "A & co"\n'),
            ("b", ""),
            ("c", 'section = "B"\n'),
            ("d", "backup = true\n"),
        )
    )
    (file,) = write_pptx(load_text(STORY.partition("[source.s]")[0] + slides).story, tmp_path / "sections.pptx")
    with ZipFile(file) as archive:
        root = ElementTree.fromstring(archive.read("ppt/presentation.xml"))
    found = [
        (section.get("name"), [int(slide.get("id", 0)) - 256 for slide in section.iter(f"{P14}sldId")])
        for section in root.iter(f"{P14}section")
    ]
    assert found == [("T", [0]), ("A & co", [1, 2]), ("B", [3]), ("Backup", [4])]


def test_a_slide_called_backup_keeps_its_section(tmp_path: Path, qapp: object) -> None:
    slides = '[[slide]]\nid = "k"\nlayout = "statement"\ntext = "k"\nbackup = true\n'
    slides += '[[slide]]\nid = "backup"\nlayout = "statement"\ntext = "b"\nsection = "X"\n'
    (file,) = write_pptx(load_text(STORY.partition("[source.s]")[0] + slides).story, tmp_path / "sections.pptx")
    with ZipFile(file) as archive:
        root = ElementTree.fromstring(archive.read("ppt/presentation.xml"))
    assert {section.get("name") for section in root.iter(f"{P14}section")} == {"Backup", "X"}


def test_a_group_needs_its_own_scale(sound: Path, tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        group = b'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="77" name="g"/></p:nvGrpSpPr><p:grpSpPr/></p:grpSp></p:spTree>'
        parts[SLIDE] = parts[SLIDE].replace(b"</p:spTree>", group)

    assert any("a group without its own scale" in one for one in changed(sound, tmp_path, change))


def test_notes_need_their_master_listed(sound: Path, tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        markup = parts["ppt/presentation.xml"]
        begin, end = markup.index(b"<p:notesMasterIdLst>"), markup.index(b"</p:notesMasterIdLst>")
        parts["ppt/presentation.xml"] = markup[:begin] + markup[end + len(b"</p:notesMasterIdLst>") :]

    assert "the master of notes is not listed" in changed(sound, tmp_path, change)


def test_a_faulty_file_is_not_written(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = load_text(STORY).story
    assert story is not None
    monkeypatch.setattr("desktop.output.pptx.fills.Paints.solid", lambda _self, _color: '<a:srgbClr val="nope"/>')
    target = tmp_path / "out.pptx"
    with pytest.raises(ExportError, match="no colour: nope"):
        write_pptx(story, target)
    assert list(tmp_path.iterdir()) == []
