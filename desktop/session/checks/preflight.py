"""The preflight checks story and machine before a talk, with advice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from desktop.fast_dataclass import dataclass
from desktop.i18n import Messages, language as language_of
from desktop.render.font_files import load_fonts
from desktop.render.page.grid import SCREEN_ASPECTS
from desktop.story.load.load import LoadResult
from desktop.story.load.locate_problems import issues_to_problems
from desktop.story.model import Story
from desktop.story.problems.issue import Issue
from desktop.story.problems.problem import Problem

CheckStatus = Literal["go", "care", "no"]

MESSAGES: Final = Messages(
    {
        "text": "The text has no errors",
        "text_no": "Errors in the text: {count}",
        "languages": "All texts are there in {names:and}",
        "languages_care": "Texts missing in a language: {count}",
        "fonts": "The fonts are there",
        "fonts_no": "Fonts cannot be read: {names}",
        "fonts_do": "Install Passeur again.",
        "fonts_care": "Texts that no font of Passeur can show: {count}",
        "files": "All pictures and data are there",
        "files_no": "Files missing or unreadable: {count}",
        "files_care": "Remarks on pictures and data: {count}",
        "overflow": "Everything fits, at {aspects:and}",
        "overflow_care": "Texts that do not fit: {count}",
        "contrast": "All text has enough contrast",
        "contrast_care": "Colours hard to read: {count}",
        "sources": "Every event and number has a source",
        "sources_care": "Statements without a source: {count}",
        "minutes": "The minutes add up to {minutes}",
        "minutes_none": "No minutes are written",
        "minutes_care": "The minutes do not add up",
        "minutes_do": "Write `minutes` in [story], or in each slide.",
        "notes": "Every slide has notes",
        "notes_care": "Slides without notes: {count}",
        "screens": "A second screen is there: {name}",
        "screens_care": "There is one screen only",
        "screens_mirrored": "The screens are mirrored: the room sees all that you see",
        "screens_do": "Plug the projector in, and extend the desktop to it instead of mirroring.",
        "unchecked": "The story and its files could not be checked",
        "unchecked_do": "The reason is in the log (Help › Copy diagnostics).",
        "awake": "The display stays awake while you talk",
        "awake_care": "The display may go to sleep",
        "awake_do": "Switch the energy saver off for today: this system does not let programs ask for it.",
        "more": "and {count} more",
        "verdict_go": "GO",
        "verdict_care": "GO, with care",
        "verdict_no": "NOT YET",
        "title": "Ready?",
        "show_place": "Show line {line} of the text",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A check's verdict, finding and advice ("" for none).

    `place` is the line and column of the text that the advice is about, if any.
    """

    status: CheckStatus
    message: str
    advice: str = ""
    place: tuple[int, int] | None = None


def unchecked(ui_language: str) -> CheckResult:
    """Return the finding that a story could not be checked at all."""
    return CheckResult("no", MESSAGES("unchecked", ui_language), MESSAGES("unchecked_do", ui_language))


def overall_status(results: Iterable[CheckResult]) -> CheckStatus:
    """Return the worst verdict."""
    statuses = {result.status for result in results}
    return "no" if "no" in statuses else "care" if "care" in statuses else "go"


