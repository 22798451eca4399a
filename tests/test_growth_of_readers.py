"""Whatever reads a text takes time in proportion to its length, whichever sign it is full of.

A pattern that looks for an end at each beginning takes seconds for 20 KB, in one call of a function: processor time is
measured, and the square of the length is far from the bound.
"""

from __future__ import annotations

import contextlib
import struct
import time
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from desktop.output.html_text import to_html_blocks
from desktop.render.svg.svg_element import SvgError
from desktop.render.svg.svg_filter import filter_svg
from desktop.render.text_breaks import keep_counts, keep_numbers, keep_short_parts
from desktop.session.slide_search import match_score
from desktop.story.assist.comments import find_comments
from desktop.story.assist.complete import complete
from desktop.story.assist.cursor import cursor_context
from desktop.story.assist.ids_in_text import referenced_ids, titled_ids
from desktop.story.assist.outline import outline
from desktop.story.assist.pasted_cells import read_rows
from desktop.story.assist.pasted_source import read_source
from desktop.story.assist.prose import words_in
from desktop.story.assist.rename import find_uses
from desktop.story.assist.suggestion import Suggestion, filter_by_word
from desktop.story.assist.translations import translated_texts
from desktop.story.assist.typography import typeset
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.hints import likely_date
from desktop.story.dates.human_dates import read_date
from desktop.story.dates.parse import parse_date
from desktop.story.edit.copy_slides import copy_slides, delete_slides, duplicate_slides, paste_slides
from desktop.story.edit.merge import merge
from desktop.story.edit.sections import move_between_sections
from desktop.story.edit.slides import insert_slide, move_slides
from desktop.story.load.load import load_text
from desktop.story.markdown import parse_blocks
from desktop.story.model import Track
from desktop.story.normalize import slug
from desktop.story.problems.visible_text import name_unshown_characters
from desktop.story.speaker_notes import part_at_step, without_step_marks
from desktop.story.storage.png_chunks import is_sound
from desktop.story.text_diff import changed_lines, diff_texts
from desktop.story.toml.source_map import SourceMap
from desktop.timeline.data.data_errors import DataError
from desktop.timeline.data.load import read_events
from desktop.timeline.event_search import query_terms
from desktop.ui.dialogs.text_diff_html import diff_html
from desktop.ui.editor.tokens import context_at, state_after, tokenize, without_strings

HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'


def a_suggestion(label: str) -> Suggestion:
    return Suggestion(label, label, "id", "", 0, 0, 0)


