"""While a field is open another program saves: neither the words in the field nor the other's are lost.

The seed of a failure is printed; `PASSEUR_SEQUENCES=1000` tries so many pairs.
"""

from __future__ import annotations

import os
from random import Random
from typing import Any

import pytest

from desktop.session.text.pending_words import PendingWords
from desktop.session.text.recovery import PendingInput
from desktop.story.assist.words_edit import words_at, write_words
from desktop.story.edit.edit import Edit, EditError, set_value
from desktop.story.localized_text import KeyPath
from desktop.story.toml.parser import loads
from tests.reloading import reload_file
from tests.story.edit.test_written_sequences import Hand

_COUNT = int(os.environ.get("PASSEUR_SEQUENCES", "40"))
MINE = "These words stood in the field"


def strings_of(data: Any) -> list[str]:
    """Return all strings of a story's data."""
    if isinstance(data, dict):
        return [text for value in data.values() for text in strings_of(value)]
    if isinstance(data, list):
        return [text for value in data for text in strings_of(value)]
    return [str(data)]


@pytest.mark.parametrize("seed", range(_COUNT))
def test_nothing_is_lost_whatever_both_do(session, tmp_path, seed: int) -> None:
    chance = Random(seed)
    other = Hand(chance)
    file = tmp_path / "content.toml"
    file.write_bytes(other.text.encode())
    session.open(file)
    document = session.document
    opened = document.text
    place = _any_text(other)
    if place is None:
        return
    language, languages = chance.choice(other.languages), other.languages

    def make_edit(text: str, path: KeyPath, words: str) -> Edit:
        return write_words(text, path, language, words, languages)

    field = PendingWords(document, place, make_edit)
    for _ in range(chance.randint(1, 4)):
        other.step()
    file.write_bytes(other.text.encode())
    reload_file(session, force=True)
    theirs = document.text
    kept = PendingInput(theirs)
    field.add_to(kept, MINE)  # the copy against a crash
    try:
        field.write(MINE)
    except EditError:  # the place is gone: the words stay in the field, and go to the clipboard when it is left
        assert document.text == theirs
        return
    assert MINE in strings_of(loads(document.text))
    assert MINE in strings_of(loads(kept.text))
    conflict = document.conflict
    if conflict is None:
        _check_theirs(document.text, theirs, field)
        assert words_at(document.text, _written(document.text)) == MINE
    else:  # somebody is asked, and both answers have all words of that side
        assert MINE in strings_of(loads(conflict.resolve({one.path: "mine" for one in conflict.conflicts})))
        document.resolve_conflict({one.path: "theirs" for one in conflict.conflicts})
        # Where the question is about another table, my words stay and all else is theirs.
        assert loads(document.text) == loads(theirs) or MINE in strings_of(loads(document.text))
    while document.history.done:
        document.undo()
    assert document.text == (opened if document.history.undone else theirs)


def _any_text(hand: Hand) -> KeyPath | None:
    """Return a text of the story that a slide shows."""
    places = [place for path, _number, keys in hand._tables() for place in hand._text_places(path, keys)]
    return hand.chance.choice(places) if places else None


def _written(text: str) -> KeyPath:
    """Return where my words stand."""

    def find(data: Any, path: KeyPath) -> KeyPath | None:
        items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
        if data == MINE:
            return path
        return next((found for key, value in items if (found := find(value, (*path, key))) is not None), None)

    found = find(loads(text), ())
    assert found is not None
    return found


def _check_theirs(text: str, theirs: str, field: PendingWords) -> None:
    """Check that all but the written value is as the other program wrote it."""
    place = _written(text)
    merged, wanted = loads(text), loads(theirs)
    for depth in (len(place), len(place) - 1):
        holder_path, key = place[: depth - 1], place[depth - 1]
        holders = [_at(data, holder_path) for data in (merged, wanted)]
        if all(isinstance(holder, (dict, list)) for holder in holders):
            for holder in holders:
                if isinstance(holder, dict):
                    holder.pop(key, None)
                elif isinstance(key, int) and key < len(holder):
                    holder[key] = None
            if merged == wanted:
                return
    raise AssertionError((field.key_path, place))


def _at(data: Any, path: KeyPath) -> Any:
    for key in path:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return None
    return data


EMPTY = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n\n[[slide]]\nid = "a"\nlayout = "title"\ntitle = "A"\n'


def words_for(document, key: str) -> PendingWords:
    """Return a field over a key of the slide."""
    return PendingWords(document, ("slide", "a", key), set_value)


def test_words_for_a_key_that_is_still_empty_need_no_merge_and_leave_a_broken_text_as_it_is(session, tmp_path):
    file = tmp_path / "content.toml"
    file.write_text(EMPTY, "utf-8")
    session.open(file)
    document = session.document
    field = words_for(document, "notes")
    document.replace_text(document.text + 'kicker = "K"\nbroken = "\n')
    kept = PendingInput(document.text)
    field.add_to(kept, MINE)
    field.write(MINE)
    assert document.text == kept.text
    assert document.conflict is None
    for words in (f'notes = "{MINE}"', 'kicker = "K"', 'broken = "'):
        assert words in document.text


def test_words_never_take_the_place_of_a_broken_text(session, tmp_path):
    file = tmp_path / "content.toml"
    file.write_text(EMPTY, "utf-8")
    session.open(file)
    document = session.document
    field = words_for(document, "title")
    document.replace_text(document.text.replace('title = "A"', 'title = "other words"\nkicker = "K"\nbroken = "'))
    before = document.text
    kept = PendingInput(before)
    field.add_to(kept, f"{MINE}\ntwice")
    assert kept.text == f"{before}# {MINE}\n# twice\n"  # the copy against a crash has both
    with pytest.raises(EditError):  # they stay in the field, and go to the clipboard when it is left
        field.write(MINE)
    assert document.text == before
    assert document.conflict is None