def check_story(
    load_result: LoadResult, file: str, ui_language: str, file_issues: Iterable[Issue] | None = None
) -> list[CheckResult]:
    """Check the story.

    Lays out every slide in every language and aspect; reads its files, unless `file_issues` are what was found in them.
    """
    story = load_result.story
    if story is None:
        return [_result_for_problems("text", load_result.problems, "no", ui_language)]
    from desktop.output import story_check
    from desktop.story.assist.ids_in_text import language_name

    problems = (
        *load_result.problems,
        *issues_to_problems(story_check.check_story(story, file_issues=file_issues), load_result.text, file),
    )

    def problems_with_code(*prefixes: str, severity: str = "") -> list[Problem]:
        return [
            problem for problem in problems if problem.code.startswith(prefixes) and severity in ("", problem.severity)
        ]

    file_problems, language_problems = (
        problems_with_code("path.", "image.", "data."),
        problems_with_code("text.language.missing", "text.language.empty"),
    )
    counted_ids = {id(problem) for problem in (*file_problems, *language_problems)}
    errors = [one for one in problems if one.severity == "error" and id(one) not in counted_ids]
    missing_fonts = load_fonts()
    results = [
        _result_for_problems("text", errors, "no", ui_language),
        _result_for_problems(
            "languages",
            language_problems,
            "care",
            ui_language,
            names=tuple(language_name(code, ui_language) or code for code in story.languages),
        ),
        CheckResult(
            "no", MESSAGES("fonts_no", ui_language, names=tuple(missing_fonts)), MESSAGES("fonts_do", ui_language)
        )
        if missing_fonts
        else _result_for_problems("fonts", problems_with_code("glyph."), "care", ui_language),
        _files_result(file_problems, ui_language),
        # A text counts once, even if it does not fit in several languages and aspects.
        _result_for_problems(
            "overflow",
            list({one.path: one for one in problems_with_code("overflow", "overlap.", "outside", "small")}.values()),
            "care",
            ui_language,
            aspects=SCREEN_ASPECTS if story.aspect == "auto" else (story.aspect,),
        ),
        _result_for_problems("contrast", problems_with_code("contrast"), "care", ui_language),
        _result_for_problems("sources", problems_with_code("check.unsourced"), "care", ui_language),
    ]
    results.append(_minutes_result(story, problems_with_code("check.minutes"), ui_language))
    results.append(_notes_result(story, load_result.text, ui_language))
    return results


def _files_result(problems: Sequence[Problem], ui_language: str) -> CheckResult:
    """Return the check of pictures and data.

    What cannot be shown here comes before what is shown and could be better, such as a small picture.
    """
    unshown = [one for one in problems if one.severity == "error" or one.code == "data.bad"]
    return _result_for_problems("files", unshown or problems, "no" if unshown else "care", ui_language)


def _minutes_result(story: Story, problems: Sequence[Problem], ui_language: str) -> CheckResult:
    """Return the check of how long the talk takes."""
    total_minutes = sum(slide.minutes or 0 for slide in story.main_slides)
    if not total_minutes and not story.minutes:
        return CheckResult("care", MESSAGES("minutes_none", ui_language), MESSAGES("minutes_do", ui_language))
    return _result_for_problems("minutes", problems, "care", ui_language, minutes=story.minutes or total_minutes)


def _notes_result(story: Story, text: str, ui_language: str) -> CheckResult:
    """Return the check for slides without notes, and the first one's place."""
    without_notes = [slide.id for slide in story.main_slides if not slide.notes]
    if not without_notes:
        return CheckResult("go", MESSAGES("notes", ui_language))
    from desktop.story.toml.source_map import source_map_of

    first_header = source_map_of(text).key_range(("slide", without_notes[0]))
    return CheckResult(
        "care",
        MESSAGES("notes_care", ui_language, count=len(without_notes)),
        language_of(ui_language).join_list(without_notes[:6]),
        (first_header.line, first_header.column),
    )


def _result_for_problems(
    message_key: str, problems: Sequence[Problem], failed_status: CheckStatus, ui_language: str, **values: object
) -> CheckResult:
    """Return a check of problems of one kind.

    Its advice is the first of them.
    """
    if not problems:
        return CheckResult("go", MESSAGES(message_key, ui_language, **values))
    failed_key = f"{message_key}_no" if failed_status == "no" else f"{message_key}_care"
    first = problems[0]
    advice = language_of(ui_language).label(f"{first.line}:{first.column}", first.message(ui_language))
    if hint := first.hint(ui_language):
        advice += f" ({hint})"
    if len(problems) > 1:
        advice += f", {MESSAGES('more', ui_language, count=len(problems) - 1)}"
    place = (first.line, first.column) if first.line else None
    return CheckResult(failed_status, MESSAGES(failed_key, ui_language, count=len(problems)), advice, place)


def check_machine(
    screens: Sequence[str], can_stay_awake: bool, ui_language: str, *, mirrored: bool = False
) -> list[CheckResult]:
    """Check the machine: its screens, and whether it stays awake.

    `screens` describes each in words, the primary one first.
    """
    return [
        CheckResult("go", MESSAGES("screens", ui_language, name=screens[1]))
        if len(screens) > 1
        else CheckResult(
            "care",
            MESSAGES("screens_mirrored" if mirrored else "screens_care", ui_language),
            MESSAGES("screens_do", ui_language),
        ),
        CheckResult("go", MESSAGES("awake", ui_language))
        if can_stay_awake
        else CheckResult("care", MESSAGES("awake_care", ui_language), MESSAGES("awake_do", ui_language)),
    ]
