"""Which window comes onto which screen: the console never before the audience."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.session.screen_roles import Roles, Shown, roles, set_of, shown


@pytest.mark.parametrize(
    ("screens", "own", "chosen", "expected"),
    [
        ([], "", "", Roles()),
        (["laptop"], "laptop", "", Roles("laptop", "")),
        (["laptop", "beamer"], "laptop", "", Roles("beamer", "laptop")),
        (["beamer", "laptop"], "laptop", "", Roles("beamer", "laptop")),
        (["laptop", "beamer"], "laptop", "laptop", Roles("laptop", "beamer")),
        (["laptop", "beamer"], "", "", Roles("laptop", "beamer")),
        (["laptop", "beamer", "third"], "laptop", "third", Roles("third", "laptop")),
        (["laptop", "beamer"], "laptop", "gone", Roles("beamer", "laptop")),
    ],
)
def test_the_audience_gets_the_screen_where_nobody_works(screens, own, chosen, expected):
    assert roles(screens, own, chosen) == expected


def test_swapping_needs_two():
    assert Roles("a", "b").swapped() == Roles("b", "a")
    assert Roles("a", "").swapped() == Roles("a", "")


def test_a_set_of_screens_has_one_name_in_any_order():
    assert set_of(["b", "a"]) == set_of(["a", "b"])


@pytest.mark.parametrize(
    ("given_roles", "screens", "console", "expected"),
    [
        (Roles("beamer", "laptop"), ["laptop", "beamer"], True, Shown("beamer", "laptop")),
        (Roles("beamer", "laptop"), ["laptop", "beamer"], False, Shown("beamer", "")),
        # The beamer's cable is pulled: the speaker goes on with the console.
        (Roles("beamer", "laptop"), ["laptop"], True, Shown("", "laptop")),
        # Without a console the slide moves to what is left.
        (Roles("beamer", "laptop"), ["laptop"], False, Shown("laptop", "")),
        # The laptop's lid is closed: the audience keeps its slide and never sees the console.
        (Roles("beamer", "laptop"), ["beamer"], True, Shown("beamer", "")),
        (Roles("laptop", ""), ["laptop"], False, Shown("laptop", "")),
        (Roles("beamer", "laptop"), [], True, Shown("", "")),
    ],
)
def test_windows_stay_on_their_own_screens(given_roles, screens, console, expected):
    assert shown(given_roles, screens, console=console) == expected


names = st.sampled_from(["laptop", "beamer", "third"])


@given(st.lists(names, unique=True), names, st.lists(names, unique=True), st.booleans())
def test_the_console_is_never_where_the_audience_looks(before, own, now, console):
    given_roles = roles(before, own)
    found = shown(given_roles, now, console=console)
    assert not found.console or found.console != found.audience
    assert not found.console or found.console != given_roles.audience
    assert not now or found.audience or found.console
