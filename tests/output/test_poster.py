"""The timeline alone, on paper of any size: the larger the sheet, the more it names."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QImage

from desktop.output.poster.paper import paper_size
from desktop.output.poster.poster_frame import PX_PER_MM, poster_frame
from desktop.output.poster.write import write_poster
from desktop.output.selection import ExportError
from desktop.render.frame import TextRun
from desktop.render.timeline.aggregates.aggregated_files import read_event_files
from desktop.story.dates.calendar import seconds_from_civil
from desktop.story.load.load import load_file, load_text
from desktop.story.model import Story
from desktop.timeline.camera import story_window, window_between

TITLES = [f"Event {number} of the long century" for number in range(120)]


@pytest.fixture
def story(painter_ready: object) -> Story:
    text = 'format = 1\n[story]\ntitle = "A long century"\nsubtitle = "Told in full"\nlanguages = ["en"]\n'
    text += '[track.t]\ntitle = "All"\n'
    for number, title in enumerate(TITLES):
        text += f'[source.s{number}]\ntitle = "Source {number}"\n'
        text += (
            f'[event.e{number}]\ntitle = "{title}"\ntrack = "t"\ndate = "{1800 + number}-05"\nsources = ["s{number}"]\n'
        )
    made = load_text(text).story
    assert made is not None
    return made


def words(frame) -> list[str]:
    return [item.text for item in frame.items if isinstance(item, TextRun)]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("A0", (1189, 841)),
        ("a4", (297, 210)),
        ("A3-portrait", (297, 420)),
        ("A3-landscape", (420, 297)),
        ("B1", (1000, 707)),
        ("arch-e", (1219.2, 914.4)),
        ("letter-portrait", (215.9, 279.4)),
        ("1000x500mm", (1000, 500)),
        ("2 × 1 m", (2000, 1000)),
        ("36x24in", (914.4, 609.6)),
        ("20x500mm", None),
        ("11x1m", None),
        ("1.2.3x4mm", None),
        ("1920x1080", None),
        ("C4", None),
        ("", None),
    ],
)
def test_papers_have_names_and_any_size(text, size):
    assert paper_size(text) == (pytest.approx(size) if size else None)


def test_a_larger_sheet_names_more(story):
    named = [
        len(
            {word for word in words(poster_frame(story, "en", paper_size(size), story_window(story))) if word in TITLES}
        )
        for size in ("A4", "A2", "A0")
    ]
    assert named[0] < named[1] <= named[2] == len(TITLES)


def test_nothing_leaves_the_sheet_and_the_texts_are_apart_from_the_timeline(story):
    for size in ("A5", "A3-portrait", "A0"):
        frame = poster_frame(story, "en", paper_size(size), story_window(story))
        assert (frame.width, frame.height) == pytest.approx([side * PX_PER_MM for side in paper_size(size)])
        for item in frame.items:
            if isinstance(item, TextRun):
                assert item.x >= 0, item
                assert item.x + item.width <= frame.width, item
                assert 0 <= item.y <= frame.height, item
        heading = next(item for item in frame.items if isinstance(item, TextRun) and item.text == "Sources")
        assert all(
            item.y < heading.y for item in frame.items if isinstance(item, TextRun) and item.text in (*TITLES, "1850")
        )


def test_few_events_have_large_names(story):
    few = load_text(
        'format = 1\n[story]\ntitle = "Two"\nlanguages = ["en"]\n[event.a]\ntitle = "First"\ndate = "1900"\n'
        '[event.b]\ntitle = "Second"\ndate = "1950"\n'
    ).story
    sizes = [
        max(
            item.font.size
            for item in poster_frame(told, "en", paper_size("A3"), story_window(told)).items
            if isinstance(item, TextRun) and item.text in ("First", *TITLES)
        )
        for told in (story, few)
    ]
    assert sizes[0] < sizes[1]


def test_a_pdf_has_the_size_of_its_paper_and_words_that_can_be_found(story, tmp_path: Path):
    [file] = write_poster(story, tmp_path / "p.pdf", size="A1", window="1850/1869")
    [page] = pypdf.PdfReader(file).pages
    assert [float(side) * 25.4 / 72 for side in page.mediabox[2:]] == pytest.approx([841, 594], abs=0.5)
    text = " ".join(page.extract_text().split())
    assert "A long century" in text
    assert "Told in full · 1850 – 1869" in text
    assert TITLES[60] in text
    assert TITLES[10] not in text
    assert "Source 60" in text
    assert "Source 10" not in text.replace("Source 100", "")


def test_svg_and_png_are_as_large_as_the_paper(story, tmp_path: Path):
    [drawing] = write_poster(story, tmp_path / "p.svg", size="1000x500mm")
    assert 'width="1000mm" height="500mm"' in drawing.read_text("utf-8")[:300]
    [picture] = write_poster(story, tmp_path / "p.png", size="A5")
    image = QImage(str(picture))
    write_poster(story, tmp_path / "pixels.png", size="640x360")
    assert QImage(str(tmp_path / "pixels.png")).width() == 640
    assert (image.width(), image.height()) == (round(210 * 150 / 25.4), round(148 * 150 / 25.4))


def test_what_is_no_paper_and_no_date_is_told_and_nothing_is_written(story, tmp_path: Path):
    for wrong, said in (({"size": "C5"}, "“C5” is no paper"), ({"window": "then"}, "“then” is not a date")):
        with pytest.raises(ExportError) as caught:
            write_poster(story, tmp_path / "p.pdf", **wrong)
        assert said in caught.value.message("en")
    assert not list(tmp_path.iterdir())


def test_numbers_of_tracks_stay_readable_and_their_sources_are_named(painter_ready):
    text = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
    text += '[source.office]\nauthor = "A. Counter"\ntitle = "Tables"\n[source.early]\npublisher = "Early"\n'
    for track in range(5):
        points = ", ".join(f"{{ date = {1990 + year}, value = {10 + year} }}" for year in range(9))
        text += (
            f'[track.n{track}]\ntitle = "Numbers {track}"\n[track.n{track}.series]\nunit = "kg"\nsources = ["office"]\n'
        )
        text += f'points = [{{ date = 1950, value = 3, sources = ["early"] }}, {points}]\n'
    text += '[track.t]\ntitle = "Deeds"\n'
    text += "".join(
        f'[event.e{number}]\ntitle = "Deed {number}"\ndate = "{1990 + number}"\ntrack = "t"\n' for number in range(6)
    )
    story = load_text(text).story
    assert story is not None
    shown = words(poster_frame(story, "en", (297.0, 210.0), window_between(*story_years(1990, 1999))))
    assert "A. Counter, Tables" in shown  # by whom it is, not its id
    assert "Early" not in shown  # its number is out of the window
    assert sum(text == "18" for text in shown) == 5  # the last number of each track
    assert sum(text.startswith("Deed ") for text in shown) == 6


def story_years(first: int, last: int) -> tuple[int, int]:
    return seconds_from_civil(first), seconds_from_civil(last)


def test_title_and_sources_of_an_arabic_poster_stand_at_the_right_and_time_runs_as_on_slides(painter_ready):
    text = 'format = 1\n[story]\ntitle = "مهرجان الصيف"\nlanguages = ["ar"]\n[source.s]\ntitle = "المصدر"\n'
    for year in (1900, 1950):
        text += f'[event.e{year}]\ntitle = "حدث {year}"\ndate = "{year}"\nsources = ["s"]\n'
    story = load_text(text).story
    frame = poster_frame(story, "ar", paper_size("A3"), story_window(story))
    runs = {item.text: item for item in frame.items if isinstance(item, TextRun)}
    title = runs["مهرجان الصيف"]
    margin = frame.width - title.x - title.width
    assert 0 < margin < title.x
    assert runs["المصدر"].x > frame.width / 2
    assert runs["حدث 1900"].x < runs["حدث 1950"].x
    assert next(zone for zone in frame.zones if zone.path == ("story", "title", "ar")).x == pytest.approx(title.x)


def test_a_file_of_events_does_not_make_the_other_names_small(painter_ready, tmp_path: Path):
    rows = [f"{1900 + number % 100}-05-0{1 + number % 9},Row {number}" for number in range(400)]
    (tmp_path / "rows.csv").write_text("\n".join(["date,title", *rows]), "utf-8")
    (tmp_path / "content.toml").write_text(
        'format = 1\n[story]\ntitle = "Log"\nlanguages = ["en"]\n[track.log]\ntitle = "Log"\ndata = "rows.csv"\n'
        '[track.t]\ntitle = "All"\n[event.a]\ntitle = "First"\ndate = "1910"\ntrack = "t"\n'
    )
    story = load_file(tmp_path / "content.toml").story
    assert story is not None
    crowds, _ = read_event_files(story, "en")
    frame = poster_frame(story, "en", paper_size("A1"), story_window(story), aggregated=crowds)
    assert next(item for item in frame.items if isinstance(item, TextRun) and item.text == "First").font.size > 40
    assert sum(text.startswith("Row ") for text in words(frame)) > 2
