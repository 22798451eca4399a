"""Count years of deep time in the system of a story.

Geologists count back from the year 2000 ("66 Ma", "11.7 ka"), as everybody does in "years ago"; radiocarbon's years before
present count from 1950 and are a calendar of their own. A story without a system tells a million years and more as an age,
and what is younger in its era.
"""

from __future__ import annotations

from typing import Final

from desktop.i18n import Language

DEEP_TIME_SYSTEMS: Final = ("Ma", "years-ago", "BC")
"""What a story may say: annums (ka, Ma, Ga), years ago, or years of an era."""
PRESENT: Final = 2000
"""The year from which ages are counted."""
LAST_DEEP_YEAR: Final = -5000
"""Years up to this one are told as ages; people wrote soon after."""
MILLION: Final = 1_000_000
ANNUMS: Final = ((1_000_000_000, "annums_giga"), (MILLION, "annums_mega"), (1000, "annums_kilo"))
"""The units of annums, the largest first, with the keys of their wordings."""


def deep_time_system(language: Language) -> str:
    """Return the system of a story's language, or "" for none."""
    return str(language.own_convention("dates", "deep_time") or "")


def counts_ages(system: str) -> bool:
    """Return whether a system counts back from today."""
    return system in ("Ma", "years-ago")


def age_of_year(year: int) -> int:
    """Return how many years ago an astronomical year was.

    From a million on, the two thousand years since the year 0 are nothing: `Y-66043000` is 66.043 Ma.
    """
    return -year if year <= -MILLION else PRESENT - year


def year_of_age(age: int) -> int:
    """Return the astronomical year of so many years ago."""
    return -age if age >= MILLION else PRESENT - age
