"""The messages that several windows share."""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages

MESSAGES: Final = Messages(
    {
        "present": ("Present", "Présenter"),
        "timeline": ("Timeline", "Chronologie"),
        "edit": ("Edit", "Modifier"),
        "export": ("Export", "Exporter"),
        "sources": ("SOURCES", "SOURCES"),
        "notes": ("NOTES", "NOTES"),
        "no_sources": ("This slide names no source.", "Cette diapositive ne cite aucune source."),
        "no_notes": ("No notes.", "Pas de notes."),
        "problems": ("PROBLEMS", "PROBLÈMES"),
        "no_problems": ("no problems", "aucun problème"),
        "one_problem": ("1 problem", "1 problème"),
        "some_problems": ("{count} problem{count:s}", "{count} problème{count:s}"),
        "loaded": ("{name} read at {time}", "{name} lu à {time}"),
        "stale": (
            "{name} cannot be read: the last good version is shown",
            "{name} illisible : dernière bonne version affichée",
        ),
        "counts": ("{slides} slide{slides:s} · {minutes} min", "{slides} diapositive{slides:s} · {minutes} min"),
        "counts_only": ("{slides} slide{slides:s}", "{slides} diapositive{slides:s}"),
        "no_recent": ("(none yet)", "(aucun)"),
        "open_title": ("Open a story", "Ouvrir un récit"),
        "stories": ("Stories (*.toml)", "Récits (*.toml)"),
        "empty_title": ("A story begins with one file", "Un récit commence par un fichier"),
        "empty_text": (
            "Open a content.toml, or drop one here.",
            "Ouvrez un content.toml, ou déposez-le ici.",
        ),
        "unreadable_title": ("This file cannot be read yet", "Ce fichier ne peut pas encore être lu"),
        "unreadable_text": (
            "Its problems are listed below. Mend the text and save: the story appears here by itself.",
            "Ses problèmes sont listés ci-dessous. Corrigez le texte et enregistrez : le récit apparaît ici de lui-même.",
        ),
        "keys": ("Keys", "Touches"),
        "close": ("Close", "Fermer"),
        "cancel": ("Cancel", "Annuler"),
        "save": ("Export", "Exporter"),
        "export_title": ("Export the story", "Exporter le récit"),
        "format": ("Format", "Format"),
        "language": ("Language", "Langue"),
        "slides": ("Slides", "Diapositives"),
        "slides_hint": ("all, or such as 2-4,xiami", "toutes, ou par exemple 2-4,xiami"),
        "steps": ("Each step on a page of its own", "Une page par étape"),
        "pdf": ("PDF, a page a slide", "PDF, une page par diapositive"),
        "handout": ("PDF handout with notes and sources", "PDF à distribuer, avec notes et sources"),
        "png": ("PNG pictures, 1920 × 1080", "Images PNG, 1920 × 1080"),
        "svg": ("SVG drawings", "Dessins SVG"),
        "where": ("Where to", "Où"),
        "exported": ("{count} files written", "{count} fichiers écrits"),
        "exported_one": ("written: {name}", "écrit : {name}"),
        "about": (
            "Passeur {version}\n\nOne text file becomes slides and a timeline.\n\nMIT licence. Qt for Python (LGPL 3), pyqtgraph (MIT), "
            "NumPy (BSD).\nFonts: Fraunces, Inter, JetBrains Mono, Passeur WenKai (SIL OFL 1.1).",
            "Passeur {version}\n\nUn fichier texte devient des diapositives et une chronologie.\n\nLicence MIT. Qt for Python (LGPL 3), "
            "pyqtgraph (MIT), NumPy (BSD).\nPolices : Fraunces, Inter, JetBrains Mono, Passeur WenKai (SIL OFL 1.1).",
        ),
        "about_title": ("About Passeur", "À propos de Passeur"),
        "own_copy": ("You edit your own copy: {path}", "Vous modifiez votre propre copie : {path}"),
        "no_own_copy": (
            "Your own copy of the story could not be made in {path}",
            "Votre copie du récit n’a pas pu être créée dans {path}",
        ),
        "unsaved": ("{name} has changes that are not saved.", "{name} a des modifications non enregistrées."),
        "save_text": ("Save", "Enregistrer"),
        "drop_text": ("Do not save", "Ne pas enregistrer"),
        "recovered": (
            "Changes of {name} were not saved when the program ended last time.",
            "Des modifications de {name} n’étaient pas enregistrées quand le programme s’est arrêté.",
        ),
        "recover": ("Bring them back", "Les reprendre"),
        "drop_recovered": ("Let them go", "Les abandonner"),
        "recovery": ("recovered changes", "modifications reprises"),
        "resume_offer": (
            "A talk was interrupted at slide “{slide}”, {time} in.",
            "Une présentation a été interrompue à la diapositive « {slide} », après {time}.",
        ),
        "resume": ("Resume", "Reprendre"),
        "forget": ("Forget it", "Oublier"),
        "understood": ("Understood", "Compris"),
        "stop_reading": ("Stop", "Arrêter"),
        "resume_reading": ("Read the file of events", "Lire le fichier d’événements"),
        "reading": ("{name}: {share} % read", "{name} : {share} % lus"),
        "again": ("Look again", "Regarder encore"),
        "no_ink": (
            "Nothing was drawn. Drawings are kept from one talk until the next one begins.",
            "Rien n’a été dessiné. Les dessins sont gardés jusqu’à la présentation suivante.",
        ),
        "go_there": ("Go to the slide", "Aller à la diapositive"),
    }
)
