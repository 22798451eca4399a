"""What may be written is offered where it may be written, in a text that is broken because somebody types in it."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, strategies as st

from desktop.i18n import translate
from desktop.story.assist.complete import complete
from desktop.story.assist.cursor import cursor_context, enclosing_block, field_definition, table_definition
from desktop.story.assist.definition import find_definition
from desktop.story.assist.suggestion import Suggestion
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.layouts import LAYOUTS
from desktop.story.load.load import load_text
from desktop.story.model import COLORS, STATUSES
from tests.examples import examples

HEAD = """\
format = 1

[story]
title = { fr = "Le pont", en = "The bridge" }
languages = ["fr", "en"]

[source.gazette]
publisher = "La Gazette"
date = "1889-05-12"

[source.ledger]
title = { fr = "Registre", en = "Ledger" }

[track.works]
title = "Works"
color = "#12ab9f"

[event.opening]
date = "1889"
title = { fr = "Ouverture", en = "Opening" }
track = "works"
sources = ["gazette", "chronicle"]

[event.flood]
date = 1910
title = "The flood"

"""
SLIDE = '[[slide]]\nid = "a"\nlayout = "dispute"\n'


def at(marked: str, language: str = "en", files: tuple[str, ...] = ()) -> list[Suggestion]:
    """Complete at the sign ¦."""
    return complete(marked.replace("¦", "", 1), marked.index("¦"), language, files)


def labels(marked: str, language: str = "en", files: tuple[str, ...] = ()) -> list[str]:
    return [one.label for one in at(marked, language, files)]


def taken(marked: str, label: str) -> str:
    """Take a suggestion; the result with ¦ where the cursor is then."""
    text = marked.replace("¦", "", 1)
    one = next(one for one in at(marked) if one.label == label)
    new, place = one.apply(text), one.start + one.cursor_offset
    return new[:place] + "¦" + new[place:]


# ---------------------------------------------------------------------------- tables


def test_headers_are_offered_with_what_they_hold() -> None:
    found = labels(HEAD + "[¦")
    assert found[0] == "[[event.flood.figure]]"
    assert {"[[slide]]", "[event.ID]", "[source.ID]", "[track.ID]"} <= set(found)
    assert "[story]" not in found
    assert "[story]" in labels("format = 1\n[¦")
    assert taken(HEAD + "[[sl¦", "[[slide]]") == HEAD + "[[slide]]¦"
    assert taken(HEAD + "[¦]", "[event.ID]") == HEAD + "[event.¦]"
    assert taken(HEAD + "[[¦]]\n", "[[slide]]") == HEAD + "[[slide]]¦\n"


def test_tables_that_are_named_and_missing_come_as_they_are_named() -> None:
    assert "[source.chronicle]" in labels(HEAD + "[¦")
    assert labels(HEAD + "[source.ch¦")[0] == "[source.chronicle]"
    assert taken(HEAD + "[source.ch¦", "[source.chronicle]") == HEAD + "[source.chronicle]¦"


def test_tables_inside_a_slide_come_first() -> None:
    assert labels(HEAD + SLIDE + "[¦")[:4] == [
        "[[slide.figure]]",
        "[slide.chart]",
        "[[slide.claim]]",
        "[[slide.item]]",
    ]
    assert "[slide.chart]" not in labels(HEAD + SLIDE + '[slide.chart]\nkind = "bars"\n[¦')
    assert labels(HEAD + SLIDE + "[slide.chart]\n[¦")[0] == "[[slide.chart.series]]"
    assert "[[slide.claim]]" in labels(HEAD + SLIDE + '  [[slide.claim]]\n  says = "x"\n  [¦')


def test_a_word_at_the_start_of_a_line_finds_tables_too() -> None:
    assert "[[slide.claim]]" in labels(HEAD + SLIDE + "cla¦")
    assert labels(HEAD + "slid¦")[0] == "[[slide]]"


# ---------------------------------------------------------------------------- keys


def test_the_keys_of_a_table_that_are_not_there_yet() -> None:
    found = labels(HEAD + SLIDE + "¦")
    assert "id" not in found
    assert "layout" not in found
    assert "claim" not in found  # a table of its own
    assert found.index("event") < found.index("text") < found.index("minutes")
    keys = {field.key for field in TABLES_BY_NAME["slide"].fields if field.kind not in ("table", "tables")}
    assert keys - {"id", "layout"} == {label for label in found if "[" not in label}


def test_what_the_layout_shows_comes_before_what_it_does_not() -> None:
    found = labels(HEAD + '[[slide]]\nid = "q"\nlayout = "quote"\n¦')
    assert found[0] == "quote"
    assert found.index("by") < found.index("number")


def test_keys_match_what_is_typed() -> None:
    assert labels(HEAD + "[event.x]\nkno¦")[0] == "known_from"
    assert labels(HEAD + "[event.x]\nfrom¦")[:2] == ["known_from", "became_from"]
    assert labels(HEAD + "[event.x]\nkf¦")[0] == "known_from"
    assert labels(HEAD + "[event.x]\nzzz¦") == []


def test_a_key_comes_with_what_its_value_begins_with() -> None:
    assert taken(HEAD + SLIDE + "ti¦", "title") == HEAD + SLIDE + 'title = { fr = "¦", en = "" }'
    assert taken(HEAD + SLIDE + "sou¦", "sources") == HEAD + SLIDE + 'sources = ["¦"]'
    assert taken(HEAD + SLIDE + "  min¦", "minutes") == HEAD + SLIDE + "  minutes = ¦"
    assert taken(HEAD + SLIDE + "color¦", "color") == HEAD + SLIDE + 'color = "¦"'
    assert taken('[story]\nlanguages = ["en"]\nti¦', "title") == '[story]\nlanguages = ["en"]\ntitle = "¦"'


def test_a_key_that_has_a_value_is_only_renamed() -> None:
    assert taken(HEAD + SLIDE + 'subt¦e = "x"', "subtitle") == HEAD + SLIDE + 'subtitle¦ = "x"'


def test_keys_inside_braces() -> None:
    assert labels(HEAD + SLIDE + 'title = { fr = "a", ¦') == ["en"]
    assert labels(HEAD + SLIDE + 'title = { fr = "a", ¦ }') == ["en"]
    assert labels(HEAD + SLIDE + "title = {¦") == ["fr", "en"]
    assert taken(HEAD + SLIDE + 'title = { fr = "a", e¦ }', "en") == HEAD + SLIDE + 'title = { fr = "a", en = "¦" }'
    chart = HEAD + SLIDE + "[slide.chart]\npoints = [\n  { at = 1, value = 2 },\n  { at = 2, ¦ },\n]\n"
    assert set(labels(chart)) == {"value", "text", "highlight", "planned", "sources"}
    assert "date" in labels(HEAD + "[track.t]\ncolumns = { ¦ }")


def test_dotted_keys_lead_into_their_table() -> None:
    assert labels(HEAD + SLIDE + "title.¦") == ["fr", "en"]
    assert "kind" in labels(HEAD + SLIDE + "chart.¦")


def test_keys_at_the_top() -> None:
    assert "format" in labels("¦")
    assert "[story]" in labels("¦")
    assert "format" in labels("\ufeff¦")


# ---------------------------------------------------------------------------- values


def test_layouts_and_other_choices_with_their_help() -> None:
    found = at(HEAD + '[[slide]]\nlayout = "¦')
    assert tuple(one.label for one in found) == tuple(LAYOUTS)
    assert found[0].help == LAYOUTS["title"].help
    assert at(HEAD + '[[slide]]\nlayout = "¦', "fr")[0].help == translate(LAYOUTS["title"].help, "fr")
    assert tuple(labels(HEAD + '[event.x]\nstatus = "¦"')) == STATUSES
    assert labels(HEAD + "[[slide]]\nlayout = di¦") == ["dispute"]


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ('layout = "di¦', 'layout = "dispute"¦'),
        ('layout = "di¦"', 'layout = "dispute"¦'),
        ('layout = "¦stuff"', 'layout = "dispute"¦'),
        ("layout = 'di¦", "layout = 'dispute'¦"),
        ("layout = ¦", 'layout = "dispute"¦'),
        ("layout = ¦\nnext = 1", 'layout = "dispute"¦\nnext = 1'),
        ("layout = di¦ # why", 'layout = "dispute"¦ # why'),
        ('layout = "di¦\nid = "x"', 'layout = "dispute"¦\nid = "x"'),
    ],
)
def test_a_value_takes_the_place_of_what_is_typed(typed: str, after: str) -> None:
    start = HEAD + "[[slide]]\n"
    result = taken(start + typed, "dispute")
    assert result == start + after or result.replace('"¦', '¦"') == (start + after).replace('"¦', '¦"')


def test_ids_with_what_they_are_called() -> None:
    found = {one.label: one for one in at(HEAD + SLIDE + 'event = "¦"')}
    assert list(found) == ["opening", "flood"]
    assert found["opening"].help == "1889 · Opening"
    assert found["flood"].help == "1910 · The flood"
    assert found["flood"].kind == "event"
    assert next(iter(at(HEAD + SLIDE + 'event = "op¦', "fr"))).help == "1889 · Ouverture"
    assert labels(HEAD + '[event.x]\ntrack = "¦') == ["works"]
    assert [one.help for one in at(HEAD + SLIDE + 'sources = ["¦"]')] == ["1889-05-12 · La Gazette", "Ledger"]


def test_an_id_of_a_list_is_offered_once() -> None:
    assert labels(HEAD + SLIDE + 'sources = ["gazette", "¦"]') == ["ledger"]
    assert labels(HEAD + SLIDE + 'sources = ["gazette", "¦') == ["ledger"]
    assert labels(HEAD + SLIDE + 'sources = [\n  "gazette",\n  ¦\n]') == ["ledger"]
    assert taken(HEAD + SLIDE + "sources = ¦", "gazette") == HEAD + SLIDE + 'sources = ["gazette"]¦'
    assert labels(HEAD + SLIDE + 'highlight = ["flood", ¦') == ["opening"]


def test_names_may_come_from_a_text_of_a_moment_ago() -> None:
    text = HEAD + SLIDE + 'event = "'
    for one in complete(text, len(text), "en", (), HEAD):
        assert one.label in ("opening", "flood")
        assert one.apply(text) == f'{text}{one.label}"'
    assert [one.label for one in complete(text, len(text), "en", (), '[event.other]\ndate = "1"')] == ["other"]


def test_what_stands_in_other_slides_does_not_count() -> None:
    before = HEAD + SLIDE + 'kicker = "x"\n[slide.chart]\nkind = "bars"\n\n' + SLIDE
    after = '\n[[slide]]\nid = "c"\nnote = "x"\n[slide.chart]\n'
    found = labels(f"{before}¦{after}")
    assert {"kicker", "note", "[slide.chart]"} <= set(found)
    assert "id" not in found


def test_ids_inside_tables_in_braces() -> None:
    chart = HEAD + SLIDE + "[slide.chart]\npoints = [{ at = 1, value = 2, sources = [¦] }]"
    assert labels(chart) == ["gazette", "ledger"]
    assert labels(HEAD + SLIDE + 'claim = [{ says = "x", color = "j¦') == ["jade"]


def test_colours_files_flags_languages_and_parts() -> None:
    assert labels(HEAD + SLIDE + 'color = "¦') == [*COLORS, "#12ab9f"]
    files = ("assets/a.svg", "assets/b.PNG", "data.csv", 'odd".svg')
    assert labels(HEAD + SLIDE + 'image = "¦"', files=files) == ["assets/a.svg", "assets/b.PNG"]
    assert labels(HEAD + SLIDE + 'image = "assets/b¦"', files=files) == ["assets/b.PNG"]
    assert labels(HEAD + '[track.t]\ndata = "¦', files=files) == ["data.csv"]
    assert labels(HEAD + SLIDE + "backup = ¦") == ["true", "false"]
    assert labels(HEAD + SLIDE + "ribbon = ¦") == ["true", "false", "auto"]
    assert labels(HEAD + SLIDE + 'ribbon = "¦') == ["auto"]
    assert labels(HEAD + SLIDE + "fit = ¦") == ["contain", "cover"]
    assert "de" in labels('[story]\nlanguages = ["fr", "¦')
    assert "fr" not in labels('[story]\nlanguages = ["fr", "¦')
    assert {"claims", "text"} <= set(labels(HEAD + SLIDE + 'steps = [["text"], "¦'))
    assert labels(HEAD + SLIDE + "title = ¦") == ["{ … }"]


@pytest.mark.parametrize(
    "marked",
    [
        HEAD + SLIDE + 'title = "some t¦',
        HEAD + SLIDE + 'title = """\nmore\n¦\n"""',
        HEAD + SLIDE + "# a comment ¦",
        HEAD + SLIDE + 'title = "x" # ¦',
        HEAD + SLIDE + 'title = "x" ¦',
        HEAD + SLIDE + "minutes = ¦",
        HEAD + SLIDE + 'notes = { fr = "¦',
        HEAD + "[nothing.known]\nx = ¦",
        HEAD + "[nothing.known]\n¦ = 1",
        HEAD + SLIDE + "unheard_of = ¦",
    ],
)
def test_nothing_is_offered_where_nothing_is_known(marked: str) -> None:
    assert [one.label for one in at(marked) if not one.label.startswith("[")] == []


def test_every_key_and_every_table_can_be_had() -> None:
    """The completion has no list of its own: what the reader reads is offered."""
    for name, header in {
        "story": "[story]",
        "source": "[source.x]",
        "track": "[track.x]",
        "event": "[event.x]",
        "slide": "[[slide]]",
        "claim": "[[slide]]\n[[slide.claim]]",
        "figure": "[[event.x.figure]]",
        "item": "[[slide]]\n[[slide.item]]",
        "chart": "[[slide]]\n[slide.chart]",
        "series": "[[slide]]\n[[slide.chart.series]]",
    }.items():
        found = at(f"{header}\n¦")
        offered = {one.label for one in found}
        for field in TABLES_BY_NAME[name].fields:
            nested = any(label.endswith((f".{field.key}]]", f".{field.key}]")) for label in offered)
            assert field.key in offered or nested, (name, field.key)
        for one in found:
            assert one.help, one
            assert "\n" not in one.help


# ---------------------------------------------------------------------------- where an id is defined


@pytest.mark.parametrize(
    ("marked", "target"),
    [
        (HEAD + SLIDE + 'event = "ope¦ning"', "[event.opening]"),
        (HEAD + SLIDE + 'event = "¦opening"', "[event.opening]"),
        (HEAD + SLIDE + 'sources = ["gazette", "led¦ger"]', "[source.ledger]"),
        (HEAD + SLIDE + 'highlight = [\n  "flo¦od",\n]', "[event.flood]"),
        (HEAD + '[event.x]\ntrack = "work¦s', "[track.works]"),
        (HEAD + "[[event.opening.fig¦ure]]", "[event.opening]"),
        (HEAD + SLIDE + 'event = "nowhere¦"', None),
        (HEAD + SLIDE + 'title = "ope¦ning"', None),
        (HEAD + "[event.fl¦ood]", None),
        (HEAD + "¦", None),
    ],
)
def test_an_id_leads_to_its_table(marked: str, target: str | None) -> None:
    text = marked.replace("¦", "")
    found = find_definition(text, marked.index("¦"))
    assert found == (None if target is None else text.index(target))


# ---------------------------------------------------------------------------- any text at all


@examples(300)
@given(st.text("[]{}=,.\"'#\n\r a_slideventr1é", max_size=60), st.integers(0, 80))
def test_no_text_breaks_it(text: str, offset: int) -> None:
    for whole in (text, HEAD + SLIDE + text):
        for one in complete(whole, min(offset + len(whole) - len(text), len(whole)), "fr", ("a.svg",)):
            assert 0 <= one.start <= one.end <= len(whole)
            assert 0 <= one.cursor_offset <= len(one.text)
            assert "\n" not in whole[one.start : one.end] or '"""' in whole
        find_definition(whole, offset)


