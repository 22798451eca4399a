"""Every problem speaks both languages, in whole sentences, in the shape that tools read."""

from __future__ import annotations

import re

import pytest

from desktop.story.load.load import load_text
from desktop.story.problems.issue import closest_match
from desktop.story.problems.problem import Problem
from desktop.story.problems.problem_hints import HINTS
from desktop.story.problems.problem_messages import MESSAGES, TERMS

TABLES = {"MESSAGES": MESSAGES, "HINTS": HINTS, "TERMS": TERMS}
SENTENCES = [(name, key) for name, table in TABLES.items() for key in table]


@pytest.mark.parametrize(("table", "key"), SENTENCES)
def test_french_has_its_typography(table: str, key: str) -> None:
    french = TABLES[table](key, "fr")
    assert "'" not in french.replace("'''", "")
    assert not re.search(r" [:;?!»]|« ", french), french
    assert not re.search(r"[^\u00a0\u202f\s][;?»]|\w:(?!/)(?!\{)", french.replace("https:", "")), french


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_a_message_is_one_sentence_without_a_full_stop(key: str) -> None:
    for language in ("en", "fr"):
        sentence = MESSAGES(key, language)
        assert not sentence.endswith(".")
        assert sentence[0].isupper() or sentence[0] in "“«{"


def test_a_hint_belongs_to_a_message() -> None:
    assert set(HINTS) - set(MESSAGES) == {"guess"}


def test_a_line_has_the_shape_that_editors_read() -> None:
    values = (("name", "titel"), ("table", "in.slide"), ("guess", "title"), ("keys", ("id", "title")))
    problem = Problem("error", "key.unknown", ("slide", "s", "titel"), "content.toml", 12, 3, 12, 8, values)
    assert (
        problem.format_line("en")
        == "content.toml:12:3: error: There is no key “titel” in a slide (did you mean “title”?)"
    )
    assert problem.format_line("fr") == (
        "content.toml:12:3: error: Il n’y a pas de clé «\u00a0titel\u00a0» dans une diapositive"
        " (vouliez-vous dire «\u00a0title\u00a0»\u00a0?)"
    )
    assert problem.value("guess") == "title"
    assert hash(problem)


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    problem = Problem("error", "number.most", values=(("name", "share"), ("value", 1.5), ("most", 1.0)))
    assert problem.message("en") == "“share” is 1.5, and must be at most 1"
    assert problem.message("fr") == "«\u00a0share\u00a0» vaut 1,5, et doit valoir au plus 1"


def test_a_language_is_called_by_its_name() -> None:
    values = (("tongue", "fr"), ("code", "fr"))
    problem = Problem("warning", "text.language.missing", values=values)
    assert problem.message("en") == "This text is missing in French"
    assert problem.message("fr") == "Ce texte manque en français"
    other = Problem("warning", "text.language.missing", values=(("tongue", "fr-CH"), ("code", "fr-CH")))
    assert other.message("en") == "This text is missing in “fr-CH”"


def test_a_guess_is_near_or_nothing() -> None:
    names = ["title", "text", "Notes"]
    assert closest_match("titel", names) == "title"
    assert closest_match("notes", names) == "Notes"
    assert closest_match("xyz", names) == ""
    assert closest_match("a", []) == ""


def test_what_the_layout_reports_can_be_said() -> None:
    values = (("slide", "xiami"), ("element", "claim:0"), ("by", 12), ("language", "fr"), ("aspect", "4:3"))
    problem = Problem("warning", "overflow", values=values)
    assert problem.message("en") == "On “xiami”, a claim does not fit in French at 4:3: 12 pixels too much"
    contrast = Problem("warning", "contrast", values=(("color", "muted"), ("ratio", "3.9")))
    assert "muted" in contrast.message("fr")


