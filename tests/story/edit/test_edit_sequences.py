"""Any visual edits of any story: each touches only what it names, and all together can be taken back byte for byte."""

from __future__ import annotations

import copy
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hypothesis import event, given, strategies as st

from desktop.story.edit.copy_slides import copy_slides, delete_slides, duplicate_slides, paste_slides
from desktop.story.edit.edit import Edit, delete, set_date, set_text, set_value
from desktop.story.edit.event_edits import delete_event
from desktop.story.edit.fields import set_key
from desktop.story.edit.history import History
from desktop.story.edit.new_tables import add_named_table, localized
from desktop.story.edit.sections import move_between_sections
from desktop.story.edit.slides import insert_slide, unique_id
from desktop.story.load.load import load_text
from desktop.story.localized_text import KeyPath
from desktop.story.toml.source_map import source_map_of
from tests.examples import examples
from tests.story.edit.edit_helpers import duplicate_slide, inverse, move_slide
from tests.story.load.odd_stories import MARK, OddStory, odd_story

_SAID = ("Autre", 'dit "oui"', "l'hiver\nà deux lignes", "C:\\temp", "月", " ", '"""', "'''", "# no", "a\ttab", "")
_DATES = ("1890", "1890-07", "1890-07-14", "1890~", "1888/1890", "2004-06-~01/2004-06-~20")


def read(text: str) -> dict[str, Any]:
    """Return the data of a text, as the one judge of TOML reads it."""
    assert text.count("\n") == text.count("\r\n") or "\r\n" not in text, "two kinds of line ends"
    return tomllib.loads(text.removeprefix("\ufeff"))


def _without_none(data: dict[str, Any]) -> dict[str, Any]:
    """Return data without slides and events where there is none left: the last one may leave an empty table."""
    return {key: value for key, value in data.items() if (key, value) not in (("slide", []), ("event", {}))}


def errors(text: str) -> Counter[tuple[str, KeyPath]]:
    """Return what is wrong with a story as such."""
    found = load_text(text)
    assert found.story is not None
    return Counter((one.code, one.path) for one in found.problems if one.severity == "error")


def following_in_section(slides: Sequence[dict[str, Any]], number: int) -> list[int]:
    """Return the slides of a section after its first one."""
    found: list[int] = []
    for other in range(number + 1, len(slides)):
        if (slides[other].get("backup") is True) == (slides[number].get("backup") is True):
            if "section" in slides[other]:
                break
            found.append(other)
    return found


def handed_over(slides: Sequence[dict[str, Any]], leaving: Sequence[int]) -> list[dict[str, Any]]:
    """Return slides of which the next that stays begins the section of one that leaves."""
    slides = copy.deepcopy(list(slides))
    for number in leaving:
        heirs = [one for one in following_in_section(slides, number) if one not in leaving]
        if "section" in slides[number] and heirs:
            slides[heirs[0]]["section"] = slides[number].pop("section")
    return slides


def joined(slides: list[dict[str, Any]], placed: Sequence[int]) -> list[dict[str, Any]]:
    """Return slides of which those that are placed part no section of the others."""
    slides = copy.deepcopy(slides)
    for is_backup in (False, True):
        order = [at for at, slide in enumerate(slides) if (slide.get("backup") is True) == is_backup]
        places = [place for place, at in enumerate(order) if at in placed]
        below = order[places[-1] + 1 :][:1] if places else []
        if below and "section" not in slides[below[0]] and any("section" in slides[at] for at in order[: places[0]]):
            for place in places:
                slides[order[place]].pop("section", None)
    return slides


def without_section(slide: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in slide.items() if key != "section"}


