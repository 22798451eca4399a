"""The table of actions: menus, shortcuts, the `?` sheet and the README’s list of keys are made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.fast_dataclass import dataclass
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets import action_state

WINDOW, TALK, LOOP, TIMELINE, EDITOR = "window", "talk", "loop", "timeline", "editor"
CONTEXTS = (WINDOW, TALK, LOOP, TIMELINE, EDITOR)


@dataclass(frozen=True, slots=True)
class Action:
    """One action: its labels, keys, contexts and menu, and the functions that tell its state."""

    id: str  # those of the timeline and the editor begin with the context: "editor.comment"
    english: str
    french: str
    keys: tuple[str, ...] = ()
    contexts: tuple[str, ...] = (WINDOW,)
    menu: str = ""  # "" for none
    separator_before: bool = False  # a line above it in the menu
    extra_keys: tuple[str, ...] = ()  # the same keys on other keyboards: not listed
    listed_keys: tuple[str, ...] = ()  # keys to list where they are no shortcuts
    is_fixed: bool = False  # its keys cannot be changed
    is_submenu: bool = False  # the window inserts a menu of its own here
    is_enabled: Callable[[Session], bool] | None = None  # None: always
    is_checked: Callable[[Settings], bool] | None = None  # None: not checkable
    title: Callable[[Session, str], str] | None = None  # a label that follows the state, in a language

    def label(self, ui_language: str) -> str:
        """Return the label."""
        return self.french if ui_language == "fr" else self.english

    @property
    def name(self) -> str:
        """Return the id without its context."""
        return self.id.rpartition(".")[2]


MENUS: Final = (
    ("file", "&File", "&Fichier"),
    ("edit", "&Edit", "É&dition"),
    ("go", "&Go", "&Aller"),
    ("view", "&View", "&Affichage"),
    ("talk", "&Present", "&Présenter"),
    ("help", "&Help", "&Aide"),
)
WINDOW_AND_TALK: Final = (WINDOW, TALK)
WINDOW_AND_EDITOR: Final = (WINDOW, EDITOR)
ACTIONS: Final = (
    Action("new", "New…", "Nouveau…", ("Ctrl+N",), menu="file"),
    Action("open", "Open…", "Ouvrir…", ("Ctrl+O",), menu="file"),
    Action("recent", "Recent", "Récents", menu="file", is_fixed=True, is_submenu=True),
    Action("save", "Save", "Enregistrer", ("Ctrl+S",), WINDOW_AND_EDITOR, "file"),
    Action("save_as", "Save as…", "Enregistrer sous…", ("Ctrl+Shift+S",), menu="file",
           is_enabled=action_state.is_editable),
    Action("versions", "Saved versions…", "Versions enregistrées…", (), menu="file",
           is_enabled=action_state.is_editable),
    Action("edit_text", "Edit the text", "Modifier le texte", ("E",), menu="edit"),
    Action("edit_elsewhere", "Edit in another program", "Modifier ailleurs", ("Ctrl+Shift+E",), menu="edit",
           is_enabled=action_state.has_file),
    Action("undo", "Undo", "Annuler", ("Ctrl+Z",), menu="edit", separator_before=True,
           is_enabled=action_state.can_undo, title=action_state.undo_title),
    Action("redo", "Redo", "Rétablir", ("Ctrl+Shift+Z", "Ctrl+Y"), menu="edit",
           is_enabled=action_state.can_redo, title=action_state.redo_title),
    Action("reload", "Read the file again", "Relire le fichier", ("Ctrl+R",), menu="file"),
    Action("next_problem", "Next problem", "Problème suivant", ("F8",), WINDOW_AND_EDITOR, "edit", separator_before=True,
           is_enabled=action_state.has_problems),
    Action("previous_problem", "Problem before", "Problème précédent", ("Shift+F8",), WINDOW_AND_EDITOR, "edit",
           is_enabled=action_state.has_problems),
    Action("export", "Export…", "Exporter…", ("Ctrl+E",), menu="file", separator_before=True,
           is_enabled=action_state.has_slides),
    Action("problems", "Problems", "Problèmes", ("Ctrl+M",), menu="file"),
    Action("quit", "Quit", "Quitter", ("Ctrl+Q",), menu="file", separator_before=True),
    Action("next", "Next", "Suivant", ("Right", "Down", "Space", "PgDown", "Return"), WINDOW_AND_TALK, "go"),
    Action("back", "Back", "Précédent", ("Left", "Up", "PgUp", "Backspace"), WINDOW_AND_TALK, "go"),
    Action("next_slide", "Next slide", "Diapositive suivante", ("Shift+Right",), WINDOW_AND_TALK, "go"),
    Action("previous_slide", "Previous slide", "Diapositive précédente", ("Shift+Left",), WINDOW_AND_TALK, "go"),
    Action("first", "First slide", "Première diapositive", ("Home",), WINDOW_AND_TALK, "go", separator_before=True),
    Action("last", "Last slide", "Dernière diapositive", ("End",), WINDOW_AND_TALK, "go"),
    Action("slide_number", "Slide by number", "Numéro de diapositive", (), (TALK,),
           listed_keys=("1 … 9", "Return"), is_fixed=True),
    Action("return", "Back where you were", "Revenir où vous étiez", ("Alt+Left",), WINDOW_AND_TALK, "go", separator_before=True),
    Action("forward", "Forth again", "Y retourner", ("Alt+Right",), WINDOW_AND_TALK, "go"),
    Action("goto", "Go to…", "Aller à…", ("G",), WINDOW_AND_TALK, "go"),
    Action("overview", "Overview", "Vue d’ensemble", ("O",), WINDOW_AND_TALK, "go"),
    Action("language", "Next language", "Langue suivante", ("Ctrl+L",), WINDOW_AND_TALK, "view"),
    Action("show_all", "Show all of the timeline", "Voir toute la chronologie", ("0",), (WINDOW,), "view"),
    Action("find_events", "Find events…", "Chercher des événements…", ("Ctrl+Shift+F",), menu="view"),
    Action("fold", "Fold empty years", "Replier les années vides", (), menu="view"),
    Action("deck", "Slides", "Diapositives", ("F6",), menu="view", separator_before=True),
    Action("side", "Sources and notes", "Sources et notes", ("F7",), menu="view"),
    Action("timeline_pane", "Timeline", "Chronologie", ("T",), menu="view"),
    Action("motion", "Reduce motion", "Réduire les animations", (), menu="view", separator_before=True,
           is_checked=action_state.reduces_motion),
    Action("story_language", "Language of the story", "Langue du récit", menu="view", separator_before=True,
           is_fixed=True, is_submenu=True),
    Action("interface_language", "Language of the menus", "Langue des menus", menu="view", is_fixed=True, is_submenu=True),
    Action("present", "From the beginning", "Depuis le début", ("F5",), menu="talk",
           is_enabled=action_state.has_slides),
    Action("present_here", "From this slide", "Depuis cette diapositive", ("Shift+F5",), menu="talk",
           is_enabled=action_state.has_slides),
    Action("present_window", "In a window, to be shared", "Dans une fenêtre, à partager", ("Ctrl+F5",), menu="talk",
           is_enabled=action_state.has_slides),
    Action("rehearse", "Rehearse…", "Répéter…", ("Ctrl+Shift+F5",), menu="talk", separator_before=True,
           is_enabled=action_state.has_slides),
    Action("ready", "Ready?", "Prêt ?", ("F9",), menu="talk", is_enabled=action_state.has_file),
    Action("hold", "Changes wait for the next press", "Les modifications attendent la prochaine touche", (), menu="talk",
           is_checked=action_state.defers_changes),
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
    # Ignored because clickers alternate F5 and Esc on one button.
    Action("ignored", "(nothing, on purpose)", "(rien, à dessein)", ("F5", "Shift+F5"), (TALK,), is_fixed=True),
    Action("keys", "Keys", "Touches", ("?",), WINDOW_AND_TALK, "help"),
    Action("change_keys", "Change keys…", "Changer les touches…", (), menu="help"),
    Action("format", "The format of content.toml", "Le format de content.toml", ("F1",), menu="help"),
    Action("about", "About Passeur", "À propos de Passeur", (), menu="help", separator_before=True),
    Action("timeline.earlier", "Earlier", "Plus tôt", ("Left",), (TIMELINE,)),
    Action("timeline.later", "Later", "Plus tard", ("Right",), (TIMELINE,)),
    Action("timeline.closer", "Closer", "Plus près", ("+",), (TIMELINE,), extra_keys=("=",)),
    Action("timeline.farther", "Farther", "Plus loin", ("-",), (TIMELINE,)),
    Action("timeline.all", "Show all", "Tout voir", ("0", "Home"), (TIMELINE,)),
    Action("timeline.home", "Back to the slide’s own time", "Revenir au temps de la diapositive", ("H", "Backspace"),
           (TIMELINE,)),
    Action("timeline.open", "Open the event", "Ouvrir l’événement", ("Return",), (TIMELINE,), extra_keys=("Enter",)),
    Action("timeline.effect", "What it brought about", "Ce qui en est venu", ("]",), (TIMELINE,)),
    Action("timeline.cause", "What brought it about", "Ce qui y a conduit", ("[",), (TIMELINE,)),
    Action("timeline.find", "Find events", "Chercher des événements", ("Ctrl+F", "/"), (TIMELINE,)),
    Action("timeline.measure", "Measure from the slide’s event, or from one pointed at before",
           "Mesurer depuis l’événement de la diapositive, ou depuis un autre", ("M",), (TIMELINE,)),
    Action("timeline.fold", "Fold empty years", "Replier les années vides", ("F",), (TIMELINE,)),
    Action("timeline.sooner", "The chosen event earlier", "L’événement choisi plus tôt", ("Ctrl+Left",), (TIMELINE,)),
    Action("timeline.delayed", "The chosen event later", "L’événement choisi plus tard", ("Ctrl+Right",), (TIMELINE,)),
    Action("timeline.shorter", "Its end earlier", "Sa fin plus tôt", ("Ctrl+Shift+Left",), (TIMELINE,)),
    Action("timeline.longer", "Its end later", "Sa fin plus tard", ("Ctrl+Shift+Right",), (TIMELINE,)),
    Action("timeline.raised", "The chosen event on the track above", "L’événement choisi sur la ligne au-dessus",
           ("Ctrl+Up",), (TIMELINE,)),
    Action("timeline.lowered", "The chosen event on the track below", "L’événement choisi sur la ligne au-dessous",
           ("Ctrl+Down",), (TIMELINE,)),
    Action("timeline.dismiss", "Put away search, ruler, date of knowledge",
           "Ranger recherche, règle, date de connaissance", ("Escape",), (TIMELINE,)),
    Action("editor.find", "Search the text", "Chercher dans le texte", ("Ctrl+F",), (EDITOR,)),
    Action("editor.replace", "Search and replace", "Chercher et remplacer", ("Ctrl+H",), (EDITOR,)),
    Action("editor.find_next", "Next match", "Résultat suivant", ("F3",), (EDITOR,)),
    Action("editor.find_previous", "Previous match", "Résultat précédent", ("Shift+F3",), (EDITOR,)),
    Action("editor.close_find", "Close the search", "Fermer la recherche", ("Escape",), (EDITOR,)),
    # The semicolon is where the full stop is with Shift on a French keyboard, the colon where the slash is.
    Action("editor.fixes", "Ways to mend the problem", "Corriger le problème", ("Ctrl+.",), (EDITOR,), extra_keys=("Ctrl+;",)),
    Action("editor.complete", "What may be written here", "Ce qui peut s’écrire ici", ("Ctrl+Space",), (EDITOR,)),
    Action("editor.definition", "Where this id is defined", "Où cet identifiant est défini", ("F12",), (EDITOR,)),
    Action("editor.comment", "Comment the lines, or uncomment", "Commenter les lignes, ou décommenter", ("Ctrl+/",), (EDITOR,),
           extra_keys=("Ctrl+:",)),
    Action("editor.duplicate_lines", "Duplicate the lines", "Dupliquer les lignes", ("Ctrl+D",), (EDITOR,)),
    Action("editor.delete_lines", "Delete the lines", "Supprimer les lignes", ("Ctrl+Shift+K",), (EDITOR,)),
    Action("editor.move_up", "Move the lines up", "Monter les lignes", ("Alt+Up",), (EDITOR,)),
    Action("editor.move_down", "Move the lines down", "Descendre les lignes", ("Alt+Down",), (EDITOR,)),
    Action("editor.fold", "Fold the table", "Replier la table", ("Alt+Left", "Ctrl+Shift+["), (EDITOR,),
           extra_keys=("Ctrl+Shift+{",)),
    Action("editor.unfold", "Unfold the table", "Déplier la table", ("Alt+Right", "Ctrl+Shift+]"), (EDITOR,),
           extra_keys=("Ctrl+Shift+}",)),
    Action("editor.wrap", "Wrap long lines", "Renvoyer les longues lignes", ("Alt+Z",), (EDITOR,)),
    Action("editor.larger", "Larger text", "Texte plus grand", ("Ctrl++",), (EDITOR,), extra_keys=("Ctrl+=",)),
    Action("editor.smaller", "Smaller text", "Texte plus petit", ("Ctrl+-",), (EDITOR,)),
    Action("editor.usual_size", "Usual size of the text", "Taille habituelle du texte", ("Ctrl+0",), (EDITOR,),
           extra_keys=("Ctrl+À",)),
)  # fmt: skip
BY_ID: Final = {action.id: action for action in ACTIONS}


_RENAMED_IDS: Final = {"forth": "forward", "inert": "ignored"}


def move_saved_keys(settings: Settings) -> None:
    """Move keys that were saved under an older id of their action."""
    for old_id, action_id in _RENAMED_IDS.items():
        keys = settings.keys(old_id)
        if keys is not None:
            settings.set_keys(old_id, None)
            settings.set_keys(action_id, keys)


def keys_of(action: Action, settings: Settings | None = None) -> tuple[str, ...]:
    """Return the keys of an action: those chosen in the settings, else the usual ones."""
    chosen = settings.keys(action.id) if settings is not None else None
    return tuple(chosen) if chosen is not None else action.keys


def key_conflicts(keys_by_action: Mapping[str, Iterable[str]]) -> list[tuple[str, str, str]]:
    """Return (key, action id, action id) for each key with two actions in one context.

    An action that is not in `keys_by_action` has its usual keys.
    """
    conflicts = []
    for context in CONTEXTS:
        action_by_key: dict[str, str] = {}
        for action in ACTIONS:
            if context not in action.contexts:
                continue
            for key in keys_by_action.get(action.id, (*action.keys, *action.extra_keys)):
                key_text = QKeySequence(key).toString()
                if key_text in action_by_key and action_by_key[key_text] != action.id:
                    conflicts.append((key, action_by_key[key_text], action.id))
                action_by_key.setdefault(key_text, action.id)
    return conflicts


class Bindings:
    """The QActions of one window, made from the table and connected to functions by their ids."""

    def __init__(
        self,
        widget: QWidget,
        context: str,
        commands: Mapping[str, Callable[[], object]],
        settings: Settings,
        ui_language: str,
    ) -> None:
        self.actions: dict[str, QAction] = {}
        self._update_state: Callable[[], None] | None = None
        for action in ACTIONS:
            if context not in action.contexts or action.id not in commands:
                continue
            qaction = QAction(action.label(ui_language), widget)
            qaction.setShortcuts([QKeySequence(key) for key in keys_of(action, settings)])
            qaction.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            qaction.setAutoRepeat(action.id in ("next", "back", "next_slide", "previous_slide"))
            # `triggered` passes a flag that no function here takes.
            qaction.triggered.connect(lambda _checked=False, function=commands[action.id]: function())
            qaction.setCheckable(action.is_checked is not None)
            widget.addAction(qaction)
            self.actions[action.id] = qaction

    def follow_state(self, session: Session, settings: Settings) -> None:
        """Keep labels, enabled and checked states true to the session and the settings."""

        def update(*_signal_arguments: object) -> None:
            for action_id, qaction in self.actions.items():
                action = BY_ID[action_id]
                if action.is_enabled is not None:
                    qaction.setEnabled(action.is_enabled(session))
                if action.is_checked is not None:
                    qaction.setChecked(action.is_checked(settings))
                if action.title is not None:
                    qaction.setText(action.title(session, settings.language) or action.label(settings.language))

        for signal in (session.story_changed, session.problems_changed, session.document.state_changed):
            signal.connect(update)
        for action_id, qaction in self.actions.items():
            if BY_ID[action_id].is_checked is not None:
                qaction.triggered.connect(update)
        self._update_state = update
        update()

    def apply_keys(self, settings: Settings) -> None:
        """Apply changed keys."""
        for action_id, qaction in self.actions.items():
            qaction.setShortcuts([QKeySequence(key) for key in keys_of(BY_ID[action_id], settings)])

    def retranslate(self, ui_language: str) -> None:
        """Translate the labels."""
        for action_id, qaction in self.actions.items():
            qaction.setText(BY_ID[action_id].label(ui_language))
        if self._update_state is not None:
            self._update_state()

    def add_to_menus(self, menus: Mapping[str, QMenu], submenus: Mapping[str, QMenu]) -> None:
        """Add the actions and the submenus (by action id) to their menus, in the table's order."""
        for action in ACTIONS:
            if action.menu not in menus or not (action.id in self.actions or action.is_submenu):
                continue
            menu = menus[action.menu]
            if action.separator_before:
                menu.addSeparator()
            if action.is_submenu:
                menu.addMenu(submenus[action.id])
            else:
                menu.addAction(self.actions[action.id])


