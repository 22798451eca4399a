"""What the set-up says, in English and in French."""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages, system_language


class SetupError(Exception):
    """Something that the person at the keyboard must know, as one sentence."""


MESSAGES: Final = Messages(
    {
        "making": (
            "Setting up in {folder} (once; about {megabytes} MB are downloaded)…",
            "Installation dans {folder} (une seule fois ; environ {megabytes} Mo à télécharger)…",
        ),
        "again": (
            "The environment in {folder} is unfinished or out of date: making it again…",
            "L’environnement dans {folder} est inachevé ou périmé : on le refait…",
        ),
        "kept": (
            "The environment in {folder} is the one of before, and is used as it is; it is made again next time.",
            "L’environnement dans {folder} est resté tel quel, et il sert encore ; il sera refait au prochain lancement.",
        ),
        "adding": ("Installing the test tools…", "Installation des outils de test…"),
        "refreshing": ("Installing the project again…", "Nouvelle installation du projet…"),
        "ready": ("Ready in {seconds:.0f} s.", "Prêt en {seconds:.0f} s."),
        "waiting": (
            "Another set-up is at work in this folder; waiting for it…",
            "Une autre installation est en cours dans ce dossier ; on l’attend…",
        ),
        "installing_packages": (
            "Installing what Qt and Python need of this system: {packages}",
            "Installation de ce que Qt et Python demandent à ce système : {packages}",
        ),
        "type_this": (
            "this system lacks what Qt and Python need. Type this line, then start again:\n\n    {line}\n",
            "il manque à ce système ce que Qt et Python demandent. Tapez ceci, puis recommencez :\n\n    {line}\n",
        ),
        "apt_failed": (
            "apt-get could not install what is missing. See what it says when you type:\n\n    {line}\n",
            "apt-get n’a pas pu installer ce qui manque. Voyez ce qu’il dit quand vous tapez :\n\n    {line}\n",
        ),
        "no_universe": (
            "this Ubuntu takes packages from “main” alone, and {names} may be in “universe”. Enable universe: add the "
            "word to the components in {file} (or type `sudo add-apt-repository universe`). {then}",
            "cet Ubuntu ne prend de paquets que dans « main », et {names} peuvent être dans « universe ». Activez "
            "universe : ajoutez ce mot aux composants dans {file} (ou tapez `sudo add-apt-repository universe`). {then}",
        ),
        "start_again": ("Then start again.", "Puis recommencez."),
        "libraries": (
            "Qt cannot load; this system lacks: {names}. Install the packages that hold them, then start again.",
            "Qt ne peut pas se charger ; il manque à ce système : {names}. Installez les paquets qui les contiennent, "
            "puis recommencez.",
        ),
        "qt_broken": ("Qt cannot load: {reason}", "Qt ne peut pas se charger : {reason}"),
        "no_venv": (
            "this Python ({python}) comes without `venv` or `ensurepip`: install them, or use another Python.",
            "ce Python ({python}) est livré sans `venv` ou `ensurepip` : installez-les, ou prenez un autre Python.",
        ),
        "pip_failed": (
            "could not install {what}; the reason is above. Nothing is lost: start again when the cause is gone.",
            "impossible d’installer {what} ; la raison est ci-dessus. Rien n’est perdu : recommencez ensuite.",
        ),
        "cannot_write": (
            "cannot make the environment in {folder}: {reason}",
            "impossible de créer l’environnement dans {folder} : {reason}",
        ),
        "no_display": (
            "there is no display to open a window on. Without one, `passeur export` writes PDF and pictures "
            "(`{dev} run export -o story.pdf`), and `xvfb-run -a {dev} run` gives it a virtual display.",
            "aucun écran où ouvrir une fenêtre. Sans écran, `passeur export` écrit PDF et images "
            "(`{dev} run export -o recit.pdf`), et `xvfb-run -a {dev} run` lui donne un écran virtuel.",
        ),
        "check_passed": ("ok      {name}", "ok      {name}"),
        "check_failed": ("FAILED  {name}", "ÉCHEC   {name}"),
        "failed": ("Failed: {names}", "Échec : {names}"),
        "freezing": (
            "Building the application (about a minute)…",
            "Construction de l’application (environ une minute)…",
        ),
        "built": ("Built {folder} ({megabytes:.1f} MB).", "Construit : {folder} ({megabytes:.1f} Mo)."),
        "packed": ("Packed {file} ({megabytes:.1f} MB).", "Empaqueté : {file} ({megabytes:.1f} Mo)."),
        "unnamed": (
            "the application holds libraries that no notice names (packaging/third_party_notices.py): {names}",
            "l’application contient des bibliothèques qu’aucune notice ne nomme (packaging/third_party_notices.py) : {names}",
        ),
        "too_large": (
            "{path} weighs {megabytes:.1f} MB, and {bound:.0f} are promised: see what got in (packaging/bundle.py).",
            "{path} pèse {megabytes:.1f} Mo, et {bound:.0f} sont promis : voyez ce qui y est entré (packaging/bundle.py).",
        ),
        "build_failed": (
            "the build stopped: `{command}` failed; its own words are above.",
            "la construction s’est arrêtée : `{command}` a échoué ; son explication est ci-dessus.",
        ),
        "interrupted": (
            "interrupted; the next start takes it up again.",
            "interrompu ; le prochain lancement reprendra.",
        ),
        "unknown_command": (
            "“{word}” is no command of dev.py; there are: {known}.",
            "« {word} » n’est pas une commande de dev.py ; il y a : {known}.",
        ),
        "nearest_command": (
            "“{word}” is no command of dev.py; did you mean “{nearest}”?",
            "« {word} » n’est pas une commande de dev.py ; vouliez-vous dire « {nearest} » ?",
        ),
        "unknown_argument": (
            "`dev.py {command}` does not know “{word}”.",
            "`dev.py {command}` ne connaît pas « {word} ».",
        ),
        "no_uv": (
            "lock files are written by uv (https://docs.astral.sh/uv): install it first.",
            "les fichiers de verrouillage sont écrits par uv (https://docs.astral.sh/uv) : installez-le d’abord.",
        ),
    }
)


def message_text(key: str, **values: object) -> str:
    """Return a sentence in the language of the person at the keyboard."""
    return MESSAGES(key, system_language(), **values)


def print_message(key: str, **values: object) -> None:
    """Print a sentence at once, as well as the console can."""
    import sys

    text = message_text(key, **values)
    encoding = sys.stdout.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)
