"""Put the tracks of a story in the order of drawing.

The tracks of a group stand together. A folded group is one line, which stands for all its tracks.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from desktop.fast_dataclass import dataclass
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Group, Story, Track

FOLDED: Final = "group:"
"""What the id of the line of a folded group begins with; no track has such an id."""


@dataclass(frozen=True, slots=True)
class TrackLine:
    """Describes a line of the timeline: a track, or a folded group."""

    track: Track  # of a folded group: one that stands for it
    members: tuple[str, ...]  # the ids of the tracks whose events it holds
    group: Group | None = None
    is_folded: bool = False


def folded_groups(story: Story) -> frozenset[str]:
    """Return the ids of the groups that the story folds."""
    return frozenset(group.id for group in story.groups if group.folded)


def track_lines(
    story: Story, track_ids: Collection[str] = (), folded: Collection[str] | None = None
) -> tuple[TrackLine, ...]:
    """Return the lines of the timeline from top to bottom.

    Chosen tracks are shown even if they are hidden or in a folded group. `folded` are the ids of the folded groups, None
    for those of the story. Events of no track have the last line, whose id is "".
    """
    folded = folded_groups(story) if folded is None else folded
    tracks = [track for track in story.tracks if (track.id in track_ids if track_ids else not track.hidden)]
    lines: list[TrackLine] = []
    for group, members in _blocks(story, tracks):
        if group is not None and group.id in folded and not track_ids:
            lines.append(_folded_line(group, members))
        else:
            lines += [TrackLine(track, (track.id,), group) for track in members]
    return (*lines, TrackLine(Track(""), ("",))) if not track_ids or "" in track_ids else tuple(lines)


def drawn_tracks(story: Story, track_ids: Collection[str] = ()) -> frozenset[str]:
    """Return the ids of the tracks that are drawn.

    Events of no track have the id "".
    """
    return frozenset(line.track.id for line in track_lines(story, track_ids, folded=()))


def _blocks(story: Story, tracks: list[Track]) -> list[tuple[Group | None, list[Track]]]:
    """Return groups with their tracks, and other tracks, in order.

    A group stands where its first track does; those with an order change places among themselves.
    """
    groups = {group.id: group for group in story.groups}
    blocks: dict[str, tuple[Group | None, list[Track]]] = {}
    for track in tracks:
        group = groups.get(track.group)
        key = FOLDED + group.id if group is not None else track.id
        blocks.setdefault(key, (group, []))[1].append(track)
    in_groups = [block for block in blocks.values() if block[0] is not None]
    ordered = iter(sorted(in_groups, key=lambda block: _order(block[0])))  # those without an order stay, at the end
    return [next(ordered) if block[0] is not None else block for block in blocks.values()]


def _order(group: Group | None) -> float:
    return group.order if group is not None and group.order is not None else float("inf")


def _folded_line(group: Group, members: list[Track]) -> TrackLine:
    """Return a folded group's line, in the colour of its tracks."""
    colors = {track.color for track in members}
    color = colors.pop() if len(colors) == 1 else "paper"
    title = group.title or LocalizedText((("", group.id),))
    track = Track(FOLDED + group.id, title, color)
    return TrackLine(track, tuple(track.id for track in members), group, True)