READERS: dict[str, Callable[[str], object]] = {
    "a story": load_text,
    "a value of a story": lambda text: load_text(f"{HEAD}x = {text}"),
    "a text of a story": lambda text: load_text(f"{HEAD}[[slide]]\nid = 'a'\ntext = '''\n{text.replace(chr(39), '')}'''\n"),
    "the places of a text": lambda text: SourceMap(text).statements,
    "marks": parse_blocks,
    "notes": lambda text: (part_at_step(text, 3), without_step_marks(text)),
    "a date": parse_date,
    "a date in words": read_date,
    "a date meant": likely_date,
    "a drawing": lambda text: filter_svg(f"{SVG}{text}</svg>".encode()),
    "a style of a drawing": lambda text: filter_svg(f"{SVG}<style>{text}</style></svg>".encode()),
    "an attribute of a drawing": lambda text: filter_svg(f'{SVG}<path d="{text}" style="{text}"/></svg>'.encode()),
    "a pasted source": read_source,
    "a pasted entry of BibTeX": lambda text: read_source("@book{a, title = {" + text),
    "pasted cells": read_rows,
    "words to spell": lambda text: list(words_in(text, "en")),
    "typography": lambda text: (typeset(text, "fr"), typeset(text, "en")),
    "comments": find_comments,
    "what an editor lists": lambda text: (outline(HEAD + text, "en"), titled_ids(HEAD + text, "slide", "en")),
    "what refers to an id": lambda text: (referenced_ids(HEAD + text), find_uses(HEAD + text, "event", "a")),
    "completion": lambda text: complete(HEAD + text, len(HEAD + text), "en", ()),
    "what fits a typed word": lambda text: filter_by_word([a_suggestion(text), a_suggestion(text + "!")], text[:30] + "?"),
    "the place of the cursor": lambda text: cursor_context(text, len(text)),
    "texts to translate": lambda text: translated_texts(HEAD + text),
    "a line of the editor": lambda text: (tokenize(text, 0), context_at(text, len(text), 0), without_strings(text, 0)),
    "a line within a string": lambda text: (tokenize(text, 1), tokenize(text, 2), state_after(text, 1)),
    "line breaks": lambda text: (keep_numbers(text), keep_counts(text, 1000.0), keep_short_parts(text)),
    "names of unshown signs": name_unshown_characters,
    "a search": lambda text: (query_terms(text), match_score("ab cd", text), slug(text)),
    "HTML": to_html_blocks,
    "a difference": lambda text: diff_texts(text, text[::2]),
    "a difference as HTML": lambda text: diff_html(text, text[::2]),
}  # fmt: skip
SIGNS = (
    *"a0 \"'\\[](){}<>*`#@.,=_/~-\u00a0é+%", "a ", "0 ", '"a', "'a", "[a](", "](", "*a", "`a", "# @a x\n", "@a{", "@a{b,", "a_",
    "/* ", "a.", "1. ", "- ", "a = ", "a = 1\n", "[a]\n", "[[a]]\n", "[[", "http://", "10.1234/", "TI  - a\n", "« ", "a’",
    "1\u00a0", '"""', "a,b\n", "a\tb\n", "a;b", "[1] ", "0.", "A B ", "\n", "x{", ".a{fill:red}", "1e0", "M0 0", '"0a', "\u202e",
)  # fmt: skip
SHORT, LONG = 1_000, 8_000


