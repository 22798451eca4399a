"""Pictures copied into the folder of a story."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.story.storage.pictures import import_picture, safe_file_name


@pytest.mark.parametrize(
    ("name", "taken", "clean"),
    [
        ("Été à Hangzhou (1).PNG", (), "ete-a-hangzhou-1.png"),
        ("../../x.svg", (), "x.svg"),
        ("摆渡人.jpg", (), "image.jpg"),
        ("a.png", ("a.png", "a-2.png"), "a-3.png"),
    ],
)
def test_pictures_get_clean_names(name, taken, clean):
    assert safe_file_name(name, taken) == clean


def test_a_picture_is_copied_once_and_one_of_the_story_not_at_all(tmp_path, stories):
    folder = tmp_path / "story"
    folder.mkdir()
    picture = Path(shutil.copy(stories / "bridge.svg", tmp_path / "Le Pont.svg"))
    assert import_picture(picture, folder) == "assets/le-pont.svg"
    assert import_picture(picture, folder) == "assets/le-pont.svg"
    assert import_picture(folder / "assets" / "le-pont.svg", folder) == "assets/le-pont.svg"
    assert [one.name for one in (folder / "assets").iterdir()] == ["le-pont.svg"]
