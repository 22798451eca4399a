"""Print a story's problems, or the checks before a talk."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

from desktop import paths
from desktop.cli.arguments import UsageError, story_path
from desktop.cli.display import has_display, import_pyside_offscreen
from desktop.cli.printing import print_line
from desktop.i18n import Messages, plural, system_language

if TYPE_CHECKING:
    from desktop.story.load.load import LoadResult
    from desktop.story.model import Story
    from desktop.story.problems.problem import Problem

_MESSAGES: Final = Messages(
    {
        "clean": "{path}: no errors; {slides}, {events}, {sources}",
        "slides": plural("{count} slide", "{count} slides"),
        "events": plural("{count} event", "{count} events"),
        "sources": plural("{count} source", "{count} sources"),
        "sampled": "Of similar slides only the longest were laid out; --all lays out every slide, in all aspects.",
        "all_talk": "--all does nothing with --talk",
    }
)


def run_check(options: SimpleNamespace) -> int:
    """Print every problem and return the exit status.

    It is 0 without errors, 1 with some, 2 for an unreadable story.
    """
    language = system_language()
    path = story_path(options.story) or paths.shipped_story()
    if options.talk and options.all:
        raise UsageError(_MESSAGES("all_talk", language))
    if options.talk:
        return _check_talk(path, language)
    result = check_file(path, is_whole=options.all)
    errors = sum(problem.severity == "error" for problem in result.problems)
    if options.json:
        problems = [_problem_to_json(problem, language) for problem in result.problems]
        print_line(json.dumps(problems, indent=2, ensure_ascii=False))
    else:
        for problem in result.problems:
            print_line(problem.format_line(language))
        if result.story is not None and not errors:
            story = result.story
            counted = {"slides": len(story.slides), "events": len(story.events), "sources": len(story.sources)}
            counts = {kind: _MESSAGES(kind, language, count=count) for kind, count in counted.items()}
            print_line(_MESSAGES("clean", language, path=path, **counts))
            if not options.all and _checked_some_for_others(story):
                print_line(_MESSAGES("sampled", language))
    if result.story is None:
        return 2
    return 1 if errors else 0


def _checked_some_for_others(story: Story) -> bool:
    from desktop.output.frame_issues import checks_some_for_others

    return checks_some_for_others(story)


def check_file(path: Path, *, is_whole: bool = False) -> LoadResult:
    """Return a file's story with all problems, layouts included."""
    from desktop.story.load.load import LoadResult, load_file
    from desktop.story.load.locate_problems import issues_to_problems

    result = load_file(path)
    if result.story is None:
        return result
    import_pyside_offscreen()
    from desktop.output.story_check import check_story

    more_problems = issues_to_problems(check_story(result.story, is_whole=is_whole), result.text, str(path))
    problems = sorted((*result.problems, *more_problems), key=lambda problem: (problem.line, problem.column))
    return LoadResult(result.story, tuple(problems), result.text)


def _check_talk(path: Path, language: str) -> int:
    """Print the checks before a talk; return 0 for go.

    1 means not yet.
    """
    if not has_display():
        import_pyside_offscreen()
    from desktop.session.checks.preflight import MESSAGES as PREFLIGHT_MESSAGES, overall_status
    from desktop.ui.dialogs.preflight import run_checks_without_window

    results = run_checks_without_window(path, language)
    labels = {"go": "  ok", "care": "care", "no": "  NO"}
    for result in results:
        print_line(f"{labels[result.status]}  {result.message}" + (f"\n      {result.advice}" if result.advice else ""))
    state = overall_status(results)
    print_line(PREFLIGHT_MESSAGES(f"verdict_{state}", language))
    return 1 if state == "no" else 0


def _problem_to_json(problem: Problem, language: str) -> dict[str, object]:
    """Return a problem as plain data for other programs."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "code": problem.code,
        "path": list(problem.path),
        "message": problem.message(language),
        "hint": problem.hint(language),
    }
