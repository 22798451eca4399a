"""A new story is whole: it passes every check, shows what the program can do, and harms nothing that is there."""

from __future__ import annotations

import errno
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from desktop import paths
from desktop.output.story_check import check_data_files
from desktop.story.editorial_checks import editorial_issues
from desktop.story.load.load import load_file
from desktop.story.load.locate_problems import issues_to_problems
from desktop.story.storage.new import (
    TEMPLATES,
    CreateStoryError,
    create_story,
    create_story_of_table,
    template_help,
    template_languages,
    template_title,
)

EACH = [(kind, language) for kind in TEMPLATES for language in ("en", "fr")]
EXAMPLES = [kind for kind in TEMPLATES if kind != "empty"]


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_a_new_story_has_no_problem(tmp_path: Path, kind: str, language: str) -> None:
    file = create_story(tmp_path / "some" / "folder", kind, language)
    assert file == tmp_path / "some" / "folder" / "content.toml"
    loaded = load_file(file)
    assert loaded.story is not None
    problems = loaded.problems + issues_to_problems(editorial_issues(loaded.story), loaded.text, str(file))
    assert [problem.format_line("en") for problem in problems] == []


@pytest.mark.parametrize(("kind", "language"), [each for each in EACH if each[0] in EXAMPLES])
def test_a_new_story_shows_what_there_is(tmp_path: Path, kind: str, language: str) -> None:
    story = load_file(create_story(tmp_path, kind, language)).story
    assert story is not None
    assert story.languages == (language,)
    assert 8 <= len(story.main_slides) <= 10
    assert len(story.events) >= 5
    assert len(story.sources) >= 4
    layouts = {slide.layout for slide in story.slides}
    assert {"title", "event", "list", "number", "dispute", "timeline", "closing"} <= layouts
    assert any(slide.layout == "number" and slide.chart for slide in story.slides)
    assert any(event.status == "disputed" for event in story.events)
    assert all(slide.notes for slide in story.slides)
    assert all(slide.minutes for slide in story.main_slides)
    assert any(slide.image for slide in story.slides)
    assert any(slide.steps for slide in story.slides)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_empty_story_is_one_slide_of_ones_own(tmp_path: Path, language: str) -> None:
    story = load_file(create_story(tmp_path, "empty", language)).story
    assert story is not None
    assert [slide.layout for slide in story.slides] == ["title"]
    assert (story.events, story.sources, story.languages) == ((), (), (language,))


@pytest.mark.parametrize("kind", TEMPLATES)
def test_both_languages_tell_the_same_story(kind: str) -> None:
    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shape(inner) for key, inner in value.items() if key not in _MAY_DIFFER}
        if isinstance(value, list):
            return [shape(inner) for inner in value]
        return ... if isinstance(value, str) else value

    texts = [(paths.assets() / "new" / kind / f"content.{code}.toml").read_text("utf-8") for code in ("en", "fr")]
    english, french = (tomllib.loads(text) for text in texts)
    assert shape(english) == shape(french)
    for text in texts:
        comments = re.findall(r"(?:^|  )# ", text, re.MULTILINE)
        assert len(comments) >= 15 or kind not in EXAMPLES
        assert "\r" not in text
        assert "\t" not in text
    assert "’" in texts[1]
    said = re.sub(r"#.*", "", texts[1])
    assert not re.search(r"\w [;?!»%](?:\W|$)", said), "an ordinary space before a French sign"


_MAY_DIFFER = ("paraphrase", "languages")


def test_the_language_of_the_country_does_not_matter(tmp_path: Path) -> None:
    for number, (code, language) in enumerate({"fr-CA": "fr", "fr_FR": "fr", "FR": "fr", "de": "en", "": "en"}.items()):
        story = load_file(create_story(tmp_path / str(number), "course", code)).story
        assert story is not None
        assert story.languages == (language,)


def test_only_languages_in_which_every_kind_is_written_are_offered() -> None:
    assert template_languages() == ("en", "fr")


def test_a_story_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "content.toml").write_text("mine")
    with pytest.raises(CreateStoryError) as caught:
        create_story(tmp_path, "news", "en")
    assert (tmp_path / "content.toml").read_text() == "mine"
    assert os.listdir(tmp_path) == ["content.toml"]
    assert str(tmp_path) in caught.value.message("en")
    assert "déjà" in caught.value.message("fr")


def test_a_picture_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "canal.svg").write_text("mine")
    with pytest.raises(CreateStoryError, match="taken"):
        create_story(tmp_path, "news", "en")
    assert (tmp_path / "assets" / "canal.svg").read_text() == "mine"
    assert not (tmp_path / "content.toml").exists()


def test_a_folder_with_other_things_in_it_will_do(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    create_story(tmp_path, "project", "fr")
    (tmp_path / "content.toml").unlink()
    create_story(tmp_path, "project", "en")  # the picture is the same
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "content.toml").symlink_to(tmp_path / "elsewhere.toml")
    with pytest.raises(CreateStoryError, match="there"):
        create_story(tmp_path, "news", "en")
    assert not (tmp_path / "elsewhere.toml").exists()


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CreateStoryError, match="unwritable") as caught:
        create_story(tmp_path / "file" / "story", "news", "en")
    assert "story" in caught.value.message("fr")


def test_a_full_disk_leaves_no_half_story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int, __: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(CreateStoryError, match="unwritable") as caught:
        create_story(tmp_path, "news", "fr")
    assert caught.value.message("fr").endswith(": le disque est plein")
    assert caught.value.message("en").endswith(": the disk is full")
    assert [name for _, _, names in os.walk(tmp_path) for name in names] == []


def test_kinds_have_names_and_others_are_refused(tmp_path: Path) -> None:
    for kind in TEMPLATES:
        assert template_title(kind, "fr") != template_title(kind, "en")
        assert template_help(kind, "fr")
    with pytest.raises(ValueError, match="not a kind"):
        create_story(tmp_path, "../../secret", "en")


def test_a_story_of_a_table_shows_its_events(tmp_path: Path) -> None:
    table = tmp_path / "old_films.csv"
    table.write_text("date,title\n1895-12-28,The first show\n1902,A trip to the moon\n", "utf-8")
    file = create_story_of_table(tmp_path / "story", table, "fr")
    assert (tmp_path / "story" / "old_films.csv").read_bytes() == table.read_bytes()
    loaded = load_file(file)
    assert [problem for problem in loaded.problems if problem.severity == "error"] == []
    story = loaded.story
    assert (story.title.get("fr"), story.languages, story.tracks[0].data) == ("old films", ("fr",), "old_films.csv")
    assert [slide.layout for slide in story.slides] == ["title", "timeline"]
    assert check_data_files(story) == ()


def test_a_table_beside_the_story_is_not_copied(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("date,title\n1902,A\n", "utf-8")
    create_story_of_table(tmp_path, table)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "content.toml"]
    with pytest.raises(CreateStoryError) as found:
        create_story_of_table(tmp_path, table)
    assert found.value.code == "there"


def test_what_is_no_file_makes_no_story(tmp_path: Path) -> None:
    with pytest.raises(CreateStoryError) as found:
        create_story_of_table(tmp_path / "story", tmp_path)
    assert found.value.code == "unreadable"
    assert found.value.message("en")
    assert not (tmp_path / "story").exists()
