"""What a story may not have."""

from __future__ import annotations

from desktop.story.load.load import LoadResult
from desktop.story.problems.problem import Problem


def errors(result: LoadResult) -> list[Problem]:
    """Return the errors of a story, warnings left out; without a story there is one."""
    found = [problem for problem in result.problems if problem.severity == "error"]
    assert found or result.story is not None
    return found