def key_label(key: str, ui_language: str) -> str:
    """Return the usual name of a key."""
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


_CONTEXT_LABELS: Final = {
    WINDOW: ("In the window", "Dans la fenêtre"),
    TALK: ("Presenting", "En présentation"),
    LOOP: ("Running by itself", "En boucle"),
    TIMELINE: ("On the timeline, while it has the focus", "Sur la chronologie, une fois choisie"),
    EDITOR: ("In the text editor", "Dans l’éditeur de texte"),
}


def context_label(context: str, ui_language: str) -> str:
    """Return the heading of a context's actions."""
    return _CONTEXT_LABELS[context][ui_language == "fr"]


def shortcut_list(ui_language: str, settings: Settings | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the keys by context, for the `?` sheet and the README: [(heading, [(keys, label)])]."""
    sections = []
    for context in CONTEXTS:
        rows = []
        for action in ACTIONS:
            keys = action.listed_keys or keys_of(action, settings)
            if context in action.contexts and keys:
                rows.append(("  ".join(key_label(key, ui_language) for key in keys), action.label(ui_language)))
        sections.append((context_label(context, ui_language), rows))
    return sections


def keys_markdown(ui_language: str = "en") -> str:
    """Return the keys as Markdown tables, for the README."""
    lines = []
    for heading, rows in shortcut_list(ui_language):
        key, what = ("Touche", "Effet") if ui_language == "fr" else ("Key", "What it does")
        lines += [f"**{heading}**", "", f"| {key} | {what} |", "|---|---|"]
        lines += [f"| {keys} | {label} |" for keys, label in rows] + [""]
    return "\n".join(lines)
