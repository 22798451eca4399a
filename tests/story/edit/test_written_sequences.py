"""Any sequence of what is written on slides, in forms and notes, pasted or renamed is taken back byte for byte.

The seed of a failure is printed; `PASSEUR_SEQUENCES=1000` tries so many.
"""

from __future__ import annotations

import copy
import os
import tomllib
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from desktop.story.assist.comments import add_comment, find_comments, remove_comment
from desktop.story.assist.rename import rename_id
from desktop.story.assist.typography import typeset
from desktop.story.assist.words_edit import part_after, words_at, write_words
from desktop.story.edit.edit import Edit, EditError
from desktop.story.edit.fields import data_at, move_in_list, set_date_key, set_key
from desktop.story.edit.history import History
from desktop.story.edit.parts import add_part, move_part, new_part, remove_parts
from desktop.story.edit.paste_cells import add_events
from desktop.story.format.fields import TABLES_BY_NAME
from desktop.story.localized_text import KeyPath
from desktop.story.toml.source_map import source_map_of
from tests.story.edit.edit_helpers import inverse
from tests.story.load.odd_stories import MARK, odd_story

_WORDS = (
    "Autre",
    'dit "oui"',
    "l'hiver\\\nà deux lignes",
    "C:\\temp",
    "月 🙂",
    '"""',
    "# no",
    "4,8\u00a0Md$",
    "« été »",
)
_COUNT = int(os.environ.get("PASSEUR_SEQUENCES", "60"))


def read(text: str) -> dict[str, Any]:
    assert text.count("\n") == text.count("\r\n") or "\r\n" not in text, "two kinds of line ends"
    return tomllib.loads(text.removeprefix("\ufeff"))


