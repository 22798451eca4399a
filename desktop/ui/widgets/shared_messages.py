"""The messages that several windows share."""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages, in_context, plural

MESSAGES: Final = Messages(
    {
        "present": "Present",
        "timeline": "Timeline",
        "edit": "Edit",
        "export": "Export",
        "sources": "SOURCES",
        "notes": "NOTES",
        "slide_sources": "SOURCES OF THIS SLIDE",
        "slide_disputes": "WHAT IS DISPUTED",
        "no_sources": "This slide names no source.",
        "no_notes": "No notes.",
        "problems": "PROBLEMS",
        "no_problems": "no problems",
        "one_problem": "1 problem",
        "some_problems": plural("{count} problem", "{count} problems"),
        "loaded": "{name} read at {time}",
        "stale": "{name} cannot be read: the last good version is shown",
        "counts": plural("{slides} slide · {minutes} min", "{slides} slides · {minutes} min", "slides"),
        "counts_only": plural("{slides} slide", "{slides} slides", "slides"),
        "no_recent": "(none yet)",
        "open_title": "Open a story",
        "stories": "Stories (*.toml)",
        "empty_title": "A story begins with one file",
        "empty_text": "Open a content.toml, or drop one here.",
        "unreadable_title": "This file cannot be read yet",
        "unreadable_text": "Its problems are listed below. Mend the text and save: the story appears here by itself.",
        "keys": "Keys",
        "close": "Close",
        "cancel": "Cancel",
        "save": "Export",
        "export_title": "Export the story",
        "format": "Format",
        "language": "Language",
        "slides": "Slides",
        "slides_hint": "all, or such as 2-4,xiami",
        "steps": "Each step on a page of its own",
        "where": "Where to",
        "exported": "{count} files written",
        "exported_one": "written: {name}",
        "about": (
            "Passeur {version}\n\nOne text file becomes slides and a timeline.\n\nMIT licence. Qt for Python (LGPL 3), pyqtgraph (MIT), "
            "NumPy (BSD).\nFonts: Fraunces, Inter, JetBrains Mono, Passeur WenKai (SIL OFL 1.1)."
        ),
        "about_title": "About Passeur",
        "own_copy": "You edit your own copy: {path}",
        "no_own_copy": "Your own copy of the story could not be made in {path}",
        "unsaved": "{name} has changes that are not saved.",
        "save_text": "Save",
        "drop_text": "Do not save",
        "recovered": "Changes of {name} were not saved when the program ended last time.",
        "recover": "Bring them back",
        "drop_recovered": "Let them go",
        "recovery": in_context("heading", "recovered changes"),
        "resume_offer": "A talk was interrupted at slide “{slide}”, {time} in.",
        "resume": "Resume",
        "forget": "Forget it",
        "understood": "Understood",
        "stop_reading": "Stop",
        "resume_reading": "Read the file of events",
        "reading": "{name}: {share} % read",
        "again": "Look again",
        "no_ink": "Nothing was drawn. Drawings are kept from one talk until the next one begins.",
        "go_there": "Go to the slide",
    }
)
