"""The table of actions provides menus, shortcuts and the lists of keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from PySide6.QtGui import QKeySequence

from desktop.fast_dataclass import dataclass
from desktop.i18n import Messages, in_context, translate
from desktop.session.session import Session
from desktop.session.settings import Settings
from desktop.ui.widgets import action_state

WINDOW, TALK, LOOP, TIMELINE, EDITOR = "window", "talk", "loop", "timeline", "editor"
CONTEXTS = (WINDOW, TALK, LOOP, TIMELINE, EDITOR)


@dataclass(frozen=True, slots=True)
class Action:
    """An action: its label, keys, contexts, menu and state functions."""

    id: str  # for timeline and editor it begins with the context: "editor.comment"
    english: str
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
    area: str = ""  # where the focus must be: "deck", or "content" for deck, slide or timeline; "" for the whole window
    title: Callable[[Session, str], str] | None = None  # returns a label that follows the state, for a language

    def label(self, ui_language: str) -> str:
        """Return the label."""
        return translate(self.english, ui_language)

    @property
    def name(self) -> str:
        """Return the id without its context."""
        return self.id.rpartition(".")[2]


MENUS: Final = Messages(
    {
        "file": "&File",
        "edit": "&Edit",
        "insert": "&Insert",
        "go": "&Go",
        "view": "&View",
        "talk": "&Present",
        "help": "&Help",
    }
)
WINDOW_AND_TALK: Final = (WINDOW, TALK)
WINDOW_AND_EDITOR: Final = (WINDOW, EDITOR)
ACTIONS: Final = (
    Action("new", "New…", ("Ctrl+N",), menu="file"),
    Action("import_events", "New from a table of events…", menu="file"),
    Action("open", "Open…", ("Ctrl+O",), menu="file"),
    Action("recent", "Recent", menu="file", is_fixed=True, is_submenu=True),
    Action("start_page", "Start page", (), menu="file"),
    Action("save", "Save", ("Ctrl+S",), WINDOW_AND_EDITOR, "file"),
    Action("save_as", "Save as…", ("Ctrl+Shift+S",), menu="file",
           is_enabled=action_state.is_editable),
    Action("autosave", "Save automatically", (), menu="file", is_checked=action_state.saves_by_itself),
    Action("versions", "Saved versions…", (), menu="file", is_enabled=action_state.is_editable),
    Action("edit_text", "Edit the text", ("E",), menu="edit"),
    Action("edit_notes", "Write the notes", ("N",), WINDOW_AND_TALK, "edit"),
    Action("comment", "Comment on the slide…", ("Ctrl+Alt+M",), menu="edit", is_enabled=action_state.has_slides),
    Action("translate", "Translate…", (), menu="edit", is_enabled=action_state.is_editable),
    Action("typography", "Typographic quotes and spaces", (), menu="edit", is_checked=action_state.sets_typography),
    Action("spelling", "Check spelling", (), menu="edit", is_checked=action_state.checks_spelling),
    Action("edit_elsewhere", "Edit in another program", ("Ctrl+Shift+E",), menu="edit",
           is_enabled=action_state.has_file),
    Action("undo", "Undo", ("Ctrl+Z",), menu="edit", separator_before=True,
           is_enabled=action_state.can_undo, title=action_state.undo_title),
    Action("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), menu="edit",
           is_enabled=action_state.can_redo, title=action_state.redo_title),
    Action("cut", "Cut", ("Ctrl+X",), menu="edit", separator_before=True,
           is_enabled=action_state.has_slides, area="content"),
    Action("copy", "Copy", ("Ctrl+C",), menu="edit", is_enabled=action_state.has_slides, area="content"),
    Action("paste", "Paste", ("Ctrl+V",), menu="edit", is_enabled=action_state.is_editable, area="content"),
    Action("duplicate", "Duplicate", ("Ctrl+D",), menu="edit", is_enabled=action_state.has_slides, area="content"),
    Action("delete", "Delete", ("Delete",), menu="edit", is_enabled=action_state.has_slides, area="deck"),
    Action("insert_slide", "Slide…", ("Ctrl+Shift+N",), menu="insert", is_enabled=action_state.is_editable),
    Action("insert_section", "Section…", menu="insert", is_enabled=action_state.has_slides),
    Action("insert_view", "Slide of this view of the timeline", ("Ctrl+Shift+T",), menu="insert",
           is_enabled=action_state.is_editable),
    Action("insert_bookmark", "Bookmark of this view of the timeline", ("Ctrl+Shift+B",), menu="insert",
           is_enabled=action_state.is_editable),
    Action("insert_event", "Event…", menu="insert", is_enabled=action_state.is_editable),
    Action("insert_track", "Track…", menu="insert", is_enabled=action_state.is_editable),
    Action("insert_era", "Era…", menu="insert", is_enabled=action_state.is_editable),
    Action("insert_source", "Source…", menu="insert", is_enabled=action_state.is_editable),
    Action("insert_picture", "Picture…", menu="insert", separator_before=True, is_enabled=action_state.is_editable),
    Action("insert_chart", "Chart", menu="insert", is_enabled=action_state.is_editable),
    Action("reload", "Reload", ("Ctrl+R",), menu="file"),
    Action("next_problem", "Next problem", ("F8",), WINDOW_AND_EDITOR, "edit", separator_before=True,
           is_enabled=action_state.has_problems),
    Action("previous_problem", "Previous problem", ("Shift+F8",), WINDOW_AND_EDITOR, "edit",
           is_enabled=action_state.has_problems),
    Action("export", "Export…", ("Ctrl+E",), menu="file", separator_before=True,
           is_enabled=action_state.has_slides),
    Action("problems", "Problems", ("Ctrl+M",), menu="file"),
    Action("quit", "Quit", ("Ctrl+Q",), menu="file", separator_before=True),
    Action("next", "Next", ("Right", "Down", "Space", "PgDown", "Return"), WINDOW_AND_TALK, "go"),
    Action("previous", "Back", ("Left", "Up", "PgUp", "Backspace"), WINDOW_AND_TALK, "go"),
    Action("next_slide", "Next slide", ("Shift+Right",), WINDOW_AND_TALK, "go"),
    Action("previous_slide", "Previous slide", ("Shift+Left",), WINDOW_AND_TALK, "go"),
    Action("first", "First slide", ("Home",), WINDOW_AND_TALK, "go", separator_before=True),
    Action("last", "Last slide", ("End",), WINDOW_AND_TALK, "go"),
    Action("slide_number", "Slide by number", (), (TALK,),
           listed_keys=("1 … 9", "Return"), is_fixed=True),
    Action("history_back", "Back where you were", ("Alt+Left",), WINDOW_AND_TALK, "go", separator_before=True),
    Action("history_forward", "Forward", ("Alt+Right",), WINDOW_AND_TALK, "go"),
    Action("goto", "Go to…", ("G",), WINDOW_AND_TALK, "go"),
    Action("overview", "Overview", ("O",), WINDOW_AND_TALK, "go"),
    Action("language", "Next language", ("Ctrl+L",), WINDOW_AND_TALK, "view"),
    Action("show_all", "Show all of the timeline", ("0",), (WINDOW,), "view"),
    Action("find_events", "Find events…", ("Ctrl+Shift+F",), menu="view"),
    Action("fold", "Fold empty years", (), menu="view", is_enabled=action_state.has_even_axis),
    Action("play", "Play through time", (), menu="view"),
    Action("compare", "Compare two windows of time", (), menu="view", is_enabled=action_state.has_even_axis),
    Action("keep_rows", "Keep rows still", (), menu="view", is_checked=action_state.keeps_rows),
    Action("deck", "Slides", ("F6",), menu="view", separator_before=True),
    Action("side", "Inspector", ("F7",), menu="view"),
    Action("notes_pane", "Notes", ("F4",), menu="view"),
    Action("timeline_pane", "Timeline", ("T",), menu="view"),
    Action("motion", "Reduce motion", (), menu="view", separator_before=True,
           is_checked=action_state.reduces_motion),
    Action("story_language", "Language of the story", menu="view", separator_before=True,
           is_fixed=True, is_submenu=True),
    Action("interface_language", "Language of the menus", menu="view", is_fixed=True, is_submenu=True),
    Action("present", "From the beginning", ("F5",), menu="talk",
           is_enabled=action_state.has_slides),
    Action("present_here", "From this slide", ("Shift+F5",), menu="talk",
           is_enabled=action_state.has_slides),
    Action("present_window", "In a window, for sharing", ("Ctrl+F5",), menu="talk",
           is_enabled=action_state.has_slides),
    Action("rehearse", "Rehearse…", ("Ctrl+Shift+F5",), menu="talk", separator_before=True,
           is_enabled=action_state.has_slides),
    Action("ready", "Ready?", ("F9",), menu="talk", is_enabled=action_state.has_file),
    Action("defer_changes", "Changes wait for the next press", (), menu="talk",
           is_checked=action_state.defers_changes),
    Action("export_ink", "Export drawings…", (), menu="talk"),
    Action("black", "Black screen", ("B", "."), (TALK,), ""),
    Action("white", "White screen", ("W", ","), (TALK,), ""),
    Action("freeze", "Freeze the audience’s picture", ("Shift+F",), (TALK,), ""),
    Action("console", "Speaker’s console", ("S",), (TALK,), ""),
    Action("swap", "Swap screens", ("X",), (TALK,), ""),
    Action("timeline", "Timeline over the slide", ("T",), (TALK,), ""),
    Action("sources", "Sources in full, on the console", ("Q",), (TALK,), ""),
    Action("laser", "Pointer", ("L",), (TALK,), ""),
    Action("pen", "Pen", ("D",), (TALK,), ""),
    Action("color", "Next colour of the pen", ("C",), (TALK,), ""),
    Action("eraser", "Eraser", ("Shift+D",), (TALK,), ""),
    Action("undo_ink", "Undo a line", ("Ctrl+Z",), (TALK,), ""),
    Action("clear_ink", "Erase the slide’s drawing", ("Delete",), (TALK,), ""),
    Action("spotlight", "Spotlight", ("K",), (TALK,), ""),
    Action("magnifier", "Magnifier", ("Z",), (TALK,), ""),
    Action("pause_clock", "Pause the clock", ("Ctrl+P",), (TALK,), ""),
    Action("reset_clock", "Reset the clock (twice: undo)", ("Ctrl+R",), (TALK,), ""),
    Action("larger", "Larger notes", ("+", "="), (TALK,), ""),
    Action("smaller", "Smaller notes", ("-",), (TALK,), ""),
    Action("notes_down", "Scroll the notes down", ("Shift+Down",), (TALK,), ""),
    Action("notes_up", "Scroll the notes up", ("Shift+Up",), (TALK,), ""),
    Action("leave", "Leave (a talk: twice)", ("Escape",), (TALK,), ""),
    Action("end_loop", "End the loop", ("Ctrl+Shift+Q",), (LOOP,), ""),
    # Ignored because clickers alternate F5 and Esc on one button.
    Action("ignored", "(nothing, on purpose)", ("F5", "Shift+F5"), (TALK,), is_fixed=True),
    Action("keys", "Keys", ("?",), WINDOW_AND_TALK, "help"),
    Action("change_keys", "Change keys…", (), menu="help"),
    Action("format", "Guide and reference", ("F1",), menu="help"),
    Action("copy_diagnostics", "Copy diagnostics", (), menu="help", separator_before=True),
    Action("about", "About Passeur", (), menu="help"),
    Action("timeline.earlier", "Earlier", ("Left",), (TIMELINE,)),
    Action("timeline.later", "Later", ("Right",), (TIMELINE,)),
    Action("timeline.closer", "Zoom in", ("+",), (TIMELINE,), extra_keys=("=",)),
    Action("timeline.farther", "Zoom out", ("-",), (TIMELINE,)),
    Action("timeline.all", "Show all", ("0", "Home"), (TIMELINE,)),
    Action("timeline.home", "Back to the slide’s own time", ("H", "Backspace"),
           (TIMELINE,)),
    Action("timeline.open", "Open the event", ("Return",), (TIMELINE,), extra_keys=("Enter",)),
    Action("timeline.effect", "Go to its effect", ("]",), (TIMELINE,)),
    Action("timeline.cause", "Go to its cause", ("[",), (TIMELINE,)),
    Action("timeline.find", "Find events", ("Ctrl+F", "/"), (TIMELINE,)),
    Action("timeline.measure", "Measure from the slide’s event, or from one pointed at before", ("M",), (TIMELINE,)),
    Action("timeline.fold", "Fold empty years", ("F",), (TIMELINE,)),
    Action("timeline.play", "Play through time, or stop", ("P",), (TIMELINE,)),
    Action("timeline.stop", "Stop while it plays", ("Space",), (TIMELINE,)),
    Action("timeline.speed", "Play faster, then slower again", ("Shift+P",), (TIMELINE,)),
    Action("timeline.loop", "Play in a loop", ("Shift+L",), (TIMELINE,)),
    Action("timeline.new_event", "A new event, in the middle", ("N", "Insert"), (TIMELINE,)),
    Action("timeline.rename", "Change the title of the chosen event", ("F2",), (TIMELINE,)),
    Action("timeline.copy", "Copy the chosen event", ("Ctrl+C",), (TIMELINE,)),
    Action("timeline.delete", "Delete the chosen event", ("Delete",), (TIMELINE,)),
    Action("timeline.sooner", "Move the chosen event earlier", ("Ctrl+Left",), (TIMELINE,)),
    Action("timeline.delayed", "Move the chosen event later", ("Ctrl+Right",), (TIMELINE,)),
    Action("timeline.shorter", "Move its end earlier", ("Ctrl+Shift+Left",), (TIMELINE,)),
    Action("timeline.longer", "Move its end later", ("Ctrl+Shift+Right",), (TIMELINE,)),
    Action("timeline.raised", "Move the chosen event to the track above",
           ("Ctrl+Up",), (TIMELINE,)),
    Action("timeline.lowered", "Move the chosen event to the track below",
           ("Ctrl+Down",), (TIMELINE,)),
    Action("timeline.track_up", "Move the event’s track up", ("Ctrl+Shift+Up",), (TIMELINE,)),
    Action("timeline.track_down", "Move the event’s track down", ("Ctrl+Shift+Down",), (TIMELINE,)),
    Action("timeline.track_hide", "Hide the event’s track", ("Shift+H",), (TIMELINE,)),
    Action("timeline.track_fold", "Fold the group of the event’s track", ("Shift+G",), (TIMELINE,)),
    Action("timeline.dismiss", "Close search, ruler, date of knowledge", ("Escape",), (TIMELINE,)),
    Action("editor.find", "Search the text", ("Ctrl+F",), (EDITOR,)),
    Action("editor.replace", "Search and replace", ("Ctrl+H",), (EDITOR,)),
    Action("editor.find_next", "Next match", ("F3",), (EDITOR,)),
    Action("editor.find_previous", "Previous match", ("Shift+F3",), (EDITOR,)),
    Action("editor.close_find", "Close the search, or leave the text", ("Escape",), (EDITOR,)),
    Action("editor.go_to_line", "Go to a line…", ("Ctrl+G",), (EDITOR,)),
    Action("editor.outline", "Go to a slide, event or source…", ("Ctrl+Shift+O",), (EDITOR,)),
    # The semicolon is where the full stop is with Shift on a French keyboard, the colon where the slash is.
    Action("editor.fixes", "Fixes for the problem", ("Ctrl+.",), (EDITOR,), extra_keys=("Ctrl+;",)),
    Action("editor.complete", "Complete at the cursor", ("Ctrl+Space",), (EDITOR,)),
    Action("editor.definition", "Where this id is defined", ("F12",), (EDITOR,)),
    Action("editor.uses", "Where this id is used", ("Shift+F12",), (EDITOR,)),
    Action("editor.rename", "Rename this id everywhere…", ("F2",), (EDITOR,)),
    Action("editor.comment", "Comment the lines, or uncomment", ("Ctrl+/",), (EDITOR,),
           extra_keys=("Ctrl+:",)),
    Action("editor.duplicate_lines", "Duplicate the lines", ("Ctrl+D",), (EDITOR,)),
    Action("editor.next_same", "Select the next occurrence too", ("Alt+J",), (EDITOR,)),
    Action("editor.delete_lines", "Delete the lines", ("Ctrl+Shift+K",), (EDITOR,)),
    Action("editor.move_up", "Move the lines up", ("Alt+Up",), (EDITOR,)),
    Action("editor.move_down", "Move the lines down", ("Alt+Down",), (EDITOR,)),
    Action("editor.fold", "Fold the table", ("Alt+Left", "Ctrl+Shift+["), (EDITOR,),
           extra_keys=("Ctrl+Shift+{",)),
    Action("editor.unfold", "Unfold the table", ("Alt+Right", "Ctrl+Shift+]"), (EDITOR,),
           extra_keys=("Ctrl+Shift+}",)),
    Action("editor.wrap", "Wrap long lines", ("Alt+Z",), (EDITOR,)),
    Action("editor.larger", "Larger text", ("Ctrl++",), (EDITOR,), extra_keys=("Ctrl+=",)),
    Action("editor.smaller", "Smaller text", ("Ctrl+-",), (EDITOR,)),
    Action("editor.usual_size", "Normal size of the text", ("Ctrl+0",), (EDITOR,),
           extra_keys=("Ctrl+À",)),
)  # fmt: skip
BY_ID: Final = {action.id: action for action in ACTIONS}


_RENAMED_IDS: Final = {
    "forth": "history_forward", "forward": "history_forward", "return": "history_back", "back": "previous", "inert": "ignored",
    "hold": "defer_changes",
}  # fmt: skip


def move_saved_keys(settings: Settings) -> None:
    """Move keys that were saved under an older id of their action."""
    for old_id, action_id in _RENAMED_IDS.items():
        keys = settings.keys(old_id)
        if keys is not None:
            settings.set_keys(old_id, None)
            settings.set_keys(action_id, keys)


def keys_of(action: Action, settings: Settings | None = None) -> tuple[str, ...]:
    """Return an action's keys from the settings, else the default ones."""
    chosen = settings.keys(action.id) if settings is not None else None
    return tuple(chosen) if chosen is not None else action.keys


