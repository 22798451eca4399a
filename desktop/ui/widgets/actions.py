"""What a person can do, as one table: menus, shortcuts, the `?` sheet and the README's list of keys come from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.fast_dataclass import dataclass
from desktop.session.settings import Settings
from desktop.ui.widgets.timeline_keys import COMMANDS

WINDOW, TALK, LOOP = "window", "talk", "loop"
PLACES = (WINDOW, TALK, LOOP)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: its name in both languages, its keys, where it counts, its menu ("" for none)."""

    id: str
    english: str
    french: str
    keys: tuple[str, ...] = ()
    where: tuple[str, ...] = (WINDOW,)
    menu: str = ""
    separated: bool = False  # a line above it in the menu

    def label(self, language: str) -> str:
        """Return the name."""
        return self.french if language == "fr" else self.english


MENUS: Final = (
    ("file", "&File", "&Fichier"),
    ("edit", "&Edit", "É&dition"),
    ("go", "&Go", "&Aller"),
    ("view", "&View", "&Affichage"),
    ("talk", "&Present", "&Présenter"),
    ("help", "&Help", "&Aide"),
)
BOTH: Final = (WINDOW, TALK)
ACTIONS: Final = (
    Action("new", "New…", "Nouveau…", ("Ctrl+N",), menu="file"),
    Action("open", "Open…", "Ouvrir…", ("Ctrl+O",), menu="file"),
    Action("save", "Save", "Enregistrer", ("Ctrl+S",), menu="file"),
    Action("save_as", "Save as…", "Enregistrer sous…", ("Ctrl+Shift+S",), menu="file"),
    Action("versions", "Saved versions…", "Versions enregistrées…", (), menu="file"),
    Action("edit_text", "Edit the text", "Modifier le texte", ("E",), menu="edit"),
    Action("edit_elsewhere", "Edit in another program", "Modifier ailleurs", ("Ctrl+Shift+E",), menu="edit"),
    Action("undo", "Undo", "Annuler", ("Ctrl+Z",), menu="edit", separated=True),
    Action("redo", "Redo", "Rétablir", ("Ctrl+Shift+Z", "Ctrl+Y"), menu="edit"),
    Action("reload", "Read the file again", "Relire le fichier", ("Ctrl+R",), menu="file"),
    Action("next_problem", "Next problem", "Problème suivant", ("F8",), menu="edit", separated=True),
    Action("previous_problem", "Problem before", "Problème précédent", ("Shift+F8",), menu="edit"),
    Action("export", "Export…", "Exporter…", ("Ctrl+E",), menu="file", separated=True),
    Action("problems", "Problems", "Problèmes", ("Ctrl+M",), menu="file"),
    Action("quit", "Quit", "Quitter", ("Ctrl+Q",), menu="file", separated=True),
    Action("next", "Next", "Suivant", ("Right", "Down", "Space", "PgDown", "Return"), BOTH, "go"),
    Action("back", "Back", "Précédent", ("Left", "Up", "PgUp", "Backspace"), BOTH, "go"),
    Action("next_slide", "Next slide", "Diapositive suivante", ("Shift+Right",), BOTH, "go"),
    Action("previous_slide", "Previous slide", "Diapositive précédente", ("Shift+Left",), BOTH, "go"),
    Action("first", "First slide", "Première diapositive", ("Home",), BOTH, "go", separated=True),
    Action("last", "Last slide", "Dernière diapositive", ("End",), BOTH, "go"),
    Action("return", "Back where you were", "Revenir où vous étiez", ("Alt+Left",), BOTH, "go", separated=True),
    Action("forth", "Forth again", "Y retourner", ("Alt+Right",), BOTH, "go"),
    Action("goto", "Go to…", "Aller à…", ("G",), BOTH, "go"),
    Action("overview", "Overview", "Vue d’ensemble", ("O",), BOTH, "go"),
    Action("language", "Next language", "Langue suivante", ("Ctrl+L",), BOTH, "view"),
    Action("show_all", "Show all of the timeline", "Voir toute la chronologie", ("0",), (WINDOW,), "view"),
    Action("find_events", "Find events…", "Chercher des événements…", ("Ctrl+Shift+F",), menu="view"),
    Action("fold", "Fold empty years", "Replier les années vides", (), menu="view"),
    Action("deck", "Slides", "Diapositives", ("F6",), menu="view", separated=True),
    Action("side", "Sources and notes", "Sources et notes", ("F7",), menu="view"),
    Action("timeline_pane", "Timeline", "Chronologie", ("T",), menu="view"),
    Action("motion", "Reduce motion", "Réduire les animations", (), menu="view", separated=True),
    Action("present", "From the beginning", "Depuis le début", ("F5",), menu="talk"),
    Action("present_here", "From this slide", "Depuis cette diapositive", ("Shift+F5",), menu="talk"),
    Action("present_window", "In a window, to be shared", "Dans une fenêtre, à partager", ("Ctrl+F5",), menu="talk"),
    Action("rehearse", "Rehearse…", "Répéter…", ("Ctrl+Shift+F5",), menu="talk", separated=True),
    Action("ready", "Ready?", "Prêt ?", ("F9",), menu="talk"),
    Action("hold", "Changes wait for the next press", "Les modifications attendent la prochaine touche", (), menu="talk"),
    Action("export_ink", "Export drawings…", "Exporter les dessins…", (), menu="talk"),
    Action("black", "Black screen", "Écran noir", ("B", "."), (TALK,), ""),
    Action("white", "White screen", "Écran blanc", ("W", ","), (TALK,), ""),
    Action("freeze", "Freeze what the audience sees", "Figer ce que voit le public", ("Shift+F",), (TALK,), ""),
    Action("console", "Speaker’s console", "Console de l’orateur", ("S",), (TALK,), ""),
    Action("swap", "Swap screens", "Échanger les écrans", ("X",), (TALK,), ""),
    Action("timeline", "Timeline over the slide", "Chronologie sur la diapositive", ("T",), (TALK,), ""),
    Action("sources", "Sources in full, on the console", "Sources complètes, sur la console", ("Q",), (TALK,), ""),
    Action("laser", "Pointer", "Pointeur", ("L",), (TALK,), ""),
    Action("pen", "Pen", "Stylo", ("D",), (TALK,), ""),
    Action("color", "Next colour of the pen", "Couleur suivante du stylo", ("C",), (TALK,), ""),
    Action("eraser", "Eraser", "Gomme", ("Shift+D",), (TALK,), ""),
    Action("undo_ink", "Undo a line", "Annuler un trait", ("Ctrl+Z",), (TALK,), ""),
    Action("clear_ink", "Rub out the slide’s drawing", "Effacer le dessin de la diapositive", ("Delete",), (TALK,), ""),
    Action("spotlight", "Spotlight", "Projecteur", ("K",), (TALK,), ""),
    Action("magnifier", "Magnifier", "Loupe", ("Z",), (TALK,), ""),
    Action("pause_clock", "Pause the clock", "Mettre l’horloge en pause", ("Ctrl+P",), (TALK,), ""),
    Action("reset_clock", "Reset the clock (twice: undo)", "Horloge à zéro (deux fois : annuler)", ("Ctrl+R",), (TALK,), ""),
    Action("larger", "Larger notes", "Notes plus grandes", ("+", "="), (TALK,), ""),
    Action("smaller", "Smaller notes", "Notes plus petites", ("-",), (TALK,), ""),
    Action("leave", "Leave", "Quitter la présentation", ("Escape",), (TALK,), ""),
    Action("end_loop", "End what runs by itself", "Arrêter la boucle", ("Ctrl+Shift+Q",), (LOOP,), ""),
    # Inert because clickers alternate F5 and Esc on one button.
    Action("inert", "(nothing, on purpose)", "(rien, à dessein)", ("F5", "Shift+F5"), (TALK,), ""),
    Action("keys", "Keys", "Touches", ("?",), BOTH, "help"),
    Action("change_keys", "Change keys…", "Changer les touches…", (), menu="help"),
    Action("format", "The format of content.toml", "Le format de content.toml", ("F1",), menu="help"),
    Action("about", "About Passeur", "À propos de Passeur", (), menu="help", separated=True),
)  # fmt: skip
BY_ID: Final = {action.id: action for action in ACTIONS}