@dataclass
class Run:
    """A story under edits, with its history, and the data that each edit must lead to."""

    story: OddStory
    chance: Random
    text: str = ""
    history: History = field(default_factory=History)

    def step(self) -> str:
        """Make one edit and check all that it may and may not do."""
        data = read(self.text)
        slides: list[dict[str, Any]] = data.get("slide", [])
        ids = source_map_of(self.text).slide_ids
        kinds = ["text", "text", "insert", "date", "track", "event", "event_away"]
        kinds += ["move", "duplicate", "delete", "image", "text", "paste", "several", "section"] if ids else []
        kind = self.chance.choice(kinds)
        if kind in ("date", "track", "event_away") and not data.get("event"):
            return "none"
        expected = copy.deepcopy(data)
        edit, lost, added = getattr(self, f"_{kind}")(expected, slides, ids)
        after = edit.apply(self.text)
        again = _without_none(read(after))
        assert again == _without_none(expected), (kind, edit)
        marks, left = Counter(MARK.findall(self.text)), Counter(MARK.findall(after))
        assert set(marks - left) <= lost, (kind, marks - left, edit)
        assert set(left - marks) <= added, (kind, left - marks)
        assert inverse(edit, self.text).apply(after) == self.text
        self.history = self.history.with_edit(edit, self.text)
        self.text = after
        return kind

    # -- each kind: makes the edit, changes the data by hand, names the comments that may go and come ----------------

    def _said(self, table: dict[str, Any], key: str, code: str, words: str) -> None:
        """Do to data what writing in one language does."""
        languages = self.story.languages
        old = table.get(key)
        if len(languages) == 1 and not isinstance(old, dict):
            table[key] = words
        elif isinstance(old, str):
            table[key] = {name: words if name == code else old for name in languages}
        else:
            table[key] = {**(old or {}), code: words}

    def _own(self, slide_id: str) -> set[str]:
        """Return the comments of a slide: its own, and those right above it, from where something was deleted."""
        lines = self.text.split("\n")
        first = at = source_map_of(self.text).key_range(("slide", slide_id)).line - 1
        while at > 0 and lines[at - 1].lstrip().startswith("#"):
            at -= 1
        above = set(MARK.findall("\n".join(lines[at:first])))
        return self.story.own.get(slide_id, set(MARK.findall(self.text))) | above

    def _text(self, expected: dict[str, Any], _slides: object, ids: Sequence[str]) -> tuple[Edit, set[str], set[str]]:
        languages = self.story.languages
        code, words = self.chance.choice(languages), self.chance.choice(_SAID)
        targets: list[tuple[KeyPath, dict[str, Any], str]] = [(("story", "title"), expected["story"], "title")]
        for number, name in enumerate(ids):
            slide = expected["slide"][number]
            targets += [(("slide", name, key), slide, key) for key in ("title", "notes", "text")]
            for key, part in (("item", "title"), ("claim", "says"), ("claim", "text")):
                targets += [(("slide", name, key, at, part), one, part) for at, one in enumerate(slide.get(key, ()))]
        targets += [(("event", name, "title"), one, "title") for name, one in expected.get("event", {}).items()]
        targets += [(("event", name, "text"), one, "text") for name, one in expected.get("event", {}).items()]
        path, table, key = self.chance.choice(targets)
        edit = set_text(self.text, path, code, words, languages)
        self._said(table, key, code, words)
        assert edit.name == "write"
        return edit, set(), set()

    def _section(
        self, expected: dict[str, Any], slides: list[dict[str, Any]], ids: Sequence[str]
    ) -> tuple[Edit, set[str], set[str]]:
        number = self.chance.randrange(len(ids))
        path = ("slide", ids[number], "section")
        if "section" in slides[number] and self.chance.random() < 0.3:
            del expected["slide"][number]["section"]
            return set_key(self.text, path, None), set(), set()
        code, words = (
            self.chance.choice(self.story.languages),
            self.chance.choice([one for one in _SAID if one.strip()]),
        )
        self._said(expected["slide"][number], "section", code, words)
        return set_text(self.text, path, code, words, self.story.languages), set(), set()

    def _image(self, expected: dict[str, Any], _slides: object, ids: Sequence[str]) -> tuple[Edit, set[str], set[str]]:
        number = self.chance.randrange(len(ids))
        expected["slide"][number]["image"] = "assets/b.svg"
        return set_value(self.text, ("slide", ids[number], "image"), "assets/b.svg"), set(), set()

    def _date(self, expected: dict[str, Any], *_: object) -> tuple[Edit, set[str], set[str]]:
        name, date = self.chance.choice(sorted(expected["event"])), self.chance.choice(_DATES)
        expected["event"][name]["date"] = date
        return set_date(self.text, ("event", name, "date"), date), set(), set()

    def _track(self, expected: dict[str, Any], *_: object) -> tuple[Edit, set[str], set[str]]:
        name, track = self.chance.choice(sorted(expected["event"])), self.chance.choice(("one", "two"))
        expected["event"][name]["track"] = track
        return set_value(self.text, ("event", name, "track"), track, "track"), set(), set()

    def _move(self, expected: dict[str, Any], slides: object, ids: Sequence[str]) -> tuple[Edit, set[str], set[str]]:
        number, goal = self.chance.randrange(len(ids)), self.chance.randrange(len(ids))
        expected["slide"].insert(goal, expected["slide"].pop(number))
        edit = move_slide(self.text, ids[number], goal)
        braces = any(
            one.path == ("slide",) for one in source_map_of(self.text).statements
        )  # commas stay where they are
        if not braces:
            assert Counter(edit.apply(self.text).split()) == Counter(self.text.split())
        return edit, set(), set()

    def _insert(self, expected: dict[str, Any], slides: object, ids: Sequence[str]) -> tuple[Edit, set[str], set[str]]:
        goal, name = self.chance.randint(0, len(ids)), unique_id(self.text, "new")
        title = dict.fromkeys(self.story.languages, "N")
        keys = {"id": name, "layout": "list", "title": title, "item": [{"title": "x\ny"}]}
        expected.setdefault("slide", []).insert(goal, keys)
        return insert_slide(self.text, goal, keys), set(), set()

    def _duplicate(
        self, expected: dict[str, Any], slides: list[dict[str, Any]], ids: Sequence[str]
    ) -> tuple[Edit, set[str], set[str]]:
        number = self.chance.randrange(len(ids))
        name = unique_id(self.text, ids[number])
        copied = {**copy.deepcopy(slides[number]), "id": name}
        copied.pop("section", None)  # which it stands in already
        expected["slide"].insert(number + 1, copied)
        own = self._own(ids[number])
        self.story.own[name] = own
        return duplicate_slide(self.text, ids[number]), set(), own

    def _event(self, expected: dict[str, Any], *_: object) -> tuple[Edit, set[str], set[str]]:
        title, date = self.chance.choice(("Neu", "Été 1890", "月", "1890")), self.chance.choice(_DATES)
        words = localized(title, self.story.languages[0], self.story.languages)
        edit, name = add_named_table(self.text, "event", title, {"date": date, "title": words, "track": ""})
        assert name not in expected.get("event", {})
        expected.setdefault("event", {})[name] = {"date": date, "title": words}
        return edit, set(), set()

    def _event_away(self, expected: dict[str, Any], *_: object) -> tuple[Edit, set[str], set[str]]:
        name = self.chance.choice(sorted(expected["event"]))
        del expected["event"][name]
        ids = source_map_of(self.text).slide_ids
        gone = [slide for slide, one in zip(ids, expected.get("slide", ()), strict=True) if one.get("event") == name]
        expected["slide"] = [one for one in expected.get("slide", ()) if one.get("event") != name]
        for one in [*expected["event"].values(), *expected["slide"]]:
            for key in ("leads_to", "highlight"):
                if name in one.get(key, ()):
                    one[key] = [other for other in one[key] if other != name]
        own = {mark for slide in gone for mark in self._own(slide)}
        return delete_event(self.text, name), own | set(MARK.findall(self.text)), set()

    def _paste(
        self, expected: dict[str, Any], slides: list[dict[str, Any]], ids: Sequence[str]
    ) -> tuple[Edit, set[str], set[str]]:
        chosen = sorted(self.chance.sample(range(len(ids)), self.chance.randint(1, min(3, len(ids)))))
        goal = self.chance.randint(0, len(ids))
        edit, new_ids = paste_slides(self.text, goal, copy_slides(self.text, [ids[number] for number in chosen]))
        own: set[str] = set()
        for offset, (number, name) in enumerate(zip(chosen, new_ids, strict=True)):
            copied = copy.deepcopy(slides[number])
            is_whole = set(following_in_section(slides, number)) <= set(chosen)
            expected["slide"].insert(goal + offset, {**(copied if is_whole else without_section(copied)), "id": name})
            self.story.own[name] = self._own(ids[number])
            own |= self.story.own[name]
        expected["slide"] = joined(expected["slide"], range(goal, goal + len(chosen)))
        return edit, set(), own

    def _several(
        self, expected: dict[str, Any], slides: list[dict[str, Any]], ids: Sequence[str]
    ) -> tuple[Edit, set[str], set[str]]:
        chosen = sorted(self.chance.sample(range(len(ids)), self.chance.randint(1, min(3, len(ids)))))
        names = [ids[number] for number in chosen]
        own = {mark for name in names for mark in self._own(name)}
        what = self.chance.choice(("delete", "move", "duplicate"))
        if what == "delete":
            kept = handed_over(slides, chosen)
            expected["slide"] = [one for number, one in enumerate(kept) if number not in chosen]
            return delete_slides(self.text, names), own, set()
        if what == "move":
            goal = self.chance.randint(0, len(ids))
            kept = handed_over(slides, chosen)
            before = [one for number, one in enumerate(kept[:goal]) if number not in chosen]
            after = [one for number, one in enumerate(kept) if number >= goal and number not in chosen]
            placed = range(len(before), len(before) + len(chosen))
            expected["slide"] = joined([*before, *(kept[number] for number in chosen), *after], placed)
            return move_between_sections(self.text, names, goal), set(), set()
        edit, new_ids = duplicate_slides(self.text, names)
        copies = [
            {**without_section(copy.deepcopy(slides[at])), "id": name} for at, name in zip(chosen, new_ids, strict=True)
        ]
        expected["slide"][chosen[-1] + 1 : chosen[-1] + 1] = copies
        self.story.own |= {name: self._own(old) for old, name in zip(names, new_ids, strict=True)}
        return edit, set(), own

    def _delete(self, expected: dict[str, Any], slides: object, ids: Sequence[str]) -> tuple[Edit, set[str], set[str]]:
        number = self.chance.randrange(len(ids))
        del expected["slide"][number]
        own = self._own(ids[number])
        return delete(self.text, ("slide", ids[number])), own, set()


# By a seed, not by Hypothesis' own chance: ten times as many stories in the same time.
@examples(400)
@given(seed=st.integers(0, 1 << 40), steps=st.integers(1, 8))
def test_visual_edits_touch_only_what_they_name_and_are_taken_back_byte_for_byte(seed: int, steps: int) -> None:
    chance = Random(seed)
    story = odd_story(chance)
    run = Run(story, chance, story.text)
    known = errors(story.text)
    for _ in range(steps):
        event(run.step())
    assert set(errors(run.text)) - set(known) <= {("path.missing", path) for _, path in errors(run.text)}
    final, text, history = run.text, run.text, run.history
    while history.done:
        history, edit = history.undo()
        assert edit is not None
        text = edit.apply(text)
    assert text == story.text
    assert history.clean
    while history.undone:
        history, edit = history.redo()
        assert edit is not None
        text = edit.apply(text)
    assert text == final
