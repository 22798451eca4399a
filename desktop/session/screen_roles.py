"""Which screen is for the audience and which for the speaker: plain data, no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Roles:
    """The names of two screens; "" where there is none for that role. With one screen, it is the audience's."""

    audience: str = ""
    console: str = ""

    def swapped(self) -> Roles:
        """Return the roles the other way round; with one screen there is nothing to swap."""
        return Roles(self.console, self.audience) if self.console else self


def roles(screens: Sequence[str], own: str, chosen: str = "") -> Roles:
    """Return the roles for the screens there are.

    `own` is the screen where the person works, `chosen` the one that was chosen for the audience, "" for none: then the
    audience gets the first one on which the person does not work.
    """
    if not screens:
        return Roles()
    others = [name for name in screens if name != own]
    audience = chosen if chosen in screens else (others or list(screens))[0]
    left = [name for name in screens if name != audience]
    console = own if own in left else left[0] if left else ""
    return Roles(audience, console)


def set_of(screens: Sequence[str]) -> str:
    """Return a name for a set of screens, under which a choice is remembered."""
    return "|".join(sorted(screens))


@dataclass(frozen=True, slots=True)
class Shown:
    """Which windows are to be seen, and on which screens; "" for a window that is hidden."""

    audience: str = ""
    console: str = ""


def shown(given: Roles, screens: Sequence[str], *, console: bool) -> Shown:
    """Return what to show of the roles on the screens that are there now: no window ever takes the other's screen.

    `console` says whether the speaker has one open. While the audience's screen is gone, the speaker goes on with the
    console; without one the slide moves to what is left, as nothing else could be seen.
    """
    there = set(screens)
    audience = given.audience if given.audience in there else ""
    desk = given.console if console and given.console in there else ""
    if audience or desk or not screens:
        return Shown(audience, desk)
    return Shown("", screens[0]) if console and given.console == "" else Shown(screens[0], "")
