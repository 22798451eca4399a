"""How many examples of a property are tried: some in each run, all of them beside the slow tests."""

from __future__ import annotations

import os
from typing import Final

from hypothesis import settings

TRIES_ALL: Final = os.environ.get("PASSEUR_EXAMPLES") == "all"
"""Whether all examples are tried, as CI does with `PASSEUR_EXAMPLES=all pytest -m "slow or hypothesis"`."""
_PART: Final = 4


def examples(count: int) -> settings:
    """Return the settings that try `count` examples, or a quarter of them in the usual run."""
    return settings(max_examples=count if TRIES_ALL else max(1, count // _PART))