class Hand:
    """Makes one edit after the other, as the window makes them."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        story = odd_story(chance)
        self.text, self.languages = story.text, story.languages
        self.history = History()

    def step(self) -> str:
        """Make an edit, and check what it may do to everything else."""
        kinds: tuple[Callable[[], tuple[Edit, KeyPath] | None], ...] = (
            self._write, self._write, self._empty, self._part, self._list, self._key, self._date, self._notes,
            self._rename, self._cells, self._comment,
        )  # fmt: skip
        kind = self.chance.choice(kinds)
        try:
            made = kind()
        except EditError:
            return f"refused {kind.__name__}"  # it says so, and leaves the text alone
        if made is None:
            return "nothing"
        edit, place = made
        self.last = kind.__name__
        after = edit.apply(self.text)
        self._check_rest(read(self.text), read(after), place)
        if kind.__name__ not in ("_empty", "_part", "_list", "_key", "_comment"):
            assert set(MARK.findall(self.text)) <= set(MARK.findall(after)), (kind.__name__, edit)
        assert inverse(edit, self.text).apply(after) == self.text
        if edit.start != edit.end or edit.replacement:
            self.history = self.history.with_edit(edit, self.text)
        self.text = after
        return kind.__name__

    def _check_rest(self, before: dict[str, Any], after: dict[str, Any], place: KeyPath) -> None:
        """Check that all but the edited table is as before."""
        for data in (before, after):
            if not place:
                for name in ("event", "track", "source"):
                    data.pop(name, None)
                data["slide"] = len(data.get("slide", ()))
            elif place[0] == "slide":
                del data["slide"][place[1]]
            else:
                data[place[0]] = {key: table for key, table in data.get(place[0], {}).items() if key != place[1]}
        assert before == after

    # -- places --------------------------------------------------------------------------------------------------------

    def _tables(self) -> list[tuple[KeyPath, KeyPath, dict[str, Any]]]:
        """Return (path by id, path by number, keys) of each slide and event."""
        data = read(self.text)
        ids = source_map_of(self.text).slide_ids
        slides = [
            (("slide", name), ("slide", at), keys)
            for at, (name, keys) in enumerate(zip(ids, data.get("slide", ()), strict=True))
        ]
        events = [(("event", name), ("event", name), keys) for name, keys in data.get("event", {}).items()]
        return [*slides, *events]

    def _table(self) -> tuple[KeyPath, KeyPath, dict[str, Any]] | None:
        tables = self._tables()
        return self.chance.choice(tables) if tables else None

    def _text_places(self, path: KeyPath, keys: dict[str, Any]) -> list[KeyPath]:
        """Return the paths of the texts of a table, as zones of slides have them."""
        places: list[KeyPath] = []
        for key, value in keys.items():
            if isinstance(value, list):
                for at, entry in enumerate(value):
                    parts = [(*path, key, at, part) for part in entry] if isinstance(entry, dict) else []
                    places += parts or [(*path, key, at)]
            else:
                places.append((*path, key))
        deeper = [
            (*place, code) for place in places if isinstance(value := data_at(self.text, place), dict) for code in value
        ]
        return [place for place in (*places, *deeper) if words_at(self.text, place) is not None]

    # -- edits: each with the table that it changes --------------------------------------------------------------------

    def _write(self, words: str | None = None) -> tuple[Edit, KeyPath] | None:
        table = self._table()
        places = self._text_places(table[0], table[2]) if table else []
        if table is None or not places:
            return None
        place, language = self.chance.choice(places), self.chance.choice(self.languages)
        words = typeset(self.chance.choice(_WORDS), language) if words is None else words
        edit = write_words(self.text, place, language, words, self.languages)
        after = edit.apply(self.text)
        if words:
            plain = (
                place[:-1]
                if isinstance(data_at(self.text, place[:-1]), dict) and place[-1] in self.languages
                else place
            )
            assert words in (words_at(after, place), words_at(after, (*plain, language)), words_at(after, plain))
        return edit, table[1]

    def _empty(self) -> tuple[Edit, KeyPath] | None:
        return self._write("")

    def _part(self) -> tuple[Edit, KeyPath] | None:
        table = self._table()
        if table is None:
            return None
        path, place, keys = table
        name, key = self.chance.choice((("item", "item"), ("claim", "claim"), ("figure", "figure")))
        count = len(keys[key]) if isinstance(keys.get(key), list) else 0
        what = self.chance.choice(("add", "after", "move", "remove"))
        if what == "add" or not count:
            edit = add_part(self.text, (*path, key), new_part(TABLES_BY_NAME[name]))
            assert len(data_at(edit.apply(self.text), (*path, key))) == count + 1
            return edit, place
        number = self.chance.randrange(count)
        if what == "after":
            added = part_after(self.text, (*path, key, number, "title"), self.languages[0], self.languages)
            return (added[0], place) if added is not None else None
        if what == "move":
            edit = move_part(self.text, (*path, key, number), self.chance.choice((-1, 1)))
            moved = data_at(edit.apply(self.text), (*path, key))
            assert sorted(map(repr, moved)) == sorted(map(repr, keys[key]))
            return edit, place
        edit = remove_parts(self.text, (*path, key), [number])
        left = data_at(edit.apply(self.text), (*path, key)) or []
        assert left == [part for at, part in enumerate(keys[key]) if at != number]
        return edit, place

    def _list(self) -> tuple[Edit, KeyPath] | None:
        table = self._table()
        lists = [key for key, value in table[2].items() if isinstance(value, list) and value] if table else []
        lists = [key for key in lists if not isinstance(table[2][key][0], dict)] if table else []
        if table is None or not lists:
            return None
        key = self.chance.choice(lists)
        at = self.chance.randrange(len(table[2][key]))
        return move_in_list(self.text, (*table[0], key, at), self.chance.choice((-1, 1))), table[1]

    def _key(self) -> tuple[Edit, KeyPath] | None:
        table = self._table()
        if table is None:
            return None
        key, value = self.chance.choice(
            (("color", "jade"), ("minutes", 1.5), ("sources", []), ("image", None), ("steps", True))
        )
        if value in (None, []) and key not in table[2]:
            return None
        edit = set_key(self.text, (*table[0], key), copy.copy(value))
        expected = {**table[2], key: value}
        if value in (None, []):
            del expected[key]
        assert data_at(edit.apply(self.text), table[0]) == expected
        return edit, table[1]

    def _date(self) -> tuple[Edit, KeyPath] | None:
        table = self._table()
        if table is None:
            return None
        date = self.chance.choice(("1890-07-14", "1890~", "1888/1890"))
        edit = set_date_key(self.text, (*table[0], "date"), date)
        assert str(data_at(edit.apply(self.text), (*table[0], "date"))) == date
        return edit, table[1]

    def _notes(self) -> tuple[Edit, KeyPath] | None:
        slides = [table for table in self._tables() if table[0][0] == "slide"]
        if not slides:
            return None
        path, place, _keys = self.chance.choice(slides)
        language, words = self.chance.choice(self.languages), "Erster Satz.\n\nZweiter *Satz*."
        edit = write_words(self.text, (*path, "notes"), language, words, self.languages)
        data = data_at(edit.apply(self.text), (*path, "notes"))
        assert words in (data, data[language] if isinstance(data, dict) else "")
        return edit, place

    def _rename(self) -> tuple[Edit, KeyPath] | None:
        table = self._table()
        if table is None:
            return None
        kind, old_id = str(table[0][0]), str(table[0][1])
        return rename_id(self.text, kind, old_id, f"renamed-{self.chance.randrange(9)}"), ()

    def _cells(self) -> tuple[Edit, KeyPath] | None:
        rows = [("1901", self.chance.choice(_WORDS), "", "Straße") for _ in range(2)]
        return add_events(self.text, rows, self.languages[0], self.languages, ("jade",)), ()

    def _comment(self) -> tuple[Edit, KeyPath] | None:
        comments = find_comments(self.text)
        if comments and self.chance.random() < 0.5:
            edit = remove_comment(self.text, self.chance.choice(comments))
            assert len(find_comments(edit.apply(self.text))) == len(comments) - 1
            return edit, ()
        table = self._table()
        if table is None:
            return None
        edit = add_comment(self.text, table[0], "anne", "Is this right?")
        assert len(find_comments(edit.apply(self.text))) == len(comments) + 1
        return edit, ()


@pytest.mark.parametrize("seed", range(_COUNT))
def test_what_is_written_touches_only_its_table_and_is_taken_back_byte_for_byte(seed: int) -> None:
    hand = Hand(Random(seed))
    opened = hand.text
    for _ in range(10):
        hand.step()
    final, text, history = hand.text, hand.text, hand.history
    while history.done:
        history, edit = history.undo()
        assert edit is not None
        text = edit.apply(text)
    assert text == opened
    while history.undone:
        history, edit = history.redo()
        assert edit is not None
        text = edit.apply(text)
    assert text == final


def test_each_kind_of_edit_is_made() -> None:
    made = set()
    for seed in range(40):
        hand = Hand(Random(seed))
        made |= {hand.step() for _ in range(6)}
    assert {kind for kind in made if kind.startswith("_")} == {
        "_write", "_empty", "_part", "_list", "_key", "_date", "_notes", "_rename", "_cells", "_comment",
    }  # fmt: skip
