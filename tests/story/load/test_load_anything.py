"""Any text at all is read: into a story or into problems with their places, and never into an exception."""

from __future__ import annotations

import tomllib

from hypothesis import given, strategies as st

from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.load.load import load_text
from desktop.story.storage.files import NamedFiles
from tests.examples import examples


@examples(100)
@given(data=st.data())
def test_reading_part_by_part_gives_what_the_parser_gives(
    documents: st.SearchStrategy[str], data: st.DataObject
) -> None:
    from desktop.story.toml.read import parse_toml

    text = data.draw(documents)
    assert parse_toml(text) == tomllib.loads(text.removeprefix("\ufeff"))
    assert parse_toml(text) == tomllib.loads(text.removeprefix("\ufeff"))  # now from what is known


@examples(150)
@given(data=st.data())
def test_no_text_makes_the_loader_fail(documents: st.SearchStrategy[str], data: st.DataObject) -> None:
    text = data.draw(documents)
    for _ in range(data.draw(st.integers(0, 2))):
        at = data.draw(st.integers(0, len(text)))
        noise = data.draw(
            st.sampled_from(('"', "'''", "[", "{", "=", "\\", "]", "\n[[", "é", "“", ",", "\r", "\0", "x y", "}"))
        )
        text = text[:at] + noise + text[at + data.draw(st.integers(0, 2)) :]
    loaded = load_text(text, path="f")
    lines = text.count("\n") + 1
    for problem in loaded.problems:
        assert 1 <= problem.line <= lines
        assert problem.format_line("fr").startswith(f"f:{problem.line}:{problem.column}: ")
        assert problem.format_line("en")
    assert (loaded.story is None) == any(
        problem.code.startswith(("syntax", "file.deep")) for problem in loaded.problems
    )


_KEYS = st.sampled_from(sorted({field.key for table in TABLES_BY_NAME.values() for field in table.fields}))
_VALUES = st.recursive(
    st.one_of(
        st.text(max_size=3), st.integers(-2, 2030), st.booleans(), st.floats(), st.just(["a"]), st.just({"fr": "x"})
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@examples(200)
@given(data=st.dictionaries(st.sampled_from([field.key for field in TABLES_BY_NAME["root"].fields]), _VALUES))
def test_no_data_makes_the_builder_fail(data: dict[str, object]) -> None:
    from desktop.story.load.load import _StoryBuilder

    builder = _StoryBuilder(data, NamedFiles(""), "en")
    story = builder.build()
    hash(story)
    assert all(isinstance(slide.id, str) and slide.id for slide in story.slides)