@examples(60)
@given(st.data())
def test_any_place_of_any_valid_text_is_understood(documents: st.SearchStrategy[str], data: st.DataObject) -> None:
    text = data.draw(documents)
    offset = data.draw(st.integers(0, len(text)))
    here = cursor_context(text, offset)
    assert 0 <= here.start <= here.end <= len(text)
    complete(text, offset, "en")
    if here.where == "key":
        table_definition(here.path)
    else:
        field_definition(here.path)


def test_what_is_taken_is_read_without_a_problem() -> None:
    """Each value offered for a choice, colour or id, once taken, is one that the reader knows."""
    for key in ("layout", "event", "color", "sources", "tracks", "highlight"):
        start = HEAD + '[[slide]]\nid = "a"\ntitle = "x"\n'
        for one in at(f"{start}{key} = ¦"):
            text = one.apply(f"{start}{key} = ")
            tomllib.loads(text)
            wrong = [problem for problem in load_text(text).problems if problem.path[-1:] == (key,)]
            assert [problem.code for problem in wrong if problem.severity == "error"] == [], text[-60:]


# ---------------------------------------------------------------------------- whole tables


def test_each_layout_is_offered_as_a_whole_slide_that_has_no_problem() -> None:
    found = {one.label: one for one in complete(HEAD + "[[slide", len(HEAD) + 7, "en", files=["a.png"])}
    for layout in LAYOUTS:
        whole = found[f"[[slide]] {layout}"]
        text = whole.apply(HEAD + "[[slide")
        codes = {one.code for one in load_text(text).problems if one.severity == "error" and one.path[:1] == ("slide",)}
        assert codes <= {"path.missing"}  # there is no picture
        assert f'layout = "{layout}"' in text
        assert text[whole.start + whole.cursor_offset - 1] == '"'


