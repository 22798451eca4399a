"""Every format has all its parts, and command line, dialog and README offer the same formats."""

from __future__ import annotations

import inspect
import re
import shutil
from pathlib import Path

import pytest

from desktop.cli.parser import build_parser
from desktop.cli.run import main
from desktop.output.writers import SUFFIXES, WRITERS, Writer, flag_of, writer_for
from desktop.story.load.load import load_file


@pytest.fixture(params=WRITERS.values(), ids=WRITERS)
def writer(request) -> Writer:
    return request.param


def test_its_function_takes_its_options(writer: Writer) -> None:
    parameters = inspect.signature(writer.function()).parameters
    wanted = {
        "story",
        "path",
        "language",
        "progress",
        *writer.options,
        *(writer.fixed_options or {}),
    }
    assert wanted <= set(parameters)


def test_its_label_and_suffix_can_be_shown(writer: Writer) -> None:
    assert writer.label
    assert writer.label == writer.label.strip()
    assert re.fullmatch(r"(\.[a-z0-9]+)+", writer.suffix)


def test_it_writes_files_with_its_suffix(writer: Writer, stories: Path, tmp_path: Path, painter_ready: object) -> None:
    story = load_file(stories / "layouts.toml").story
    assert story is not None
    if writer.write.startswith("film") and not shutil.which("ffmpeg"):
        pytest.skip("needs ffmpeg")
    path = tmp_path / ("folder" if writer.in_folder else f"out{writer.suffix}")
    files = writer.export(story, path, language="en", slides="1-2", steps="final", size=(320, 180), seconds=0.2)
    assert all(file.name.endswith((writer.suffix, ".vtt")) for file in files)
    assert all(file.stat().st_size > 10 for file in files)


def test_the_command_line_has_its_options_and_help(writer: Writer, capsys) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args(["export", "--help"])
    text = capsys.readouterr().out
    assert writer.suffix in text
    for option in writer.options:
        assert flag_of(option) in text


def test_the_readme_names_it_with_its_options(writer: Writer, root: Path) -> None:
    _, _, after = (root / "README.md").read_text("utf-8").partition("What `passeur export` writes:")
    formats = after.partition("\n## ")[0]
    assert f"`{writer.suffix}`" in formats
    for option in writer.options:
        assert f"`{flag_of(option)}" in formats


def test_a_path_finds_its_writer(tmp_path: Path) -> None:
    assert writer_for(Path("story.PDF")) is WRITERS["pdf"]
    assert writer_for(Path("pictures")) is WRITERS["png"]
    (tmp_path / "slides.svg").mkdir()
    assert writer_for(tmp_path / "slides.svg") is WRITERS["png"]
    assert writer_for(Path("story.docx")) is None
    assert writer_for(Path("story.JSON")) is WRITERS["timelinejs"]
    assert writer_for(Path("story.csl.json")) is WRITERS["references"]


def test_an_unknown_suffix_is_refused_with_the_formats_there_are(stories: Path, capsys) -> None:
    assert main(["export", str(stories / "layouts.toml"), "-o", "story.docx"]) == 2
    refusal = capsys.readouterr().err
    assert all(suffix in refusal for suffix in SUFFIXES)
