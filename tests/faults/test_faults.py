"""Every override raises at the same time, and the talk goes on; `run.py` tries each by itself too."""

from __future__ import annotations

import pytest

from tests.faults.run import inject


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "way"), [("talk", "at-once"), ("window", "painting")])
def test_the_program_lives_the_audience_keeps_its_picture_and_escape_leaves(kind, way):
    _, failures = inject(kind, way)
    assert failures == []
