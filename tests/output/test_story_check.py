"""What cannot be read is told alike by `check`, the list before a talk, and the session."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from desktop import paths
from desktop.cli.check import check_file
from desktop.render import font_files
from desktop.session.checks.preflight import check_story

pytestmark = pytest.mark.usefixtures("painter_ready")


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


_PNG = b"".join(
    (
        b"\x89PNG\r\n\x1a\n",
        _chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
        _chunk(b"IDAT", zlib.compress(b"\x00\xff")),
        _chunk(b"IEND", b""),
    )
)
_STORY = """format = 1
[story]
title = "T"
languages = ["en"]

[[slide]]
id = "one"
layout = "image"
image = "picture.{suffix}"
alt = "A picture"
"""

_BROKEN = {
    "words": ("png", b"nonsense"),
    "empty": ("png", b""),
    "cut": ("png", _PNG[:40]),
    "another kind": ("jpg", _PNG),
    "no SVG": ("svg", b"<html></html>"),
    "entities": ("svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'),
    "endless line": ("svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e9 1"/>'),
    "huge": ("png", _PNG[:8] + _chunk(b"IHDR", (60_000).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])) + _PNG[33:]),
}


def _write(folder: Path, suffix: str, data: bytes) -> Path:
    (folder / f"picture.{suffix}").write_bytes(data)
    file = folder / "content.toml"
    file.write_text(_STORY.format(suffix=suffix), "utf-8")
    return file


@pytest.mark.parametrize(("suffix", "data"), _BROKEN.values(), ids=_BROKEN)
def test_a_picture_that_cannot_be_shown_is_told_with_its_place(suffix, data, tmp_path):
    result = check_file(_write(tmp_path, suffix, data))
    (problem,) = [problem for problem in result.problems if problem.code == "image.unreadable"]
    assert (problem.line, problem.severity) == (9, "error")
    assert f"picture.{suffix}" in problem.message("en")
    files = [
        line for line in check_story(result, str(tmp_path / "content.toml"), "en") if "Files missing" in line.message
    ]
    assert [line.status for line in files] == ["no"]


def test_a_picture_that_can_be_shown_is_no_problem(tmp_path):
    result = check_file(_write(tmp_path, "png", _PNG))
    assert [problem.code for problem in result.problems if problem.severity == "error"] == []


def test_data_that_does_not_read_is_told_before_a_talk(tmp_path):
    file = tmp_path / "content.toml"
    (tmp_path / "events.csv").write_text("nothing,here\n1,2\n", "utf-8")
    file.write_text(
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[track.a]\ntitle = "A"\ndata = "events.csv"\n'
        '[[slide]]\nid = "one"\nlayout = "timeline"\n',
        "utf-8",
    )
    result = check_file(file)
    assert [problem.code for problem in result.problems if problem.severity == "error"] == ["data.bad"]
    assert any("Files missing" in line.message for line in check_story(result, str(file), "en"))


@pytest.mark.parametrize("data", [b"no font", None], ids=["nonsense", "gone"])
def test_a_face_that_does_not_load_is_told_by_its_file(data, tmp_path, monkeypatch):
    faces = tmp_path / "faces"
    faces.mkdir()
    for face in paths.fonts().iterdir():
        (faces / face.name).symlink_to(face)
    (broken, *_), *_ = font_files.FACES.values()
    (faces / broken.file_name).unlink()
    if data is not None:
        (faces / broken.file_name).write_bytes(data)
    monkeypatch.setattr(font_files, "_loaded_files", font_files._loaded_files - {broken.file_name})
    monkeypatch.setattr(paths, "fonts", lambda: faces)
    result = check_file(_write(tmp_path, "png", _PNG))
    (problem,) = [problem for problem in result.problems if problem.code == "font.unreadable"]
    assert (problem.severity, broken.file_name in problem.message("en")) == ("error", True)
    lines = check_story(result, str(tmp_path / "content.toml"), "en")
    assert {line.message: line.status for line in lines}[f"Fonts cannot be read: {broken.file_name}"] == "no"


def test_a_mark_that_cannot_be_read_on_its_picture_is_told_as_a_whole(tmp_path):
    (tmp_path / "gold.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><rect width="90" height="60" fill="#d9a95b"/></svg>'
    )
    file = tmp_path / "content.toml"
    file.write_text(
        'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n[[slide]]\nid = "s"\nlayout = "title"\n'
        'title = "T"\nimage = "gold.svg"\nalt = "Gold"\nmark = "METRO"\n'
    )
    told = [problem.message("en") for problem in check_file(file).problems]
    assert any("“METRO”" in message for message in told), told