def test_a_layout_that_needs_what_the_story_lacks_is_not_offered() -> None:
    found = labels('format = 1\n[story]\ntitle = "A"\nlanguages = ["en"]\n[[slide¦')
    assert "[[slide]] event" not in found
    assert "[[slide]] quote" in found


def test_an_event_comes_with_the_keys_that_it_needs() -> None:
    after = taken(HEAD + "[ev¦", "[event.ID] date, title, track")
    assert after.startswith(HEAD + '[event.¦]\ndate = ""\ntitle = ')
    assert after.endswith('\ntrack = ""')
    assert "[event.ID] date, title, track" not in labels(HEAD + "ev¦")


@pytest.mark.parametrize("field", [field for field in TABLES_BY_NAME["root"].fields if field.table])
def test_a_whole_table_of_any_kind_is_a_block_of_its_own(field):
    header = {"table": "[{}]", "tables": "[[{}]]", "named": "[{}.here]"}[field.kind].format(field.table)
    before, block, after = '[track.one]\ntitle = "One"\n', f'{header}\ntitle = "T"\n', '[event.next]\ndate = "1889"\n'
    text = before + block + after
    start, end = enclosing_block(text, len(before) + len(header) + 3)
    assert text[start:end] == block
    start, end = enclosing_block(text, 3)
    assert text[start:end] == before
