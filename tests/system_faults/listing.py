"""Print what is seen in each fault, as a list for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.system_faults.registry import Fault

MOMENTS = {
    "check": "While `passeur check` reads the story",
    "export": "While `passeur export` writes a PDF",
    "command": "While `passeur` is called by hand",
    "start": "Before the window opens",
    "present": "Before a talk begins at once",
    "open": "While the window is open",
    "talk": "During a talk",
    "saving": "While the story is saved",
    "exporting": "While the window exports a PDF",
}
"""By the moment of a fault, in the order of the list."""
_PLACES = {
    "bar": "the window says",
    "console": "the console says",
    "dialog": "a dialog says",
    "problem": "the list of problems says",
    "terminal": "the terminal says",
}
_RESULTS = {
    "exit": "it ends with status {}",
    "file": "the file is {}",
    "link": "the link is still one: {}",
    "out": "the export is {}",
    "slide": "the slide “{}” is shown",
}


def in_words(expected: str) -> str:
    """Return in words what is expected at a place."""
    place, _, words = expected.partition(": ")
    if place in _PLACES:
        return f"{_PLACES[place]}: {words}" if words else f"{_PLACES[place]} why"
    return _RESULTS[place].format(words) if place in _RESULTS else expected


def list_faults(faults: Iterable[Fault]) -> Iterator[str]:
    """Yield the lines of the list: each moment, and below it its faults."""
    by_moment: dict[str, list[Fault]] = {moment: [] for moment in MOMENTS}
    for fault in faults:
        by_moment[fault.when].append(fault)
    count = 0
    for moment, title in MOMENTS.items():
        if by_moment[moment]:
            yield f"{title} ({moment}: {len(by_moment[moment])})"
        for fault in by_moment[moment]:
            disks = [name for name, is_small in (("home", fault.small_home), ("story", fault.small_folder)) if is_small]
            small = f" ({' and '.join(disks)} on a small disk)" if disks else ""
            yield f"    {fault.name}{small} → {'; '.join(map(in_words, fault.expected))}"
            count += 1
    yield f"{count} faults"
