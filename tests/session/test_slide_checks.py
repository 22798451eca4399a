"""What comes out badly on slides is found beside the window, in small steps, and told in the one list of problems."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.session.checks.slide_checks import SlideChecks

pytestmark = pytest.mark.usefixtures("painter_ready")

_STORY = """format = 1
[story]
title = "T"
languages = ["en"]
ribbon = false
[track.a]
title = "A"
color = "gold"
[event.long]
date = "1869"
track = "a"
title = "Short"

[[slide]]
id = "one"
layout = "event"
event = "long"

[[slide]]
id = "two"
layout = "statement"
title = "Two"
"""
_TOO_LONG = "a title that goes on and on " * 120


@pytest.fixture
def checked(session, tmp_path):
    """Return a session whose slides are checked."""
    file = tmp_path / "content.toml"
    file.write_text(_STORY, "utf-8")
    session.open(file)
    session.background_checks.slides.start()
    session.background_checks.slides.finish()
    return session


def warned(session) -> list[bool]:
    """Return for each slide whether its thumbnail wears a dot."""
    return [session.has_warning(slide) for slide in session.story.slides]


def test_a_story_in_which_all_fits_has_no_problem(checked):
    assert checked.problems == ()
    assert warned(checked) == [False, False]


def test_what_does_not_fit_is_a_problem_at_its_line_and_a_dot_on_its_slide(checked):
    document = checked.document
    document.replace_text(document.text.replace('"Short"', f'"{_TOO_LONG}"'))
    checked.background_checks.slides.finish()
    assert {problem.severity for problem in checked.problems} == {"warning"}
    # The text is that of an event; the dot is on the slide that shows it.
    assert {(problem.line, problem.column) for problem in checked.problems} == {(12, 9)}
    assert warned(checked) == [True, False]
    document.replace_text(document.text.replace(_TOO_LONG, "Short"))
    checked.background_checks.slides.finish()
    assert checked.problems == ()


def test_only_changed_slides_are_checked_again(checked):
    checks = checked.background_checks.slides
    document = checked.document
    document.replace_text(document.text.replace('"Two"', '"Three"'))
    assert set(checks._found) == {"one"}
    checks.finish()
    assert set(checks._found) == {"one", "two"}
    document.replace_text(document.text.replace('date = "1869"', 'date = "1870"'))
    assert set(checks._found) == set()  # an event may be on every ribbon


def test_nothing_is_checked_in_a_talk(checked):
    checks = checked.background_checks.slides
    checked.talk.set_presenting(True)
    document = checked.document
    document.replace_text(document.text.replace('"Two"', '"Three"'))
    checks.finish()
    assert set(checks._found) == {"one"}
    checked.talk.set_presenting(False)
    assert set(checks._found) == {"one"}
    checks.finish()
    assert set(checks._found) == {"one", "two"}


def test_steps_are_taken_between_events_until_all_is_checked(session, tmp_path, qtbot):
    checks = SlideChecks(session.talk)
    file = tmp_path / "content.toml"
    file.write_text(_STORY.replace('"Two"', f'"{_TOO_LONG}"'), "utf-8")
    session.open(file)
    checks.set_story(session.story)
    assert not checks._pause.isActive()  # before the first slide is painted
    with qtbot.waitSignal(checks.changed, timeout=30_000):
        checks.start()
    qtbot.waitUntil(lambda: set(checks._found) == {"one", "two"}, timeout=30_000)
    assert ("slide", "two", "title") in {issue.path for issue in checks.issues}
    checks.set_story(replace(session.story, slides=session.story.slides[:1]))
    assert checks.issues == ()
    checks.shut_down()
