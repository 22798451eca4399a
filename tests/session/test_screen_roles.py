"""Which window comes onto which screen: the console never before the audience."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.session.talk.screen_roles import (
    ScreenRoles,
    VisibleWindows,
    assign_screens,
    screen_set_key,
    visible_windows,
)


@pytest.mark.parametrize(
    ("screens", "own", "chosen", "expected"),
    [
        ([], "", "", ScreenRoles()),
        (["laptop"], "laptop", "", ScreenRoles("laptop", "")),
        (["laptop", "beamer"], "laptop", "", ScreenRoles("beamer", "laptop")),
        (["beamer", "laptop"], "laptop", "", ScreenRoles("beamer", "laptop")),
        (["laptop", "beamer"], "laptop", "laptop", ScreenRoles("laptop", "beamer")),
        (["laptop", "beamer"], "", "", ScreenRoles("laptop", "beamer")),
        (["laptop", "beamer", "third"], "laptop", "third", ScreenRoles("third", "laptop")),
        (["laptop", "beamer"], "laptop", "gone", ScreenRoles("beamer", "laptop")),
    ],
)
def test_the_audience_gets_the_screen_where_nobody_works(screens, own, chosen, expected):
    assert assign_screens(screens, own, chosen) == expected


def test_a_set_of_screens_has_one_name_in_any_order():
    assert screen_set_key(["b", "a"]) == screen_set_key(["a", "b"])


@pytest.mark.parametrize(
    ("given_roles", "screens", "console", "expected"),
    [
        (ScreenRoles("beamer", "laptop"), ["laptop", "beamer"], True, VisibleWindows("beamer", "laptop")),
        (ScreenRoles("beamer", "laptop"), ["laptop", "beamer"], False, VisibleWindows("beamer", "")),
        # The beamer's cable is pulled: the speaker goes on with the console.
        (ScreenRoles("beamer", "laptop"), ["laptop"], True, VisibleWindows("", "laptop")),
        # Without a console the slide moves to what is left.
        (ScreenRoles("beamer", "laptop"), ["laptop"], False, VisibleWindows("laptop", "")),
        # The laptop's lid is closed: the audience keeps its slide and never sees the console.
        (ScreenRoles("beamer", "laptop"), ["beamer"], True, VisibleWindows("beamer", "")),
        (ScreenRoles("laptop", ""), ["laptop"], False, VisibleWindows("laptop", "")),
        (ScreenRoles("beamer", "laptop"), [], True, VisibleWindows("", "")),
    ],
)
def test_windows_stay_on_their_own_screens(given_roles, screens, console, expected):
    assert visible_windows(given_roles, screens, console=console) == expected


names = st.sampled_from(["laptop", "beamer", "third"])


@given(st.lists(names, unique=True), names, st.lists(names, unique=True), st.booleans())
def test_the_console_is_never_where_the_audience_looks(before, own, now, console):
    given_roles = assign_screens(before, own)
    found = visible_windows(given_roles, now, console=console)
    assert not found.console or found.console != found.audience
    assert not found.console or found.console != given_roles.audience
    assert not now or found.audience or found.console
