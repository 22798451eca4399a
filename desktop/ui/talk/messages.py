"""What the windows of a talk say, in both languages."""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages

MESSAGES: Final = Messages(
    {
        "console_title": ("{title} — speaker", "{title} — orateur"),
        "next": ("NEXT", "ENSUITE"),
        "next_step": ("NEXT STEP", "ÉTAPE SUIVANTE"),
        "end": ("THE END", "FIN"),
        "notes": ("NOTES", "NOTES"),
        "no_notes": ("No notes.", "Pas de notes."),
        "screens": ("Screens", "Écrans"),
        "audience_on": ("Audience on {screen}", "Public sur {screen}"),
        "of": ("{number} / {count}", "{number} / {count}"),
        "backup": ("backup {number}", "réserve {number}"),
        "going_to": ("to {number} …", "vers {number} …"),
        "left": ("{left} left", "reste {left}"),
        "over": ("{over} over time", "{over} de dépassement"),
        "ahead": ("{by} ahead", "{by} d’avance"),
        "behind": ("{by} behind", "{by} de retard"),
        "on": ("on time", "à l’heure"),
        "paused": ("clock paused", "horloge en pause"),
        "not_begun": ("the clock starts at the first press", "l’horloge part à la première touche"),
        "audience_black": ("The audience sees black", "Le public voit un écran noir"),
        "audience_white": ("The audience sees white", "Le public voit un écran blanc"),
        "audience_frozen": ("Frozen: the audience sees another slide", "Figé : le public voit une autre diapositive"),
        "held": ("Changes wait for the next press", "Des modifications attendent la prochaine touche"),
        "broken": ("{name}, line {line}: {message}", "{name}, ligne {line} : {message}"),
        "errors": (
            "{count} problem{count:s} in the text, first on line {line}",
            "{count} problème{count:s} dans le texte, le premier ligne {line}",
        ),
        "fault": ("Logged: {message}", "Consigné : {message}"),
        "hint_black": ("black", "noir"),
        "hint_freeze": ("freeze", "figer"),
        "hint_laser": ("pointer", "pointeur"),
        "hint_pen": ("pen", "stylo"),
        "hint_goto": ("go to", "aller à"),
        "hint_overview": ("overview", "vue d’ensemble"),
        "hint_timeline": ("timeline", "chronologie"),
        "hint_sources": ("sources", "sources"),
        "hint_swap": ("swap screens", "échanger les écrans"),
        "hint_keys": ("keys", "touches"),
        "goto_hint": (
            "Number, title, date, person, source",
            "Numéro, titre, date, personne, source",
        ),
        "goto_none": ("Nothing fits.", "Rien ne correspond."),
        "sources": ("SOURCES OF THIS SLIDE", "SOURCES DE CETTE DIAPOSITIVE"),
        "disputes": ("WHAT IS DISPUTED", "CE QUI EST DISPUTÉ"),
        "no_sources": ("This slide names no source.", "Cette diapositive ne cite aucune source."),
        "keys": ("KEYS", "TOUCHES"),
        "consulted": ("consulted {date}", "consulté le {date}"),
    }
)  # fmt: skip
