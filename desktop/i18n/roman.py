"""Writes Roman numerals."""

from __future__ import annotations

from typing import Final

_ROMAN_SIGNS: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman_numeral(number: int) -> str:
    """Return a positive number in Roman numerals."""
    numeral = ""
    for value, sign in _ROMAN_SIGNS:
        count, number = divmod(number, value)
        numeral += sign * count
    return numeral
