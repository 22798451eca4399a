"""Before a talk: go or no-go, a line each, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from desktop.fast_dataclass import dataclass
from desktop.i18n import Words
from desktop.render.text import load_fonts
from desktop.story.load.load import Loaded, locate_issues
from desktop.story.problems.problem import Problem

State = Literal["go", "care", "no"]

WORDS: Final = Words(
    {
        "text": ("The text has no errors", "Le texte n’a pas d’erreur"),
        "text_no": ("Errors in the text: {count}", "Erreurs dans le texte : {count}"),
        "languages": ("Everything is said in {names}", "Tout est dit en {names}"),
        "languages_care": ("Texts missing in a language: {count}", "Textes manquant dans une langue : {count}"),
        "fonts": ("The fonts are there", "Les polices sont là"),
        "fonts_no": ("Fonts cannot be read: {names}", "Polices illisibles : {names}"),
        "fonts_do": ("Install Passeur again.", "Réinstallez Passeur."),
        "files": ("All pictures and data are there", "Toutes les images et données sont là"),
        "files_no": ("Files missing or unreadable: {count}", "Fichiers manquants ou illisibles : {count}"),
        "overflow": ("Everything fits, at 16:9, 16:10 and 4:3", "Tout tient, en 16:9, 16:10 et 4:3"),
        "overflow_care": ("Texts that do not fit: {count}", "Textes qui débordent : {count}"),
        "contrast": ("Text and ground can be told apart", "Le texte se détache du fond"),
        "contrast_care": ("Colours hard to read: {count}", "Couleurs difficiles à lire : {count}"),
        "sources": ("Every event and number has a source", "Chaque événement et chaque chiffre a une source"),
        "sources_care": ("Statements without a source: {count}", "Affirmations sans source : {count}"),
        "minutes": ("The minutes add up to {minutes}", "Les minutes font {minutes} en tout"),
        "minutes_none": ("No minutes are written", "Aucune durée n’est écrite"),
        "minutes_care": ("The minutes do not add up", "Les minutes ne tombent pas juste"),
        "minutes_do": (
            "Write `minutes` in [story], or in each slide.",
            "Écrivez `minutes` dans [story], ou dans chaque diapositive.",
        ),
        "notes": ("Every slide has notes", "Chaque diapositive a des notes"),
        "notes_care": ("Slides without notes: {count}", "Diapositives sans notes : {count}"),
        "screens": ("A second screen is there: {name}", "Un second écran est là : {name}"),
        "screens_care": ("There is one screen only", "Il n’y a qu’un écran"),
        "screens_do": (
            "Plug the projector in, and extend the desktop to it instead of mirroring.",
            "Branchez le projecteur, et étendez le bureau au lieu de le dupliquer.",
        ),
        "awake": ("The display stays awake while you talk", "L’écran reste allumé pendant que vous parlez"),
        "awake_care": ("The display may go to sleep", "L’écran peut se mettre en veille"),
        "awake_do": (
            "Switch the energy saver off for today: this system does not let programs ask for it.",
            "Désactivez l’économie d’énergie pour aujourd’hui : ce système ne laisse pas les programmes le demander.",
        ),
        "first": ("{place}: {message}", "{place} : {message}"),
        "more": ("and {count} more", "et {count} de plus"),
        "verdict_go": ("GO", "PRÊT"),
        "verdict_care": ("GO, with care", "PRÊT, avec prudence"),
        "verdict_no": ("NOT YET", "PAS ENCORE"),
        "title": ("Ready?", "Prêt ?"),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at: whether it is as it should be, what is so, and what to do about it ("" for nothing)."""

    state: State
    what: str
    do: str = ""


def verdict(lines: Iterable[Line]) -> State:
    """Return the worst state."""
    states = {line.state for line in lines}
    return "no" if "no" in states else "care" if "care" in states else "go"


def story_lines(loaded: Loaded, file: str, say: str) -> list[Line]:
    """Return what can be known from the story itself; lays out every slide in every language and aspect."""
    story = loaded.story
    if story is None:
        return [_counted("text", loaded.problems, "no", say)]
    from desktop.output.layout_check import inspect
    from desktop.story.review import check

    problems = (*loaded.problems, *locate_issues((*check(story), *inspect(story)), loaded.text, file))

    def of(*starts: str, severity: str = "") -> list[Problem]:
        return [one for one in problems if one.code.startswith(starts) and severity in ("", one.severity)]

    files, languages = of("path.", "image."), of("text.language.missing", "text.language.empty")
    taken = {id(one) for one in (*files, *languages)}
    errors = [one for one in problems if one.severity == "error" and id(one) not in taken]
    missing = load_fonts()
    total = sum(slide.minutes or 0 for slide in story.told)
    silent = [slide.id for slide in story.told if not slide.notes]
    lines = [
        _counted("text", errors, "no", say),
        _counted("languages", languages, "care", say, names=", ".join(story.languages)),
        Line("no", WORDS("fonts_no", say, names=", ".join(missing)), WORDS("fonts_do", say))
        if missing
        else Line("go", WORDS("fonts", say)),
        _counted("files", files, "no", say),
        # One text counts once, in however many languages and aspects it does not fit.
        _counted("overflow", list({one.path: one for one in of("overflow")}.values()), "care", say),
        _counted("contrast", of("contrast"), "care", say),
        _counted("sources", of("check.unsourced"), "care", say),
    ]
    if not total and not story.minutes:
        lines.append(Line("care", WORDS("minutes_none", say), WORDS("minutes_do", say)))
    else:
        lines.append(_counted("minutes", of("check.minutes"), "care", say, minutes=f"{story.minutes or total:g}"))
    if silent:
        lines.append(Line("care", WORDS("notes_care", say, count=len(silent)), ", ".join(silent[:6])))
    else:
        lines.append(Line("go", WORDS("notes", say)))
    return lines


def _counted(key: str, problems: Sequence[Problem], bad: State, say: str, **values: object) -> Line:
    """Return a line for problems of one kind: the first of them is what to begin with."""
    if not problems:
        return Line("go", WORDS(key, say, **values))
    name = f"{key}_no" if bad == "no" else f"{key}_care"
    first = problems[0]
    do = WORDS("first", say, place=f"{first.line}:{first.column}", message=first.message(say))
    if hint := first.hint(say):
        do += f" ({hint})"
    if len(problems) > 1:
        do += f", {WORDS('more', say, count=len(problems) - 1)}"
    return Line(bad, WORDS(name, say, count=len(problems)), do)


def machine_lines(screens: Sequence[str], awake: bool, say: str) -> list[Line]:
    """Return what only the machine knows: `screens` in words, the primary one first, and whether it can be kept awake."""
    return [
        Line("go", WORDS("screens", say, name=screens[1]))
        if len(screens) > 1
        else Line("care", WORDS("screens_care", say), WORDS("screens_do", say)),
        Line("go", WORDS("awake", say)) if awake else Line("care", WORDS("awake_care", say), WORDS("awake_do", say)),
    ]
