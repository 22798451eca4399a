"""Put the claims of a dispute in order, and letter them.

Cards and the ribbon show the same letter for the same claim.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.fast_dataclass import dataclass
from desktop.story.model import Claim


def order_claims(claims: Sequence[Claim]) -> tuple[int, ...]:
    """Return the indexes of claims in order of their dates.

    The middle of a date counts, which is where an axis shows it. Claims without a date come last; equal ones keep the
    order in which they are written.
    """

    def key(index: int) -> tuple[bool, int]:
        date = claims[index].date
        return date is None, sum(date.sort_key) if date is not None else 0

    return tuple(sorted(range(len(claims)), key=key))


def claim_letters(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Return the letter of each claim: "A" for the earliest."""
    letters = [""] * len(claims)
    for rank, index in enumerate(order_claims(claims)):
        letters[index] = chr(ord("A") + rank % 26)
    return tuple(letters)


@dataclass(frozen=True, slots=True)
class LetteredClaim:
    """Holds a claim with its letter and its index as written."""

    letter: str
    index: int
    claim: Claim


def lettered_claims(claims: Sequence[Claim]) -> tuple[LetteredClaim, ...]:
    """Return claims with their letters, the earliest first."""
    letters = claim_letters(claims)
    return tuple(LetteredClaim(letters[index], index, claims[index]) for index in order_claims(claims))
