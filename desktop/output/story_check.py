"""The checks of a whole story: claims, files and layouts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desktop.output.frame_issues import frame_issues
from desktop.render import theme as themes
from desktop.render.font_files import load_fonts
from desktop.render.images import read_file_version
from desktop.render.picture_file import is_readable, is_vector, raster_size
from desktop.story.editorial_checks import editorial_issues
from desktop.story.model import Story
from desktop.story.problems.issue import Issue
from desktop.story.storage.files import find_file

if TYPE_CHECKING:
    from desktop.render.timeline.aggregates.aggregated_track import AggregatedTrack
    from desktop.timeline.data.data_errors import DataError

_LEAST_WIDTH = 480
_LEAST_HEIGHT = 360
"""Smaller pictures leave their column of a slide empty: none is enlarged more than one and a half times."""


def check_story(
    story: Story, *, is_whole: bool = False, file_issues: Iterable[Issue] | None = None
) -> tuple[Issue, ...]:
    """Return all issues of a story beyond those of its text.

    A whole check lays out each slide in every aspect, however many there are.
    Every reader of issues takes them from here.
    Makes a QGuiApplication where there is none; reads every file, unless `file_issues` are what was found in them.
    """
    return (
        *editorial_issues(story),
        *check_layout(story, is_whole=is_whole),
        *check_fonts(),
        *(check_files(story) if file_issues is None else file_issues),
    )


def check_files(story: Story) -> tuple[Issue, ...]:
    """Read every picture and data file; return their issues.

    A thread may do it, when this module and that of the files of events are imported.
    """
    return (*check_pictures(story), *check_data_files(story))


def check_fonts() -> tuple[Issue, ...]:
    """Return an issue for each shipped font file that does not load."""
    return tuple(Issue("font.unreadable", ("story",), (("name", name),)) for name in load_fonts())


def check_pictures(story: Story) -> tuple[Issue, ...]:
    """Return an issue for each undecodable or very small picture."""
    issues = []
    for name, path in story.image_references:
        file = find_file(story.folder, name) if story.folder else None
        if file is not None and not is_readable(str(file), story.folder, read_file_version(str(file))):
            issues.append(Issue("image.unreadable", path, (("name", name),), "value"))
        elif file is not None and not is_vector(str(file)):
            size = raster_size(str(file), story.folder)
            if size is not None and size[0] < _LEAST_WIDTH and size[1] < _LEAST_HEIGHT:
                values = (("name", name), ("width", size[0]), ("height", size[1]), ("least", _LEAST_WIDTH))
                issues.append(Issue("image.small", path, values, "value", "warning"))
    return tuple(issues)


def check_data_files(story: Story) -> tuple[Issue, ...]:
    """Read the event files whole, and return their problems."""
    from desktop.render.timeline.aggregates.aggregated_files import read_event_files

    aggregated, errors = read_event_files(story, story.languages[0])
    return data_file_issues(story, errors, aggregated)


def data_file_issues(
    story: Story, errors: Mapping[str, DataError], aggregated: Mapping[str, AggregatedTrack]
) -> tuple[Issue, ...]:
    """Return the issues of event files, given by track id.

    A note of a file that several tracks share is one issue.
    """
    issues = [
        Issue(
            "data.bad",
            ("track", track_id, "data"),
            (("said", error),),
            severity="warning" if error.code.startswith("library") else "error",
        )
        for track_id, error in errors.items()
    ]
    said = set()
    for track_id, track in aggregated.items():
        for note in track.notes:
            if note not in said:
                said.add(note)
                issues.append(Issue("data.note", ("track", track_id, "data"), (("said", note),), severity="warning"))
    from desktop.render.timeline.bands.file_bands import doubled_ids

    for track_id, event_id in doubled_ids(story, aggregated).items():
        issues.append(Issue("data.id", ("track", track_id, "data"), (("id", event_id),), severity="warning"))
    return tuple(issues)


def check_layout(story: Story, *, is_whole: bool = False) -> tuple[Issue, ...]:
    """Lay out all slides; return the overflow.

    Makes a QGuiApplication where there is none.
    """
    app = QGuiApplication.instance() or QGuiApplication(["passeur"])
    load_fonts()
    issues = list(frame_issues(story, is_whole=is_whole))
    theme = themes.theme(story.theme)
    for color_name in ("paper", "muted"):
        ratio = themes.contrast_ratio(theme.color(color_name), theme.background)
        if ratio < 4.5:
            contrast_values = (("color", color_name), ("ratio", f"{ratio:.1f}"))
            issues.append(Issue("contrast", ("story", "theme"), contrast_values, severity="warning"))
    del app
    return tuple(issues)
