"""The format reference says what the reader reads: no key missing, no key too many, every example right."""

from __future__ import annotations

import dataclasses
import re

import pytest

from desktop import paths
from desktop.story import model
from desktop.story.check import check
from desktop.story.fields import LAYOUT_TABLE, TABLES
from desktop.story.load import load_text
from desktop.story.reference import FILES, reference

MODELS = {
    "story": model.Story,
    "source": model.Source,
    "track": model.Track,
    "event": model.Event,
    "slide": model.Slide,
    "claim": model.Claim,
    "figure": model.Figure,
    "item": model.Entry,
    "chart": model.Chart,
    "series": model.Series,
    "point": model.Point,
}
MADE = {  # what the loader adds to what is written
    "story": {"sources", "tracks", "events", "slides", "folder"},
    "source": {"id"},
    "track": {"id"},
    "event": {"id"},
    "slide": {"problem"},
}
WRITTEN = {"chart": {"points"}}  # read into a series


@pytest.mark.parametrize("language", sorted(FILES))
def test_the_committed_page_is_what_the_tables_make(language: str) -> None:
    page = (paths.help_folder() / FILES[language]).read_text(encoding="utf-8")
    assert page == reference(language), 'python -c "from desktop.story.reference import write; write()"'


@pytest.mark.parametrize("language", sorted(FILES))
def test_every_key_and_every_layout_has_its_row_and_its_example(language: str) -> None:
    page = reference(language)
    for table in TABLES.values():
        section = page.split(f"## `{table.header}`")[-1].split("\n## ")[0] if table.header else page
        for field in table.fields:
            row = next(line for line in section.splitlines() if re.match(rf"\| \**`{field.key}`", line))
            assert row.count("`") >= 4, row
    assert all(f"| `{name}` |" in page for name in LAYOUT_TABLE)


@pytest.mark.parametrize("language", sorted(FILES))
def test_its_example_is_a_story_without_a_problem(language: str) -> None:
    example = reference(language).split("```toml\n")[1].split("```")[0]
    loaded = load_text(example)
    assert loaded.problems == ()
    assert loaded.story is not None
    assert check(loaded.story) == ()


@pytest.mark.parametrize("name", sorted(MODELS))
def test_the_tables_have_the_fields_of_the_model(name: str) -> None:
    there = {field.name for field in dataclasses.fields(MODELS[name])} - {"path"} - MADE.get(name, set())
    told = {field.name for field in TABLES[name].fields}
    assert told - WRITTEN.get(name, set()) == there


def test_every_layout_of_the_model_is_described() -> None:
    assert tuple(LAYOUT_TABLE) == model.LAYOUTS
    keys = {field.key for field in TABLES["slide"].fields}
    for layout in LAYOUT_TABLE.values():
        assert set(layout.shows) <= keys
        assert {key for group in layout.needs for key in group} <= keys


def test_help_is_one_line_in_both_languages_without_a_full_stop() -> None:
    for table in TABLES.values():
        for thing in (table, *table.fields):
            for sentence in thing.help:
                assert sentence
                assert "\n" not in sentence
                assert not sentence.endswith(".")
                assert not re.search(r" [:;?!»]|« ", sentence) or sentence is thing.help[0]