def keys_of(action: Action, settings: Settings | None = None) -> tuple[str, ...]:
    """Return the keys of an action: those chosen in the settings, else the usual ones."""
    chosen = settings.keys(action.id) if settings is not None else None
    return tuple(chosen) if chosen is not None else action.keys


def conflicts(keys: Mapping[str, Iterable[str]]) -> list[tuple[str, str, str]]:
    """Return (key, action, action) wherever one key would do two things in one place; `keys` is by action id."""
    found = []
    for where in PLACES:
        taken: dict[str, str] = {}
        for action in ACTIONS:
            if where not in action.where:
                continue
            for key in keys.get(action.id, action.keys):
                name = QKeySequence(key).toString()
                if name in taken and taken[name] != action.id:
                    found.append((key, taken[name], action.id))
                taken.setdefault(name, action.id)
    return found


class Bindings:
    """The actions of one window: QActions made from the table and tied to functions by their ids."""

    def __init__(
        self, widget: QWidget, where: str, do: Mapping[str, Callable[[], object]], settings: Settings, language: str
    ) -> None:
        self.actions: dict[str, QAction] = {}
        for action in ACTIONS:
            if where not in action.where or action.id not in do:
                continue
            made = QAction(action.label(language), widget)
            made.setShortcuts([QKeySequence(key) for key in keys_of(action, settings)])
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            made.setAutoRepeat(action.id in ("next", "back", "next_slide", "previous_slide"))
            # `triggered` brings a flag that no function here wants.
            made.triggered.connect(lambda _checked=False, function=do[action.id]: function())
            widget.addAction(made)
            self.actions[action.id] = made

    def rebind(self, settings: Settings) -> None:
        """Take up other keys at once."""
        for name, action in self.actions.items():
            action.setShortcuts([QKeySequence(key) for key in keys_of(BY_ID[name], settings)])

    def translate(self, language: str) -> None:
        """Name the actions in another language."""
        for name, action in self.actions.items():
            action.setText(BY_ID[name].label(language))

    def fill(self, menus: Mapping[str, QMenu]) -> None:
        """Put the actions into their menus."""
        for name, made in self.actions.items():
            action = BY_ID[name]
            if action.menu in menus:
                if action.separated:
                    menus[action.menu].addSeparator()
                menus[action.menu].addAction(made)


