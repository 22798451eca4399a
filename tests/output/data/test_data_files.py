"""The data of a story leaves whole, in forms that other programs read, and does no harm there."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path

import icalendar
import pytest

from desktop import paths
from desktop.output.data.calendar_file import write_calendar
from desktop.output.data.events_csv import write_events_csv
from desktop.output.data.markdown_file import write_markdown
from desktop.output.data.references import write_references
from desktop.output.data.timelinejs import write_timelinejs
from desktop.output.selection import ExportError
from desktop.story.load.load import load_file, load_text
from desktop.story.markdown import plain_text
from desktop.story.model import Story
from desktop.timeline.data.load import load_events

HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
HARM = '=cmd()</script>]]> \u202e\u0007 [x](javascript:alert(1)) <img src=x onerror=alert(1)> a,b;c "d" \\n'


@pytest.fixture(scope="module")
def shipped() -> Story:
    story = load_file(paths.shipped_story()).story
    assert story is not None
    return story


def story_of(*dates: str, title: str = "E") -> Story:
    events = "".join(
        f"[event.e{number}]\ndate = {json.dumps(when)}\ntrack = 'a'\ntitle = {json.dumps(title)}\ntext = {json.dumps(title)}\n"
        for number, when in enumerate(dates)
    )
    story = load_text(f"{HEAD}[track.a]\ntitle = 'A'\n{events}").story
    assert story is not None
    return story


def timelinejs(story: Story, folder: Path) -> list[dict[str, object]]:
    (file,) = write_timelinejs(story, folder / "story.json")
    events: list[dict[str, object]] = json.loads(file.read_text("utf-8"))["events"]
    return events


def calendar(story: Story, folder: Path) -> list[icalendar.Event]:
    (file,) = write_calendar(story, folder / "story.ics")
    return list(icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT"))


@pytest.mark.parametrize(
    ("when", "start", "end", "words"),
    [
        ("1999", {"year": 1999}, None, None),
        ("2014-06", {"year": 2014, "month": 6}, None, None),
        ("2014-03/2014-06-25", {"year": 2014, "month": 3}, {"year": 2014, "month": 6, "day": 25}, None),
        ("2014-06-25T10:30", {"year": 2014, "month": 6, "day": 25, "hour": 10, "minute": 30}, None, None),
        ("1801~", {"year": 1801}, None, "about 1801"),
        ("201X", {"year": 2010}, {"year": 2019}, "the 2010s"),
        ("2014/..", {"year": 2014}, None, "since 2014"),
        ("-0043", {"year": -43}, None, "44 BC"),
        ("2014-21", {"year": 2014, "month": 3}, {"year": 2014, "month": 5}, "spring 2014"),
    ],
)
def test_timelinejs_gets_each_date_with_its_doubt_in_words(when, start, end, words, tmp_path):
    (event,) = timelinejs(story_of(when), tmp_path)
    assert (event["start_date"], event.get("end_date"), event.get("display_date")) == (start, end, words)


def test_timelinejs_gets_every_event_with_its_sources(shipped, tmp_path):
    events = timelinejs(shipped, tmp_path)
    assert {event["unique_id"] for event in events} == set(shipped.event_by_id)
    for event in events:
        known = shipped.event_by_id[str(event["unique_id"])]
        text = str(event["text"])
        assert all(shipped.source_by_id[name].url in text for name in known.sources)
        assert event["group"] == shipped.track_by_id[known.track].title.get("fr")


def test_deep_time_is_cosmological(tmp_path):
    (file,) = write_timelinejs(story_of("Y-252000000/Y-66000000"), tmp_path / "story.json")
    document = json.loads(file.read_text("utf-8"))
    assert document["scale"] == "cosmological"
    assert document["events"][0]["end_date"] == {"year": -66_000_000}


def test_a_track_reads_the_table_again(shipped, tmp_path):
    write_events_csv(shipped, tmp_path / "events.csv")
    (tmp_path / "content.toml").write_text(
        HEAD
        + "".join(f'[source.{name}]\ntitle = "S"\n' for name in shipped.source_by_id)
        + '[track.a]\ntitle = "A"\ndata = "events.csv"\n',
        "utf-8",
    )
    story = load_file(tmp_path / "content.toml").story
    assert story is not None
    table = load_events(story, story.tracks[0])
    read = [table.event(row) for row in range(len(table))]
    assert [event.when.text for event in read] == [
        event.when.text for event in sorted(shipped.events, key=lambda event: event.when.sort_key)
    ]
    for event in read:
        known = shipped.event_by_id[event.id]
        assert event.title.get("en") == plain_text(known.title.get("fr"))
        assert (event.status, event.known_from, event.people, event.sources, event.weight, event.color, event.url) == (
            known.status, known.known_from, known.people, known.sources, known.weight, known.color, known.url,
        )  # fmt: skip


def test_no_cell_is_a_formula(tmp_path):
    (file,) = write_events_csv(story_of("1999", "-0043", title=HARM), tmp_path / "events.csv")
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))]
    assert [row[1] for row in rows[1:]] == ["-0043", "1999"]


def test_a_calendar_holds_each_event_for_as_long_as_it_lasts(tmp_path):
    events = calendar(story_of("1999", "2014-06", "2014-03/2014-06-25", "2014-06-25T10:30"), tmp_path)
    assert [(event.start, event.end) for event in events] == [
        (date(1999, 1, 1), date(2000, 1, 1)),
        (date(2014, 3, 1), date(2014, 6, 26)),
        (date(2014, 6, 1), date(2014, 7, 1)),
        (datetime(2014, 6, 25, 10, 30), datetime(2014, 6, 25, 10, 30)),  # noqa: DTZ001 (the time of the place)
    ]


def test_a_calendar_says_moments_with_a_zone_in_utc(tmp_path):
    story = story_of(
        "2014-03-05T10:00Z", "2014-03-06T10:00+09:00/2014-03-06T12:30Z", "2014-03-07T10:00", "0476-09-04T01:30+02:00"
    )
    events = calendar(story, tmp_path)
    written = (tmp_path / "story.ics").read_text("utf-8")
    times = [line for line in written.splitlines() if line.startswith("DT") and "STAMP" not in line]
    assert times == [
        *("DTSTART:04760903T233000Z", "DTEND:04760903T233000Z"),
        *("DTSTART:20140305T100000Z", "DTEND:20140305T100000Z"),
        *("DTSTART:20140306T010000Z", "DTEND:20140306T123000Z"),
        *("DTSTART:20140307T100000", "DTEND:20140307T100000"),
    ]
    assert [event.start.tzinfo is not None for event in events] == [True, True, True, False]
    assert calendar(story_of("0001-01-01T01:00+09:00", "0001-01-02T01:00+09:00"), tmp_path)[0].start.day == 1


def test_a_calendar_keeps_titles_texts_and_doubt(shipped, tmp_path):
    events = {str(event["summary"]): event for event in calendar(shipped, tmp_path)}
    assert set(events) == {plain_text(event.title.get("fr")) for event in shipped.events}
    xiami = events["Rachat de Xiami"]
    assert str(xiami["description"]).endswith(shipped.event_by_id["xiami"].text.get("fr"))
    urls = [shipped.source_by_id[name].url for name in shipped.event_by_id["xiami"].sources]
    assert (str(xiami["status"]), str(xiami.get("url", ""))) == ("TENTATIVE", next(filter(None, urls), ""))


def test_a_calendar_leaves_out_the_years_that_it_cannot_hold(tmp_path):
    assert [str(event["summary"]) for event in calendar(story_of("-0043", "Y-66000000", "0014"), tmp_path)] == ["E"]


def test_lines_of_a_calendar_have_75_bytes(shipped, tmp_path):
    (file,) = write_calendar(shipped, tmp_path / "story.ics")
    assert all(len(line) <= 75 for line in file.read_bytes().split(b"\r\n"))


def test_each_source_is_a_reference(shipped, tmp_path):
    (file,) = write_references(shipped, tmp_path / "story.csl.json")
    items = {item["id"]: item for item in json.loads(file.read_text("utf-8"))}
    assert list(items) == [source.id for source in shipped.sources]
    for source in shipped.sources:
        item = items[source.id]
        assert item["title"]
        assert item.get("URL", "") == source.url
        if source.date is not None:
            assert item["issued"]["date-parts"][0][0] == int(source.date.text[:4])


def test_markdown_holds_every_word_of_the_slides(shipped, tmp_path):
    (file,) = write_markdown(shipped, tmp_path / "story.md", language="en")
    text = file.read_text("utf-8")
    for slide in shipped.slides:
        notes = slide.notes.get("en").replace("\n", " ").split("---")[0]
        for words in (slide.title, slide.subtitle, slide.text, slide.note, slide.number, slide.quote):
            assert " ".join(words.get("en").split()) in " ".join(text.split()), slide.id
        assert notes.split()[:4] == [] or " ".join(notes.split()[:4]) in text.replace("> ", "")
        for claim in slide.claims:
            assert claim.says.get("en") in text
    for source in shipped.sources:
        assert f"[^{source.id}]: " in text


def test_markdown_of_some_slides_holds_only_them(shipped, tmp_path):
    (file,) = write_markdown(shipped, tmp_path / "story.md", slides="2-3")
    assert file.read_text("utf-8").count("\n## ") == 3  # and the sources
    with pytest.raises(ExportError):
        write_markdown(shipped, tmp_path / "story.md", slides="none")


@pytest.mark.parametrize(
    "write", [write_timelinejs, write_events_csv, write_calendar, write_references, write_markdown]
)
def test_texts_that_mean_harm_do_none(write, tmp_path):
    story = load_text(
        f"{HEAD}[source.s]\ntitle = {json.dumps(HARM)}\n[event.e]\ndate = '1999'\nsources = ['s']\n"
        f"title = {json.dumps(HARM)}\ntext = {json.dumps(HARM * 800)}\n[[slide]]\nid = 'a'\nlayout = 'event'\nevent = 'e'\n"
    ).story
    assert story is not None
    (file,) = write(story, tmp_path / "out.txt")
    text = file.read_text("utf-8")
    assert not set(text) & set("\u202e\u0007")
    if write is write_timelinejs:
        assert "<img" not in text
        assert "<script" not in text
        assert 'href=\\"javascript' not in text


@pytest.mark.parametrize("write", [write_timelinejs, write_events_csv, write_calendar, write_references])
def test_a_stopped_export_leaves_the_old_file(write, shipped, tmp_path):
    old = tmp_path / "out"
    old.write_bytes(b"old")
    with pytest.raises(ExportError):
        write(shipped, old, progress=lambda done, total: False)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("out", b"old")]


@pytest.mark.parametrize(
    ("code", "heading", "begin"),
    [
        ("de", "Zeitachse", "Von 3 ("),
        ("zh", "时间线", "从3（"),
        ("ar", "الخط الزمني", "من 3 ("),
        ("pl", "Oś czasu", "Od 3 ("),
    ],
)
def test_a_document_speaks_the_language_of_its_story(code: str, heading: str, begin: str, tmp_path: Path) -> None:
    story = load_text(
        f'format = 1\n[story]\ntitle = "T"\nlanguages = ["{code}"]\n[track.a]\ntitle = "A"\n'
        '[event.e]\ndate = "1999"\ntitle = "E"\ntrack = "a"\n[[slide]]\nid = "c"\nlayout = "chart"\ntitle = "C"\n'
        '[slide.chart]\nkind = "bars"\nseries = [{ points = [{ at = "1", value = 3 }, { at = "2", value = 5 }] }]\n'
    ).story
    assert story is not None
    (file,) = write_markdown(story, tmp_path / "story.md")
    text = file.read_text("utf-8")
    assert f"## {heading}\n" in text
    assert begin in text
    assert not {"Timeline", "highest", "Event", "Track", "Date"} & set(text.replace("|", " ").split())
