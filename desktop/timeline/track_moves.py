"""Find how tables move when a track is moved in the drawing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from desktop.story.edit.tracks import TableMove
from desktop.story.model import Story
from desktop.timeline.track_lines import TrackLine, track_lines


class TrackPlace(NamedTuple):
    """Says which tables move for a track, and its new group."""

    moves: tuple[TableMove, ...]
    group: str  # the id of the group that it then stands in, "" for none


def place_beside(
    story: Story, moved_id: str, line_id: str, *, below: bool, folded: Collection[str] = (), beside_group: bool = False
) -> TrackPlace:
    """Return the place of a track above or below a line.

    A track joins the open group of the line, except `beside_group`: then it goes above or below the whole group.
    """
    line = next(one for one in _lines(story, folded) if one.track.id == line_id)
    if line.group is None or (not line.is_folded and not beside_group):
        return _place(story, moved_id, line_id, below, line.group.id if line.group is not None else "")
    # Groups with an order change places: what counts in the text is which block has this place there.
    number = next(n for n, block in enumerate(_blocks(_lines(story, folded))) if line in block)
    ids = [track.id for track in story.tracks if not track.hidden]
    in_text = _blocks_in_text(story)
    first, last = in_text[number][0], in_text[number][-1]
    begins_next = ids.index(in_text[number + 1][0]) if number + 1 < len(in_text) else len(ids)
    target = (last if ids.index(last) < begins_next else first) if below else first
    return _place(story, moved_id, target, below, "")


def _place(story: Story, moved_id: str, target_id: str, below: bool, group: str) -> TrackPlace:
    """Return the place of a track, without moving its old group.

    A group stands where its first track does: where that one leaves, the next one takes its place before.
    """
    own = story.track_by_id[moved_id].group
    members = [track.id for track in story.tracks if track.group == own and not track.hidden]
    move = TableMove(moved_id, target_id, below)
    if own not in story.group_by_id or members[0] != moved_id or len(members) == 1:
        return TrackPlace((move,) if target_id != moved_id else (), group)
    if group == own:
        passed = members[1 : members.index(target_id) + below]
        return TrackPlace(tuple(TableMove(member, moved_id, False) for member in passed), group)
    first = TableMove(members[1], moved_id, False)
    if target_id == moved_id:  # it leaves the group to stand above or below it
        return TrackPlace((TableMove(moved_id, members[-1] if below else members[1], below),), group)
    return TrackPlace((first, move), group)


def place_beyond(
    story: Story, moved_id: str, drawn_ids: Sequence[str], direction: int, folded: Collection[str] = ()
) -> TrackPlace | None:
    """Return the place of a track beyond the next line, or None.

    A track of a group stays in it; any other passes a group as a whole.
    """
    lines = {line.track.id: line for line in _lines(story, folded)}
    drawn = [lines[track_id] for track_id in drawn_ids if track_id in lines]
    number = next((n for n, line in enumerate(drawn) if line.track.id == moved_id), -1)
    if number < 0 or not 0 <= number + direction < len(drawn):
        return None
    own, other = drawn[number], drawn[number + direction]
    if own.group is not None and own.group != other.group:
        return None
    beside_group = own.group is None and other.group is not None
    return place_beside(
        story, moved_id, other.track.id, below=direction > 0, folded=folded, beside_group=beside_group
    )  # fmt: skip


def groups_beyond(story: Story, group_id: str, direction: int) -> tuple[str, ...]:
    """Return the groups in order, one moved; () for none."""
    ids = list(dict.fromkeys(line.group.id for line in _lines(story, ()) if line.group is not None))
    number = ids.index(group_id) if group_id in ids else -1
    if number < 0 or not 0 <= number + direction < len(ids):
        return ()
    ids[number], ids[number + direction] = ids[number + direction], ids[number]
    return tuple(ids)


def _lines(story: Story, folded: Collection[str]) -> list[TrackLine]:
    return [line for line in track_lines(story, (), folded) if line.track.id]


def _blocks(lines: Sequence[TrackLine]) -> list[list[TrackLine]]:
    """Return the lines of each group together, others alone."""
    blocks: list[list[TrackLine]] = []
    for line in lines:
        if blocks and line.group is not None and blocks[-1][-1].group == line.group:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _blocks_in_text(story: Story) -> list[list[str]]:
    """Return the ids of tracks by group, others alone."""
    blocks: dict[str, list[str]] = {}
    for track in story.tracks:
        if not track.hidden:
            key = f"group {track.group}" if track.group in story.group_by_id else track.id
            blocks.setdefault(key, []).append(track.id)
    return list(blocks.values())
