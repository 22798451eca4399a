"""What a story names goes along with it, and nothing at the goal is written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.story.load.load import load_text
from desktop.story.model import Story
from desktop.story.storage.linked_files import companion_files, copy_companions, rename_companions

TEXT = """format = 1
[story]
title = "T"
languages = ["en"]
[track.t]
title = "T"
data = "events.csv"
[[slide]]
id = "a"
layout = "image"
image = "assets/one.png"  # why
[[slide]]
id = "b"
layout = "image"
image = "assets/one.png"
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    here, there = tmp_path / "here", tmp_path / "there"
    (here / "assets").mkdir(parents=True)
    there.mkdir()
    (here / "assets" / "one.png").write_bytes(b"mine")
    (here / "events.csv").write_bytes(b"date\n2001\n")
    return here, there


def story_in(folder: Path) -> Story:
    story = load_text(TEXT, folder=str(folder)).story
    assert story is not None
    return story


def test_pictures_and_data_files_are_copied(folders: tuple[Path, Path]) -> None:
    here, there = folders
    files = companion_files(story_in(here))
    assert files == ("assets/one.png", "events.csv")
    assert copy_companions(files, here, there) == {}
    assert (there / "assets" / "one.png").read_bytes() == b"mine"
    assert (there / "events.csv").read_bytes() == b"date\n2001\n"
    assert copy_companions(files, here, there) == {}  # the same files are there already
    assert len(list(there.rglob("*.*"))) == 2


def test_another_file_of_the_same_name_stays_and_the_text_names_the_copy(folders: tuple[Path, Path]) -> None:
    here, there = folders
    (there / "assets").mkdir()
    (there / "assets" / "one.png").write_bytes(b"theirs")
    story = story_in(here)
    renamed = copy_companions(companion_files(story), here, there)
    assert renamed == {"assets/one.png": "assets/one-2.png"}
    assert (there / "assets" / "one.png").read_bytes() == b"theirs"
    assert (there / "assets" / "one-2.png").read_bytes() == b"mine"
    assert rename_companions(TEXT, story, renamed) == TEXT.replace("one.png", "one-2.png")


def test_what_is_missing_is_left_out(folders: tuple[Path, Path]) -> None:
    here, there = folders
    assert copy_companions(["nowhere.png"], here, there) == {}
    assert list(there.iterdir()) == []


def test_a_folder_that_is_not_there_is_not_made(folders: tuple[Path, Path]) -> None:
    here, there = folders
    with pytest.raises(FileNotFoundError):
        copy_companions(["events.csv"], here, there / "nowhere")
    assert not (there / "nowhere").exists()
