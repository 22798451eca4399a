"""Turn the issues of a story into problems with their places."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.story.format.limits import MAX_PROBLEMS
from desktop.story.problems.issue import Issue
from desktop.story.problems.problem import Problem


def issues_to_problems(issues: Iterable[Issue], text: str, file: str) -> tuple[Problem, ...]:
    """Return each issue once as a problem, in the text's order."""
    unique_issues = _first_issues(list(dict.fromkeys(issues)))
    if not unique_issues:
        return ()
    from desktop.story.toml.source_map import source_map_of  # imported only for a story with problems

    source_map = source_map_of(text)
    problems = []
    for issue in unique_issues:
        source_range = source_map.locate(issue.path, issue.where, issue.offset)
        values = issue.values
        if issue.code == "id.twice":
            values = (*values, ("line", source_map.key_range(("slide", str(dict(values)["id"]))).line))
        problems.append(
            Problem(
                issue.severity,
                issue.code,
                issue.path,
                file,
                source_range.line,
                source_range.column,
                source_range.end_line,
                source_range.end_column,
                values,
            )
        )
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))


def _first_issues(issues: list[Issue]) -> list[Issue]:
    """Return the first errors and warnings, and an issue about the rest."""
    if len(issues) <= MAX_PROBLEMS:
        return issues
    kept: list[Issue] = []
    left_out: list[Issue] = []
    counts = {"error": 0, "warning": 0}
    for issue in issues:
        counts[issue.severity] += 1
        (kept if counts[issue.severity] <= MAX_PROBLEMS else left_out).append(issue)
    if left_out:
        rest = left_out[0]
        kept.append(Issue("too.many.problems", rest.path, (("count", len(left_out)),), rest.where, rest.severity))
    return kept