def seconds(reader: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    with contextlib.suppress(DateError, SvgError):
        reader(text)
    return time.process_time() - began


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_eight_times_the_text_takes_about_eight_times_as_long(name: str) -> None:
    reader = READERS[name]
    found = []
    for sign in SIGNS:
        short, long = (sign * (length // len(sign)) for length in (SHORT, LONG))
        seconds(reader, short)
        # 64 times as long where the square counts. What takes less than 10 ms for 8 KB is not looked at closer.
        if seconds(reader, long) > 0.01:
            once, eight = (min(seconds(reader, text) for _ in range(3)) for text in (short, long))
            if eight > 24 * once and eight > 0.01:
                found.append((sign, once, eight))
    assert found == []


def a_png(text: str) -> bytes:
    """Return a PNG with a chunk for each sign of a text."""
    chunks = [(b"IHDR", bytes(13)), *((b"tEXt", sign.encode()) for sign in text), (b"IDAT", b""), (b"IEND", b"")]
    whole = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(whole)


OF_FILES: dict[str, tuple[Callable[[Path], object], Callable[[str], bytes], int]] = {
    "events.csv": (lambda path: read_events(path, Track("t")), lambda text: f"date,title\n{text}".encode(), 15_000),
    "events.jsonl": (
        lambda path: read_events(path, Track("t")),
        lambda text: f'{{"date": "1900", "title": "a"}}\n{text}'.encode(),
        4_000,
    ),
    "picture.png": (lambda path: is_sound(BytesIO(path.read_bytes()), whole=True), a_png, 1_000),
}
"""Each reader of files, how a text becomes such a file, and the length of a short text."""
ROWS = (
    "1900,a\n", "1900/1901,a\n", "1900~,a\n", '"1900","a""b"\n', '1900,"a\nb"\n', '1900,"a\n', '"a\n', 'a"b,c\n', ",\n",
    "1900,a,b,c\n", "\0", "\r", '{"date": "1900", "title": "a"}\n', '{"date": [[1]]}\n', '{"a": {', '{"a\n', '""',
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", OF_FILES)
def test_eight_times_a_file_takes_about_eight_times_as_long(name: str, tmp_path: Path) -> None:
    read, make, length = OF_FILES[name]

    def seconds_of(text: str) -> float:
        file = tmp_path / name
        file.write_bytes(make(text))
        began = time.process_time()
        with contextlib.suppress(DataError):
            read(file)
        return time.process_time() - began

    found = []
    for sign in ROWS:
        short, long = (sign * (size // len(sign)) for size in (length, 8 * length))
        seconds_of(short)
        if seconds_of(long) > 0.01:
            once, eight = (min(seconds_of(text) for _ in range(3)) for text in (short, long))
            if eight > 24 * once and eight > 0.01:
                found.append((sign, once, eight))
    assert found == []


def story_of(count: int, words: str = "") -> str:
    """Return a story whose slides have nearly all lines in common."""
    slide = '[[slide]]\nid = "s{0}"\nlayout = "statement"\ntitle = "T {0}{1}"\ntext = "X {0}"\n\n'
    return HEAD + "".join(slide.format(number, words) for number in range(count))


EVERY = [f"s{number}" for number in range(500)]
"""The ids of all slides of a story of 500."""
OF_WHOLE_STORIES: dict[str, Callable[[str, str], object]] = {
    "changed lines": changed_lines,
    "a difference as HTML": diff_html,
    "a merge while a text is broken": lambda text, other: merge(text, text + '"', other),
    "a slide inserted": lambda text, _: insert_slide(text, 3, '[[slide]]\nid = "new"\n'),
    "slides moved": lambda text, _: move_slides(text, ["s1", "s90"], 40),
    "many slides moved": lambda text, _: move_between_sections(text, EVERY[::2], 250),
    "slides copied": lambda text, _: copy_slides(text, EVERY),
    "slides pasted": lambda text, other: paste_slides(text, 3, other),
    "slides deleted": lambda text, _: delete_slides(text, EVERY),
    "every second slide deleted": lambda text, _: delete_slides(text, EVERY[::2]),
    "slides duplicated": lambda text, _: duplicate_slides(text, EVERY),
}


def with_events(text: str) -> str:
    """Return a story whose slides name events, and of which each fifth begins a section of dotted keys."""
    events = "".join(f'[event.e{number}]\ndate = "1900"\ntitle = "E"\n\n' for number in range(500))
    for number in range(500):
        section = 'section.en = "S"\n' if number % 5 == 0 else ""
        text = text.replace(f'id = "s{number}"\n', f'id = "s{number}"\n{section}event = "e{number}"\n', 1)
    return text.replace("[[slide]]", f"{events}[[slide]]", 1)


def as_list(text: str) -> str:
    """Return the same story with its slides in a list of braces."""
    slides = text.split("[[slide]]\n")[1:]
    return f"slide = [{','.join('{ ' + ', '.join(one.strip().splitlines()) + ' }' for one in slides)}]\n{HEAD}"


FORMS: dict[str, Callable[[str], str]] = {"tables": str, "with events and sections": with_events, "a list": as_list}


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", OF_WHOLE_STORIES)
def test_what_is_done_to_500_slides_takes_no_longer_than_reading_them_some_times(name: str, form: str) -> None:
    text, other = (FORMS[form](story_of(500, words)) for words in ("", "!"))
    fresh = [FORMS[form](story_of(500, f"{number}")) for number in range(3)]  # nothing is known already
    reading = min(seconds(load_text, one) for one in fresh)
    taken = min(seconds(lambda text: OF_WHOLE_STORIES[name](text, other), text) for _ in range(2))
    assert taken < 40 * reading  # a hundred times as long, where each line is compared with each other one
