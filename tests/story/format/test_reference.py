"""The format reference says what the reader reads: no key missing, no key too many, every example right."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from desktop.i18n import translate
from desktop.story import chart, model
from desktop.story.editorial_checks import editorial_issues
from desktop.story.format.fields import COMMON_SLIDE_KEYS, PICTURE_KEYS, TABLES_BY_NAME
from desktop.story.format.reference import format_reference, reference_files
from desktop.story.layouts import LAYOUTS, fill_starter
from desktop.story.load.load import load_text
from desktop.story.toml.write import encode_value

MODELS = {
    "story": model.Story,
    "source": model.Source,
    "track": model.Track,
    "group": model.Group,
    "era": model.Era,
    "event": model.Event,
    "slide": model.Slide,
    "claim": model.Claim,
    "figure": model.Figure,
    "item": model.ListItem,
    "chart": chart.Chart,
    "series": chart.Series,
    "point": chart.Point,
}
MADE = {  # what the loader adds to what is written
    "story": {field.attribute_name for field in TABLES_BY_NAME["root"].fields if field.kind in ("named", "tables")}
    | {"folder"},
    "source": {"id"},
    "track": {"id"},
    "group": {"id"},
    "era": {"id"},
    "event": {"id"},
    "slide": {"has_error"},
}
WRITTEN = {"chart": {"points"}}  # read into a series


@pytest.mark.parametrize("language", sorted(reference_files()))
def test_the_committed_page_is_what_the_tables_make(language: str) -> None:
    page = reference_files()[language].read_text(encoding="utf-8")
    assert page == format_reference(language), (
        'python -c "import desktop.story.format.reference as pages; pages.write_reference()"'
    )


@pytest.mark.parametrize("language", sorted(reference_files()))
def test_every_key_and_every_layout_has_its_row_and_its_example(language: str) -> None:
    page = format_reference(language)
    for table in TABLES_BY_NAME.values():
        section = page.split(f"## `{table.header}`")[-1].split("\n## ")[0] if table.header else page
        for field in table.fields:
            row = next(line for line in section.splitlines() if re.match(rf"\| \**`{field.key}`", line))
            assert row.count("`") >= 4, row
    assert all(f"| `{name}` |" in page for name in LAYOUTS)


@pytest.mark.parametrize("language", sorted(reference_files()))
def test_its_example_is_a_story_without_a_problem(language: str) -> None:
    example = format_reference(language).split("```toml\n")[1].split("```")[0]
    loaded = load_text(example)
    assert loaded.problems == ()
    assert loaded.story is not None
    assert editorial_issues(loaded.story) == ()


@pytest.mark.parametrize("name", sorted(MODELS))
def test_the_tables_have_the_fields_of_the_model(name: str) -> None:
    there = {field.name for field in dataclasses.fields(MODELS[name])} - {"path"} - MADE.get(name, set())
    told = {field.attribute_name for field in TABLES_BY_NAME[name].fields}
    assert told - WRITTEN.get(name, set()) == there


def test_every_layout_of_the_model_is_described() -> None:
    keys = {field.key for field in TABLES_BY_NAME["slide"].fields}
    for layout in LAYOUTS.values():
        assert set(layout.displays) <= keys
        assert {key for group in layout.requires_one_of for key in group} <= keys


def test_help_is_one_line_in_both_languages_without_a_full_stop() -> None:
    for table in TABLES_BY_NAME.values():
        for thing in (table, *table.fields):
            for language in ("en", "fr"):
                sentence = translate(thing.help, language)
                assert sentence
                assert "\n" not in sentence
                assert not sentence.endswith(".")


SAMPLES = {
    "figure": "[{ value = 'Zq' }]",
    "chart": "{ points = [{ at = 'Zq', value = 1 }, { at = 'b', value = 5 }] }",
    "claim": "[{ says = 'Zq' }, { says = 'b' }]",
    "item": "[{ title = 'Zq' }, { title = 'b' }]",
    "items": "['Zq', 'b']",
    "image": "'art.svg'",
    "mark": "'摆'",
    "paraphrase": "true",
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="red"/></svg>'


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_a_layout_shows_what_the_reference_says_it_shows(name: str, tmp_path: Path, painter_ready: object) -> None:
    from desktop.render.layouts.slide_layout import layout

    (tmp_path / "art.svg").write_text(SVG)
    starter = fill_starter(LAYOUTS[name], lambda _name: "t", event_id="x", image_file="art.svg")
    needed = {key: encode_value(value) for key, value in starter.items()}

    def drawn(keys: dict[str, str]) -> object:
        said = {"title": "'t'", "text": "'w'", **needed, **keys}
        if "item" in keys:
            said.pop("items", None)
        if "items" in keys:
            said.pop("item", None)
        head = "format = 1\n[story]\ntitle = 'T'\nlanguages = ['en']\n[event.x]\ntitle = 'X'\ndate = '2000'\n"
        body = "\n".join(f"{key} = {value}" for key, value in said.items())
        story = load_text(f"{head}[[slide]]\nid = 's'\nlayout = '{name}'\n{body}", folder=tmp_path).story
        assert story is not None
        assert not story.slides[0].has_error
        return layout(story.slides[0], story, "en").items

    plain = drawn({})
    fields = [
        field
        for field in TABLES_BY_NAME["slide"].fields
        if field.key not in {*COMMON_SLIDE_KEYS, *PICTURE_KEYS} or field.key == "title"
    ]
    shown = {field.key for field in fields if drawn({field.key: SAMPLES.get(field.key, "'Zq'")}) != plain}
    assert shown | set(needed) - set(COMMON_SLIDE_KEYS) == set(LAYOUTS[name].displays)
