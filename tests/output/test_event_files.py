"""A timeline slide shows the events of files wherever it is painted; a file that is wrong is said, never left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli.check import check_file
from desktop.output.pdf.write import write_pdf
from desktop.output.png import write_png
from desktop.output.selection import ExportError
from desktop.output.svg.write import write_svg
from desktop.render.frame import Frame, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.render.timeline.aggregates.aggregated_files import read_event_files
from desktop.story.load.load import load_file
from desktop.timeline.camera import TimeWindow, slide_window, story_window

STORY = """format = 1
[story]
title = "Many"
languages = ["fr", "en"]
[track.all]
title = "All"
data = "events.csv"
[[slide]]
id = "whole"
layout = "timeline"
title = "All of them"
[[slide]]
id = "words"
layout = "statement"
title = "Only words"
"""
ROWS = [f"{year}-05-0{1 + year % 9},Shown {year}" for year in range(1960, 2010, 5)]


@pytest.fixture
def file(tmp_path: Path, painter_ready: object) -> Path:
    (tmp_path / "events.csv").write_text("\n".join(["date,title", *ROWS]), "utf-8")
    made = tmp_path / "content.toml"
    made.write_text(STORY, "utf-8")
    return made


def words(frame: Frame) -> set[str]:
    return {item.text for item in frame.items if isinstance(item, TextRun)}


def test_a_timeline_slide_shows_the_whole_of_its_file(file: Path) -> None:
    story = load_file(file).story
    assert story is not None
    crowds, wrong = read_event_files(story, "en")
    assert not wrong
    alone = layout(story.slides[0], story, "en")
    told = layout(story.slides[0], story, "en", aggregated=crowds)
    assert not words(alone) & {"1960", "Shown 1960"}
    assert {"Shown 1960", "Shown 1980"} <= words(told)
    assert sum(zone.kind == "event" for zone in told.zones) == len(ROWS)


def test_a_slide_without_a_timeline_is_the_same_with_and_without(file: Path) -> None:
    story = load_file(file).story
    assert story is not None
    crowds, _ = read_event_files(story, "en")
    assert layout(story.slides[1], story, "en", aggregated=crowds) == layout(story.slides[1], story, "en")


def test_a_slide_without_a_window_of_its_own_stands_in_the_whole(file: Path) -> None:
    story = load_file(file).story
    assert story is not None
    whole = TimeWindow(-1000, 0.0, 5000.0)
    assert slide_window(story, story.slides[0], whole) == whole
    assert slide_window(story, story.slides[0]) == story_window(story)


@pytest.mark.parametrize("writer", [write_png, write_pdf, write_svg])
def test_no_format_leaves_out_a_file_that_cannot_be_read(file: Path, tmp_path: Path, writer) -> None:
    (tmp_path / "events.csv").write_text("date,title\n\n2014-13,Wrong\n", "utf-8")
    story = load_file(file).story
    with pytest.raises(ExportError) as found:
        writer(story, tmp_path / f"out.{writer.__name__.removeprefix('write_')}")
    assert "events.csv, row 3, column “date”" in str(found.value)
    assert found.value.message("fr").startswith("events.csv, ligne 3, colonne «\u00a0date\u00a0»\u00a0:")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content.toml", "events.csv"]


def test_slides_that_show_no_file_are_written_all_the_same(file: Path, tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("date\nnever\n", "utf-8")
    story = load_file(file).story
    assert [path.name for path in write_png(story, tmp_path / "out", slides="words", size=(320, 180))]


def test_check_reads_the_files_and_names_the_row(file: Path, tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("date,title\n2014,Fine\n2014-13,Wrong\n", "utf-8")
    for code, severity in (("data.note", "warning"), ("data.bad", "error")):
        found = [problem for problem in check_file(file).problems if problem.code == code]
        assert [(problem.line, problem.severity) for problem in found] == [(7, severity)]
        assert "row 3" in found[0].message("en")
        assert "ligne 3" in found[0].message("fr")
        (tmp_path / "events.csv").write_text("date,title\n\n2014-13,Wrong\n", "utf-8")


def test_without_the_library_check_says_that_it_could_not_look(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "duckdb", None)
    (file.parent / "events.parquet").write_bytes(b"PAR1")
    file.write_text(STORY.replace("events.csv", "events.parquet"), "utf-8")
    found = [problem for problem in check_file(file).problems if problem.code == "data.bad"]
    assert [problem.severity for problem in found] == ["warning"]
    assert "passeur[data]" in found[0].message("en")


def test_no_years_are_invented_while_a_file_is_read(file: Path) -> None:
    story = load_file(file).story
    assert story is not None
    alone = words(layout(story.slides[0], story, "en"))
    assert not any(text.isdecimal() for text in alone), alone


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("2014,A,a\n2015,B,b\n", []),
        ("2014,A,a\n2015,B,a\n", ["a"]),
        ("2014,A,a\n2015,B,law\n", ["law"]),
        ("2014,A,\n2015,B,\n", []),
    ],
)
def test_check_tells_an_id_that_two_events_have(file: Path, rows: str, told: list[str]) -> None:
    (file.parent / "events.csv").write_text(f"date,title,id\n{rows}", "utf-8")
    file.write_text(file.read_text("utf-8") + '\n[event.law]\ndate = "2013"\ntitle = "A law"\n', "utf-8")
    found = [problem for problem in check_file(file).problems if problem.code == "data.id"]
    assert [f"“{name}”" in problem.message("en") for problem, name in zip(found, told, strict=True)] == [True] * len(
        told
    )
    assert all(problem.severity == "warning" and problem.line == 7 for problem in found)
