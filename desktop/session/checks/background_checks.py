"""Check the files that a story names away from the event loop."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from desktop.qt_thread_classes import make_checking_classes
from desktop.session.background_worker import BackgroundWorker
from desktop.session.checks.slide_checks import SlideChecks
from desktop.session.event_files import EventFiles
from desktop.session.talk.talk_state import TalkState
from desktop.story.load.locate_problems import issues_to_problems
from desktop.story.model import EMPTY_STORY, Story
from desktop.story.problems.issue import Issue, Severity
from desktop.story.problems.problem import Problem

_SHORT_TEXT: Final = 50_000
"""So many characters are searched for the places of issues within a frame of the screen."""


def _check_pictures(story: Story) -> tuple[Issue, ...]:
    from desktop.output.story_check import check_pictures

    return check_pictures(story)


def _check_claims(story: Story) -> tuple[Issue, ...]:
    from desktop.story.editorial_checks import editorial_issues

    return editorial_issues(story)


def named_slides(issues: Iterable[Issue], severity: Severity) -> frozenset[str]:
    """Return the ids of the slides with an issue of a severity.

    A text of an event is written elsewhere: such an issue names the slide that shows it.
    """
    found = [issue for issue in issues if issue.severity == severity]
    in_slides = {str(issue.path[1]) for issue in found if issue.path[:1] == ("slide",)}
    return frozenset(in_slides.union(str(value) for issue in found for name, value in issue.values if name == "slide"))


def slides_with_errors(story: Story, issues: Iterable[Issue]) -> frozenset[str]:
    """Return the ids of the slides that an error is seen on.

    An event's picture is seen on the slides of the event, a track's file on those of the timeline.
    """
    errors = [issue for issue in issues if issue.severity == "error"]
    event_ids = {issue.path[1] for issue in errors if issue.path[:1] == ("event",)}
    track_ids = {str(issue.path[1]) for issue in errors if issue.path[:1] == ("track",)}
    shown_by_default = track_ids - {track.id for track in story.tracks if track.hidden}
    return named_slides(errors, "error").union(
        slide.id
        for slide in story.slides
        if slide.event in event_ids
        or (slide.layout == "timeline" and (track_ids.intersection(slide.tracks) if slide.tracks else shown_by_default))
    )


def prepare_checks() -> None:
    """Import the modules of the checks, in the window's thread.

    An import makes classes of Qt, which no thread may do; it comes after the first slide.
    """
    import desktop.output.story_check  # noqa: F401

    make_checking_classes()


CHECKS: Final[dict[str, Callable[[Story], tuple[Issue, ...]]]] = {
    "claims": _check_claims,
    "pictures": _check_pictures,
}
"""The checks that run in the thread, one after the other; a further one needs only a row here."""


class BackgroundChecks(QObject):
    """The issues of a story that its text does not tell.

    Those of event files come from the loader, which reads them anyway; those of finished slides from `SlideChecks`.
    """

    changed = Signal()

    def __init__(self, event_files: EventFiles, talk: TalkState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._event_files = event_files
        self.slides = SlideChecks(talk, self)
        self.slides.changed.connect(self.changed)
        self._worker = BackgroundWorker(self)
        self._story = EMPTY_STORY
        self._started = False
        self._is_shut_down = False
        self._found: dict[str, tuple[Issue, ...]] = {}
        self._font_issues: tuple[Issue, ...] = ()
        event_files.errors_changed.connect(self.changed)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Return the findings of the last check."""
        found = [issue for issues in self._found.values() for issue in issues]
        if self._event_files.errors or self._event_files.by_track:
            from desktop.output.story_check import data_file_issues

            found += data_file_issues(self._story, self._event_files.errors, self._event_files.by_track)
        return (*self._font_issues, *found, *self.slides.issues)

    def start(self) -> None:
        """Allow checking: it waits for the first slide.

        The window that asks for it may be closed by then: nothing starts once all was shut down.
        """
        if self._is_shut_down:
            return
        prepare_checks()
        from desktop.output.story_check import check_fonts

        self._font_issues = check_fonts()  # in this thread, as Qt loads faces in it; nearly all are loaded by now
        if self._font_issues:
            self.changed.emit()
        self._started = True
        self._check()
        self.slides.start()

    def set_story(self, story: Story) -> None:
        """Check another story, or the same one edited.

        Until that is done, what was found about its own tables stays.
        """
        if story.folder != self._story.folder:
            self._found.clear()
        self._story = story
        self._check()
        self.slides.set_story(story)

    def _check(self) -> None:
        if self._started:
            for name, check in CHECKS.items():
                self._worker.submit(name, partial(check, self._story), partial(self._on_checked, name, self._story))

    def _on_checked(self, name: str, story: Story, issues: tuple[Issue, ...]) -> None:
        # The result of an older story is dropped: the check of this one waits behind it.
        if story is self._story and issues != self._found.get(name, ()):
            self._found[name] = issues
            self.changed.emit()

    def wait(self, timeout_s: float) -> bool:
        """Wait for the checks; return whether all are done."""
        return self._worker.wait(timeout_s)

    def shut_down(self) -> None:
        """Stop checking, for good."""
        self._started = False
        self._is_shut_down = True
        self.slides.shut_down()
        self._worker.shut_down()


class IssuePlaces(QObject):
    """Finds where the issues of a check stand in the text.

    A long text is searched in a thread; meanwhile the places in the text before it are known.
    """

    changed = Signal()

    def __init__(self, worker: BackgroundWorker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._wanted: tuple[tuple[Issue, ...], str, str] = ((), "", "")
        self._problems: tuple[Problem, ...] = ()

    def problems(self, issues: tuple[Issue, ...], text: str, file: str) -> tuple[Problem, ...]:
        """Return the issues as problems of a text.

        They may be those asked for before; `changed` then comes with the right ones.
        """
        wanted = issues, text, file
        if wanted == self._wanted:
            return self._problems
        is_other_file = file != self._wanted[2]
        self._wanted = wanted
        if not issues or len(text) <= _SHORT_TEXT:
            self._problems = issues_to_problems(issues, text, file)
            return self._problems
        if is_other_file:
            self._problems = ()
        self._worker.submit("places", partial(issues_to_problems, *wanted), partial(self._keep, wanted))
        return self._problems

    def _keep(self, wanted: tuple[tuple[Issue, ...], str, str], problems: tuple[Problem, ...]) -> None:
        if wanted is self._wanted:
            self._problems = problems
            self.changed.emit()