SYNTAX = [
    ('title = "abc\nx = 1', "1:9 The text that starts here is not closed"),
    ("t = 'abc\n", "1:5 The text that starts here is not closed"),
    ('t = """abc\nx = 1\n', '1:5 The text that starts here with """ is never closed'),
    ("t = '''abc", "1:5 The text that starts here with ''' is never closed"),
    ("a = [1, 2\nb = 3\n", "1:5 The list that starts here is never closed"),
    ('a = [\n  "x",\n\n[story]\n', "1:5 The list that starts here is never closed"),
    ("a = { b = 1\nc = 2\n", "1:5 The table that starts here is never closed"),
    ("a = { b = 1\nc = { d = 2 }\n", "1:5 The table that starts here is never closed"),
    ("a = { b = 1,\n c = 2 }\n", "1:5 A table in braces must stand on one line"),
    ("a = {\n b = 1\n}\n", "1:5 A table in braces must stand on one line"),
    ("a = [1 2]", "1:8 A comma is missing before this"),
    ('t = { fr = "a" en = "b" }', "1:16 A comma is missing before this"),
    ("[story\na=1", "1:1 The name of this table is not closed"),
    ("[[slide]\n", "1:1 The name of this table is not closed"),
    ("title\n", "1:1 The key “title” has no value"),
    ('title: "x"\n', "1:6 “:” stands where “=” should"),
    ("title =  # none\n", "1:1 Nothing stands after the “=”"),
    ("title = Le passeur # c\n", "1:9 The text “Le passeur” has no quotation marks"),
    ('title = { fr = Le passeur, en = "x" }', "1:16 The text “Le passeur” has no quotation marks"),
    ("v = 50 %\n", "1:5 The text “50 %” has no quotation marks"),
    ("d = 2013-01\n", "1:5 The text “2013-01” has no quotation marks"),
    ("événement = 1", "1:1 The key “événement” has letters that need quotation marks"),
    ("[event.été]\n", "1:8 The key “été” has letters that need quotation marks"),
    ("title = “x”\n", "1:9 “ is a typographic quotation mark; TOML needs a straight one"),
    ("title = «\u00a0x\u00a0»\n", "1:9 « is a typographic quotation mark; TOML needs a straight one"),
    ("flag = True\n", "1:8 “True” is not a flag"),
    ("flag = oui # c", "1:8 “oui” is not a flag"),
    ("v = 4,8\n", "1:5 “4,8” is not a number"),
    ("v = .5\n", "1:5 “.5” is not a number"),
    ("v = 007", "1:5 “007” is not a number"),
    ("d = 2013-02-30", "1:5 “2013-02-30” is not in the calendar"),
    ('s = "C:\\path"', "1:8 “\\p” means nothing in a text"),
    ('s = "He said "x" and"', "1:14 A quotation mark inside the text ends it here"),
    ("a = 1\nb = 2\na = 2", "3:1 The key “a” is there twice"),
    ("[event.x]\n[event.y]\n[event.x]\n", "3:1 The table “event.x” is there twice"),
    ('t = { fr = "a", fr = "b" }', "1:17 The key “fr” is there twice"),
    ("[[slide]]\nid = 'a'\n[[slide]]\nid = 'b'\nid = 'c'", "5:1 The key “id” is there twice"),
    ("[slide]\na=1\n[[slide]]\nb=1", "3:1 “slide” is already written in another way on line 1"),
    ("[[slide]]\n[slide.chart]\n[[slide.chart]]\n", "3:1 “slide.chart” is already written in another way on line 2"),
    ("a.b = 1\na = 2\n", "2:1 “a” is already written in another way on line 1"),
    ('a =\u00a0"x"', "1:4 An invisible character stands here: no-break space"),
    ("\u200ba = 1", "1:1 An invisible character stands here: zero width space"),
    ('a = "x\x01"', "1:7 An invisible character stands here: U+0001"),
    ("a = 1 b = 2", "1:7 Something follows the value: “b = 2”"),
    ('t = fr = "a", en = "b" }', "1:5 A brace is missing before this"),
    ("a = [\n  { b = 1 },\n  b = 2 },\n]", "3:3 A brace is missing before this"),
    ('t = { fr = "a, en = "b" }', "1:12 The text that starts here is not closed"),
    ('t = { fr = 25 %", en = "b" }', "1:12 The text “25 %” has no quotation marks"),
    ('s = "article"]', "1:14 “]” closes nothing here"),
    ('t = { a = 1, s = "x"] }', "1:21 “]” closes nothing here"),
    ('t = { s = ["x" }', "1:11 The list that starts here is never closed"),
    ("a = [\n  { b = 1,\n  { b = 2 },\n]", "2:3 The table that starts here is never closed"),
    ("event.x]\n", "1:1 The name of this table is not closed"),
    ("= 3", "1:1 No key stands before the “=”"),
    ("a = " + "9" * 5000, "1:5005 A number on this line has too many digits"),
    ("a = " + "[" * 3000, "1:1 Lists or tables are nested too deeply"),
]


@pytest.mark.parametrize(("text", "said"), SYNTAX, ids=[text[:24].strip() for text, _ in SYNTAX])
def test_a_text_that_is_not_toml_says_what_was_meant(text: str, said: str) -> None:
    (problem,) = load_text(text).problems
    assert f"{problem.line}:{problem.column} {problem.message('en')}" == said
    assert problem.message("fr") != problem.message("en")
    (again,) = load_text("\ufeff" + text.replace("\n", "\r\n")).problems
    if "\n" not in text or problem.line == 1:
        assert (again.line, again.message("en")) == (problem.line, problem.message("en"))


def test_the_hint_gives_what_to_write() -> None:
    def hint(text: str) -> str:
        (problem,) = load_text(text).problems
        return problem.hint("en")

    assert hint("v = 4,8") == "write 4.8"
    assert hint("v = 007") == "write 7"
    assert hint("flag = yes") == "write true"
    assert hint("title = Le passeur") == 'write "Le passeur"'
    assert "on one line" in hint("a = {\n b = 1 }\n")
    assert hint("[a]\n[a]") == "the first is on line 1: put both together, or give one another id"


@pytest.mark.parametrize(
    ("languages", "example"),
    [
        ('["en"]', 'write title = "The bridge opens"'),
        ('["fr"]', 'write title = "Ouverture du pont"'),
        ('["pl"]', 'write title = "The bridge opens"'),
        ('["en", "pl"]', 'write title = { en = "The bridge opens", pl = "…" }'),
    ],
)
def test_an_example_is_in_the_languages_of_the_story(languages: str, example: str) -> None:
    result = load_text(f'format = 1\n[story]\ntitle = "A"\nlanguages = {languages}\n[event.a]\ndate = 1961\n')
    assert [problem.hint("en") for problem in result.problems if problem.code == "key.missing"] == [example]


def test_a_slide_needs_no_id_of_its_own() -> None:
    result = load_text('format = 1\n[story]\ntitle = "A"\nlanguages = ["en"]\n[[slide]]\nlayout = "title"\n')
    assert [(problem.code, problem.severity) for problem in result.problems] == [("id.missing", "warning")]
    assert [slide.id for slide in result.story.slides] == ["title"]
