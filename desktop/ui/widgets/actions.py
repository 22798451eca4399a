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
CONTEXTS = (WINDOW, TALK, LOOP)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: its name in both languages, its keys, where it counts, its menu ("" for none)."""

    id: str
    english: str
    french: str
    keys: tuple[str, ...] = ()
    contexts: tuple[str, ...] = (WINDOW,)
    menu: str = ""
    separator_before: bool = False  # a line above it in the menu

    def label(self, ui_language: str) -> str:
        """Return the name."""
        return self.french if ui_language == "fr" else self.english


MENUS: Final = (
    ("file", "&File", "&Fichier"),
    ("edit", "&Edit", "É&dition"),
    ("go", "&Go", "&Aller"),
    ("view", "&View", "&Affichage"),
    ("talk", "&Present", "&Présenter"),
    ("help", "&Help", "&Aide"),
)
WINDOW_AND_TALK: Final = (WINDOW, TALK)
ACTIONS: Final = (
    Action("new", "New…", "Nouveau…", ("Ctrl+N",), menu="file"),
    Action("open", "Open…", "Ouvrir…", ("Ctrl+O",), menu="file"),
    Action("save", "Save", "Enregistrer", ("Ctrl+S",), menu="file"),
    Action("save_as", "Save as…", "Enregistrer sous…", ("Ctrl+Shift+S",), menu="file"),
    Action("versions", "Saved versions…", "Versions enregistrées…", (), menu="file"),
    Action("edit_text", "Edit the text", "Modifier le texte", ("E",), menu="edit"),
    Action("edit_elsewhere", "Edit in another program", "Modifier ailleurs", ("Ctrl+Shift+E",), menu="edit"),
    Action("undo", "Undo", "Annuler", ("Ctrl+Z",), menu="edit", separator_before=True),
    Action("redo", "Redo", "Rétablir", ("Ctrl+Shift+Z", "Ctrl+Y"), menu="edit"),
    Action("reload", "Read the file again", "Relire le fichier", ("Ctrl+R",), menu="file"),
    Action("next_problem", "Next problem", "Problème suivant", ("F8",), menu="edit", separator_before=True),
    Action("previous_problem", "Problem before", "Problème précédent", ("Shift+F8",), menu="edit"),
    Action("export", "Export…", "Exporter…", ("Ctrl+E",), menu="file", separator_before=True),
    Action("problems", "Problems", "Problèmes", ("Ctrl+M",), menu="file"),
    Action("quit", "Quit", "Quitter", ("Ctrl+Q",), menu="file", separator_before=True),
    Action("next", "Next", "Suivant", ("Right", "Down", "Space", "PgDown", "Return"), WINDOW_AND_TALK, "go"),
    Action("back", "Back", "Précédent", ("Left", "Up", "PgUp", "Backspace"), WINDOW_AND_TALK, "go"),
    Action("next_slide", "Next slide", "Diapositive suivante", ("Shift+Right",), WINDOW_AND_TALK, "go"),
    Action("previous_slide", "Previous slide", "Diapositive précédente", ("Shift+Left",), WINDOW_AND_TALK, "go"),
    Action("first", "First slide", "Première diapositive", ("Home",), WINDOW_AND_TALK, "go", separator_before=True),
    Action("last", "Last slide", "Dernière diapositive", ("End",), WINDOW_AND_TALK, "go"),
    Action("return", "Back where you were", "Revenir où vous étiez", ("Alt+Left",), WINDOW_AND_TALK, "go", separator_before=True),
    Action("forth", "Forth again", "Y retourner", ("Alt+Right",), WINDOW_AND_TALK, "go"),
    Action("goto", "Go to…", "Aller à…", ("G",), WINDOW_AND_TALK, "go"),
    Action("overview", "Overview", "Vue d’ensemble", ("O",), WINDOW_AND_TALK, "go"),
    Action("language", "Next language", "Langue suivante", ("Ctrl+L",), WINDOW_AND_TALK, "view"),
    Action("show_all", "Show all of the timeline", "Voir toute la chronologie", ("0",), (WINDOW,), "view"),
    Action("find_events", "Find events…", "Chercher des événements…", ("Ctrl+Shift+F",), menu="view"),
    Action("fold", "Fold empty years", "Replier les années vides", (), menu="view"),
    Action("deck", "Slides", "Diapositives", ("F6",), menu="view", separator_before=True),
    Action("side", "Sources and notes", "Sources et notes", ("F7",), menu="view"),
    Action("timeline_pane", "Timeline", "Chronologie", ("T",), menu="view"),
    Action("motion", "Reduce motion", "Réduire les animations", (), menu="view", separator_before=True),
    Action("present", "From the beginning", "Depuis le début", ("F5",), menu="talk"),
    Action("present_here", "From this slide", "Depuis cette diapositive", ("Shift+F5",), menu="talk"),
    Action("present_window", "In a window, to be shared", "Dans une fenêtre, à partager", ("Ctrl+F5",), menu="talk"),
    Action("rehearse", "Rehearse…", "Répéter…", ("Ctrl+Shift+F5",), menu="talk", separator_before=True),
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
    Action("keys", "Keys", "Touches", ("?",), WINDOW_AND_TALK, "help"),
    Action("change_keys", "Change keys…", "Changer les touches…", (), menu="help"),
    Action("format", "The format of content.toml", "Le format de content.toml", ("F1",), menu="help"),
    Action("about", "About Passeur", "À propos de Passeur", (), menu="help", separator_before=True),
)  # fmt: skip
BY_ID: Final = {action.id: action for action in ACTIONS}


def keys_of(action: Action, settings: Settings | None = None) -> tuple[str, ...]:
    """Return the keys of an action: those chosen in the settings, else the usual ones."""
    chosen = settings.keys(action.id) if settings is not None else None
    return tuple(chosen) if chosen is not None else action.keys


def key_conflicts(keys_by_action: Mapping[str, Iterable[str]]) -> list[tuple[str, str, str]]:
    """Return (key, action, action) wherever one key would do two things in one place; `keys` is by action id."""
    clashes = []
    for context in CONTEXTS:
        action_by_key: dict[str, str] = {}
        for action in ACTIONS:
            if context not in action.contexts:
                continue
            for key in keys_by_action.get(action.id, action.keys):
                key_text = QKeySequence(key).toString()
                if key_text in action_by_key and action_by_key[key_text] != action.id:
                    clashes.append((key, action_by_key[key_text], action.id))
                action_by_key.setdefault(key_text, action.id)
    return clashes


class Bindings:
    """The actions of one window: QActions made from the table and tied to functions by their ids."""

    def __init__(
        self,
        widget: QWidget,
        context: str,
        commands: Mapping[str, Callable[[], object]],
        settings: Settings,
        ui_language: str,
    ) -> None:
        self.actions: dict[str, QAction] = {}
        for action in ACTIONS:
            if context not in action.contexts or action.id not in commands:
                continue
            qaction = QAction(action.label(ui_language), widget)
            qaction.setShortcuts([QKeySequence(key) for key in keys_of(action, settings)])
            qaction.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            qaction.setAutoRepeat(action.id in ("next", "back", "next_slide", "previous_slide"))
            # `triggered` brings a flag that no function here wants.
            qaction.triggered.connect(lambda _checked=False, function=commands[action.id]: function())
            widget.addAction(qaction)
            self.actions[action.id] = qaction

    def apply_keys(self, settings: Settings) -> None:
        """Take up other keys at once."""
        for action_id, qaction in self.actions.items():
            qaction.setShortcuts([QKeySequence(key) for key in keys_of(BY_ID[action_id], settings)])

    def retranslate(self, ui_language: str) -> None:
        """Name the actions in another language."""
        for action_id, qaction in self.actions.items():
            qaction.setText(BY_ID[action_id].label(ui_language))

    def add_to_menus(self, menus: Mapping[str, QMenu]) -> None:
        """Put the actions into their menus."""
        for action_id, qaction in self.actions.items():
            action = BY_ID[action_id]
            if action.menu in menus:
                if action.separator_before:
                    menus[action.menu].addSeparator()
                menus[action.menu].addAction(qaction)


def key_label(key: str, ui_language: str) -> str:
    """Return a key as people call it."""
    names = {
        "Right": "→", "Left": "←", "Up": "↑", "Down": "↓", "PgDown": ("PgDn", "Pg suiv."), "PgUp": ("PgUp", "Pg préc."),
        "Space": ("Space", "Espace"), "Return": ("Enter", "Entrée"), "Backspace": ("Backspace", "Retour arrière"),
        "Home": ("Home", "Origine"), "End": ("End", "Fin"), "Escape": ("Esc", "Échap"), "Shift": ("Shift", "Maj"),
        "Delete": ("Delete", "Suppr"),
    }  # fmt: skip
    labels = []
    for part in key.split("+") if key != "+" else [key]:
        name = names.get(part, part)
        labels.append(name if isinstance(name, str) else name[ui_language == "fr"])
    return "+".join(labels)


def shortcut_list(ui_language: str, settings: Settings | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the keys by place: [(heading, [(keys, what they do)])], for the `?` sheet and the README."""
    headings = {
        WINDOW: ("In the window", "Dans la fenêtre"),
        TALK: ("Presenting", "En présentation"),
        LOOP: ("Running by itself", "En boucle"),
    }
    sections = []
    for context in CONTEXTS:
        rows = []
        for action in ACTIONS:
            keys = keys_of(action, settings)
            if context in action.contexts and keys:
                rows.append(("  ".join(key_label(key, ui_language) for key in keys), action.label(ui_language)))
        if context == TALK:
            rows.insert(
                6,
                (
                    "1 … 9  " + key_label("Return", ui_language),
                    "Numéro de diapositive" if ui_language == "fr" else "Slide by number",
                ),
            )
        sections.append((headings[context][ui_language == "fr"], rows))
    keys_by_label: dict[str, list[str]] = {}
    for command in COMMANDS:
        keys_by_label.setdefault(command.label(ui_language), []).extend(command.key_names)
    heading = (
        "Sur la chronologie, une fois choisie" if ui_language == "fr" else "On the timeline, while it has the focus"
    )
    rows = [("  ".join(key_label(key, ui_language) for key in keys), label) for label, keys in keys_by_label.items()]
    return [*sections, (heading, rows)]


def keys_markdown(ui_language: str = "en") -> str:
    """Return the keys as Markdown tables, for the README."""
    lines = []
    for heading, rows in shortcut_list(ui_language):
        key, what = ("Touche", "Effet") if ui_language == "fr" else ("Key", "What it does")
        lines += [f"**{heading}**", "", f"| {key} | {what} |", "|---|---|"]
        lines += [f"| {keys} | {label} |" for keys, label in rows] + [""]
    return "\n".join(lines)
