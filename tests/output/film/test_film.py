"""A film shows each slide for its time, with captions and chapters, and is the same each time."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.output.export_job import prepare_export
from desktop.output.film import encode
from desktop.output.film.captions import chapter_file, web_vtt
from desktop.output.film.shots import plan_captions, plan_shots
from desktop.output.film.write import write_film
from desktop.output.selection import ExportError
from desktop.story.load.load import load_text
from desktop.story.model import Story

pytestmark = pytest.mark.usefixtures("painter_ready")
needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="needs ffmpeg")
NOTES = (
    "Before the first step.\\n[1] " + "One word after another, so that it does not fit on two lines of a caption. " * 3
)
TEXT = f"""format = 1
[story]
title = "A = story"
languages = ["en"]
[[slide]]
id = "one"
layout = "statement"
title = "One"
minutes = 0.05
notes = "Said & done < here"
[[slide]]
id = "two"
layout = "list"
title = "Two"
steps = true
minutes = 0.1
notes = "{NOTES}"
[[slide.item]]
title = "A"
[[slide.item]]
title = "B"
[[slide]]
id = "three"
layout = "statement"
title = "Three"
[[slide]]
id = "spare"
layout = "statement"
title = "Spare"
backup = true
"""


@pytest.fixture
def story() -> Story:
    result = load_text(TEXT)
    assert result.story is not None, result.problems
    return result.story


def probe(file: Path) -> dict[str, object]:
    words = ["ffprobe", "-v", "error", "-count_frames", "-show_streams", "-show_chapters", "-of", "json", str(file)]
    found: dict[str, object] = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)
    return found


def test_each_slide_takes_its_minutes_and_its_steps_share_them(story: Story) -> None:
    shots = plan_shots(prepare_export(story, "", "1-3", "all").pages, story, 30)
    assert [(shot.page.slide.id, shot.page.step, shot.first, shot.count) for shot in shots] == [
        ("one", 0, 0, 90), ("two", 0, 90, 60), ("two", 1, 150, 60), ("two", 2, 210, 60), ("three", 0, 270, 240),
    ]  # fmt: skip
    assert [shot.fade for shot in shots] == [0, 6, 4, 4, 6]


def test_seconds_rule_over_minutes(story: Story) -> None:
    shots = plan_shots(prepare_export(story, "", "1-3", "all").pages, story, 30, 1.0)
    assert [shot.count for shot in shots] == [30, 10, 10, 10, 30]


def test_captions_are_said_while_their_step_is_shown(story: Story) -> None:
    shots = plan_shots(prepare_export(story, "", "1-3", "all").pages, story, 30)
    captions = plan_captions(shots, "en")
    assert (captions[0].first, captions[0].end, captions[0].text) == (0, 90, "Said & done < here")
    assert (captions[1].first, captions[1].end, captions[1].text) == (90, 150, "Before the first step.")
    assert captions[2].first == 150
    assert captions[-1].end == 270
    assert all(before.end == after.first for before, after in pairwise(captions[1:]))
    assert all(len(caption.text) <= 84 for caption in captions)
    said = " ".join(caption.text for caption in captions[2:])
    assert said.count("One word after another, so that it does not fit on two lines of a caption.") == 3
    text = web_vtt(captions, 30)
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:03.000\nSaid &amp; done &lt; here\n")


def test_each_slide_is_a_chapter(story: Story) -> None:
    shots = plan_shots(prepare_export(story, "", "1-3", "all").pages, story, 30)
    text = chapter_file(shots, story, "en", 30)
    assert "title=A \\= story" in text
    assert text.count("[CHAPTER]") == 3
    assert "START=90\nEND=270\ntitle=Two" in text


def test_the_same_story_makes_the_same_pictures(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encode.shutil, "which", lambda name: None)
    hashes = []
    for name in ("a", "b"):
        with pytest.raises(ExportError, match="ffmpeg"):
            write_film(story, tmp_path / name / "talk.mp4", size=(320, 180))
        files = sorted((tmp_path / name / "talk-frames").iterdir())
        hashes.append([(file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in files])
    assert hashes[0] == hashes[1]
    assert len(hashes[0]) == 5 + 6 + 4 + 4 + 6 + 2  # a picture a shot, the fades, and the two lists


@needs_ffmpeg
@pytest.mark.parametrize(
    "suffix", [".mp4", *(pytest.param(suffix, marks=pytest.mark.slow) for suffix in (".webm", ".gif"))]
)
def test_a_film_has_its_frames_its_size_and_chapters(story: Story, tmp_path: Path, suffix: str) -> None:
    files = write_film(story, tmp_path / f"talk{suffix}", size=(321, 181), seconds=0.6)
    assert [file.name for file in files] == [f"talk{suffix}", "talk.vtt"]
    found = probe(files[0])
    (stream,) = (one for one in found["streams"] if one["codec_type"] == "video")  # type: ignore[attr-defined]
    rate = 10 if suffix == ".gif" else 30
    assert int(stream["nb_read_frames"]) == round(0.6 * 3 * rate)
    if suffix != ".gif":
        assert (stream["width"], stream["height"]) == (320, 180)
        assert [chapter["tags"]["title"] for chapter in found["chapters"]] == ["One", "Two", "Three"]  # type: ignore[attr-defined]


@needs_ffmpeg
def test_a_stopped_film_leaves_the_old_one(story: Story, tmp_path: Path) -> None:
    old = tmp_path / "talk.mp4"
    old.write_bytes(b"old")
    with pytest.raises(ExportError):
        write_film(story, old, size=(320, 180), progress=lambda done, total: done < 4)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("talk.mp4", b"old")]


@needs_ffmpeg
def test_what_ffmpeg_says_is_told(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(encode._CODECS, ".mp4", ("-c:v", "no-such-codec"))
    with pytest.raises(ExportError, match="no-such-codec"):
        write_film(story, tmp_path / "talk.mp4", size=(64, 36), seconds=0.2)
    assert list(tmp_path.iterdir()) == []