def key_words(key: str, language: str) -> str:
    """Return a key as people call it."""
    names = {
        "Right": "→", "Left": "←", "Up": "↑", "Down": "↓", "PgDown": ("PgDn", "Pg suiv."), "PgUp": ("PgUp", "Pg préc."),
        "Space": ("Space", "Espace"), "Return": ("Enter", "Entrée"), "Backspace": ("Backspace", "Retour arrière"),
        "Home": ("Home", "Origine"), "End": ("End", "Fin"), "Escape": ("Esc", "Échap"), "Shift": ("Shift", "Maj"),
        "Delete": ("Delete", "Suppr"),
    }  # fmt: skip
    words = []
    for part in key.split("+") if key != "+" else [key]:
        name = names.get(part, part)
        words.append(name if isinstance(name, str) else name[language == "fr"])
    return "+".join(words)


def sheet(language: str, settings: Settings | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the keys by place: [(heading, [(keys, what they do)])], for the `?` sheet and the README."""
    headings = {
        WINDOW: ("In the window", "Dans la fenêtre"),
        TALK: ("Presenting", "En présentation"),
        LOOP: ("Running by itself", "En boucle"),
    }
    found = []
    for where in PLACES:
        rows = []
        for action in ACTIONS:
            keys = keys_of(action, settings)
            if where in action.where and keys:
                rows.append(("  ".join(key_words(key, language) for key in keys), action.label(language)))
        if where == TALK:
            rows.insert(
                6,
                (
                    "1 … 9  " + key_words("Return", language),
                    "Numéro de diapositive" if language == "fr" else "Slide by number",
                ),
            )
        found.append((headings[where][language == "fr"], rows))
    keys_by_label: dict[str, list[str]] = {}
    for command in COMMANDS:
        keys_by_label.setdefault(command.label(language), []).extend(command.shown)
    heading = "Sur la chronologie, une fois choisie" if language == "fr" else "On the timeline, while it has the focus"
    rows = [("  ".join(key_words(key, language) for key in keys), label) for label, keys in keys_by_label.items()]
    return [*found, (heading, rows)]


def keys_markdown(language: str = "en") -> str:
    """Return the keys as Markdown tables, for the README."""
    out = []
    for heading, rows in sheet(language):
        key, what = ("Touche", "Effet") if language == "fr" else ("Key", "What it does")
        out += [f"**{heading}**", "", f"| {key} | {what} |", "|---|---|"]
        out += [f"| {keys} | {label} |" for keys, label in rows] + [""]
    return "\n".join(out)
