"""Screen roles assign the screens to audience and speaker; no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class ScreenRoles:
    """The screens of audience and speaker, "" for none.

    A single screen is the audience's.
    """

    audience: str = ""
    console: str = ""


def assign_screens(screens: Sequence[str], work_screen: str, chosen_screen: str = "") -> ScreenRoles:
    """Return the roles of the connected screens.

    `work_screen` is where the speaker works, `chosen_screen` the one chosen for the audience, "" for none: then the
    audience gets the first one on which the speaker does not work.
    """
    if not screens:
        return ScreenRoles()
    others = [name for name in screens if name != work_screen]
    audience = chosen_screen if chosen_screen in screens else (others or list(screens))[0]
    remaining = [name for name in screens if name != audience]
    console = work_screen if work_screen in remaining else remaining[0] if remaining else ""
    return ScreenRoles(audience, console)


def screen_set_key(screens: Sequence[str]) -> str:
    """Return the settings key of a set of screens."""
    return "|".join(sorted(screens))


@dataclass(frozen=True, slots=True)
class VisibleWindows:
    """The screen of each window; "" for a hidden window."""

    audience: str = ""
    console: str = ""


def visible_windows(assigned: ScreenRoles, screens: Sequence[str], *, console: bool) -> VisibleWindows:
    """Return the windows to show, each on its own screen.

    `console` says whether the speaker has one open. While the audience's screen is gone, the speaker goes on with the
    console; without one the slide moves to what is left, as nothing else could be seen.
    """
    available = set(screens)
    audience = assigned.audience if assigned.audience in available else ""
    console_screen = assigned.console if console and assigned.console in available else ""
    if audience or console_screen or not screens:
        return VisibleWindows(audience, console_screen)
    return VisibleWindows("", screens[0]) if console and assigned.console == "" else VisibleWindows(screens[0], "")
