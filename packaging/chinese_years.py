"""Write the table of Chinese years that the second row of the axis reads.

    pip install lunar-python
    python packaging/chinese_years.py    writes desktop/story/dates/chinese_years.py

lunar_python computes moon and sun for 12 ms a year, which is five seconds for a row of four centuries. So the application
reads a table; a test compares it with the library.
"""

from __future__ import annotations

import textwrap
from math import floor
from pathlib import Path
from typing import Final

from lunar_python import LunarMonth, LunarYear

TABLE: Final = Path(__file__).resolve().parent.parent / "desktop" / "story" / "dates" / "chinese_years.py"
FIRST: Final = 763  # until 762 some emperors let the year begin with another month
LAST: Final = 2100  # later a new moon may be so close to midnight that observatories may not agree
_EPOCH: Final = 2_440_587.5  # the Julian day of 1970-01-01


def months_of(year: int) -> list[LunarMonth]:
    """Return the months of a Chinese year, as the library computes them."""
    return list(LunarYear(year).getMonthsInYear())


def first_day(months: list[LunarMonth]) -> int:
    """Return the day on which months begin, counted from 1970-01-01."""
    return floor(float(months[0].getFirstJulianDay()) - _EPOCH)  # its noon


def code_of(months: list[LunarMonth]) -> int:
    """Return which months have 30 days, a bit each, below the leap one's number."""
    leap = next((-int(month.getMonth()) for month in months if month.isLeap()), 0)
    return leap << 13 | sum(int(month.getDayCount() == 30) << place for place, month in enumerate(months))


def table_text() -> str:
    """Return the module with the table."""
    codes = "".join(f"{code_of(months_of(year)):05x}" for year in range(FIRST, LAST + 1))
    lines = "\n".join(f'    "{line}"' for line in textwrap.wrap(codes, 110))
    return f'''"""Holds the months of Chinese years; `packaging/chinese_years.py` writes it.

A year has five hexadecimal digits: the number of its leap month, above 13 bits that tell which months have 30 days.
"""

from __future__ import annotations

from typing import Final

FIRST_YEAR: Final = {FIRST}
FIRST_DAY: Final = {first_day(months_of(FIRST))}  # from 1970-01-01
CODES: Final = (
{lines}
)
'''


if __name__ == "__main__":
    TABLE.write_text(table_text(), encoding="utf-8", newline="\n")
