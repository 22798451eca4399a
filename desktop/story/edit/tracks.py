"""Order, hide and fold the tracks of a story.

Tracks are drawn in the order of their tables: to move one is to move its table, with the comments above it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from desktop.story.edit.edit import Edit, EditError, delete, describe_target, diff, set_value
from desktop.story.edit.remove import ranges_of_table
from desktop.story.localized_text import KeyPath
from desktop.story.toml.source_map import source_map_of
from desktop.story.toml.write import newline_of


class TableMove(NamedTuple):
    """Describes the move of a track's table above or below another."""

    moved_id: str
    target_id: str
    below: bool


def move_track(text: str, track_id: str, moves: Iterable[TableMove], *, group: str | None = None) -> Edit:
    """Return the edit that moves a track, by moves of tables.

    `group` is the id of the group that it then stands in, "" for none; None leaves that as it is.
    """
    path: KeyPath = ("track", track_id)
    after = text
    for moved_id, target_id, below in moves:
        after = _move_table(after, ("track", moved_id), ("track", target_id), below=below)
    if group is not None:
        key = (*path, "group")
        after = (set_value(after, key, group) if group else delete(after, key)).apply(after)
    return replace(diff(text, after), name="move", subject=describe_target(text, path))


def hide_track(text: str, track_id: str) -> Edit:
    """Return the edit that leaves a track out of the timeline."""
    return replace(set_value(text, ("track", track_id, "hidden"), True), name="hide")


def show_tracks(text: str, track_ids: tuple[str, ...]) -> Edit:
    """Return the edit that draws hidden tracks again."""
    after = text
    for track_id in track_ids:
        after = delete(after, ("track", track_id, "hidden")).apply(after)
    return replace(diff(text, after), name="show", subject=describe_target(text, ("track", track_ids[0])))


def fold_group(text: str, group_id: str, folded: bool) -> Edit:
    """Return the edit that folds a group, or opens it."""
    path: KeyPath = ("group", group_id, "folded")
    edit = set_value(text, path, True) if folded else delete(text, path)
    return replace(edit, name="fold" if folded else "open", subject=describe_target(text, ("group", group_id)))


def order_groups(text: str, group_ids: tuple[str, ...], moved_id: str) -> Edit:
    """Return the edit that gives groups their places, from the top."""
    after = text
    for number, group_id in enumerate(group_ids, 1):
        after = set_value(after, ("group", group_id, "order"), number).apply(after)
    return replace(diff(text, after), name="move", subject=describe_target(text, ("group", moved_id)))


def _move_table(text: str, path: KeyPath, target: KeyPath, *, below: bool) -> str:
    """Return the text with a table moved before or behind another."""
    toml_map = source_map_of(text)
    for one in (path, target):
        first = next((statement for statement in toml_map.statements if statement.path[:2] == one), None)
        if first is None or first.kind == "pair":  # a part of another table: it has no place of its own
            raise EditError("nowhere", one)
    newline = newline_of(text)
    block = "".join(text[start:end] for start, end in ranges_of_table(toml_map, path)).strip("\r\n")
    rest = delete(text, path).apply(text)
    start, _ = ranges_of_table(source_map_of(rest), target)[0]
    _, end = ranges_of_table(source_map_of(rest), target)[-1]
    offset = end if below else start
    above, beneath = rest[:offset].rstrip("\r\n"), rest[offset:].lstrip("\r\n")
    parts = [part for part in (above, block, beneath) if part]
    return f"{newline}{newline}".join(parts) + ("" if beneath else newline)