def area_of(action: Action, keys: Iterable[str]) -> str:
    """Return where the focus must be for the keys of an action.

    A single letter never acts where somebody may mean to write it.
    """
    return action.area or ("content" if any(len(key.removeprefix("Shift+")) == 1 for key in keys) else "")


def key_conflicts(keys_by_action: Mapping[str, Iterable[str]]) -> list[tuple[str, str, str]]:
    """Return (key, action id, action id) for each conflict in a context.

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


KEY_NAMES: Final = Messages(
    {
        "PgDown": "PgDn",
        "PgUp": "PgUp",
        "Space": "Space",
        "Return": "Enter",
        "Backspace": "Backspace",
        "Home": "Home",
        "End": in_context("key", "End"),
        "Escape": "Esc",
        "Shift": "Shift",
        "Delete": in_context("key", "Delete"),
    }
)
_KEY_SIGNS: Final = {"Right": "→", "Left": "←", "Up": "↑", "Down": "↓"}


def key_label(key: str, ui_language: str) -> str:
    """Return the usual name of a key."""
    parts = key.split("+") if key != "+" else [key]
    return "+".join(KEY_NAMES(part, ui_language) if part in KEY_NAMES else _KEY_SIGNS.get(part, part) for part in parts)


_CONTEXT_LABELS: Final = Messages(
    {
        WINDOW: "In the window",
        TALK: "Presenting",
        LOOP: "In a loop",
        TIMELINE: "On the timeline, while it has the focus",
        EDITOR: "In the text editor",
    }
)
_KEY_LIST: Final = Messages({"key": "Key", "effect": "What it does"})


def context_label(context: str, ui_language: str) -> str:
    """Return the heading of a context's actions."""
    return _CONTEXT_LABELS(context, ui_language)


def shortcut_list(ui_language: str, settings: Settings | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the keys by context: [(heading, [(keys, label)])].

    The `?` sheet and the README show them.
    """
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
        key_heading, label_heading = _KEY_LIST("key", ui_language), _KEY_LIST("effect", ui_language)
        lines += [f"**{heading}**", "", f"| {key_heading} | {label_heading} |", "|---|---|"]
        lines += [f"| {keys} | {label} |" for keys, label in rows] + [""]
    return "\n".join(lines)
