"""The sentences of the set-up."""

from __future__ import annotations

from typing import Final

from desktop.i18n import Messages, system_language


class SetupError(Exception):
    """Something that the person at the keyboard must know, as one sentence."""


MESSAGES: Final = Messages(
    {
        "making": "Setting up in {folder} (once; about {megabytes} MB are downloaded)…",
        "again": "The environment in {folder} is unfinished or out of date: making it again…",
        "kept": "The old environment in {folder} is kept; set-up is tried again next time.",
        "adding": "Installing the test tools…",
        "refreshing": "Installing the project again…",
        "ready": "Ready in {seconds:.0f} s.",
        "waiting": "Another set-up is at work in this folder; waiting for it…",
        "installing_packages": "Installing the system packages that Qt and Python need: {packages}",
        "type_this": "this system lacks what Qt and Python need. Type this line, then start again:\n\n    {line}\n",
        "apt_failed": "apt-get could not install what is missing. See what it says when you type:\n\n    {line}\n",
        "no_universe": (
            "this Ubuntu takes packages from “main” alone, and {names} may be in “universe”. Enable universe: add the "
            "word to the components in {file} (or type `sudo add-apt-repository universe`). {then}"
        ),
        "start_again": "Then start again.",
        "libraries": "Qt cannot load; this system lacks: {names}. Install the packages that hold them, then start again.",
        "qt_broken": "Qt cannot load: {reason}",
        "no_venv": "this Python ({python}) comes without `venv` or `ensurepip`: install them, or use another Python.",
        "pip_failed": "could not install {what}; the reason is above. Nothing is lost: start again when the cause is gone.",
        "cannot_write": "cannot make the environment in {folder}: {reason}",
        "no_display": (
            "there is no display to open a window on. Without one, `passeur export` writes PDF and pictures "
            "(`{dev} run export -o story.pdf`), and `xvfb-run -a {dev} run` gives it a virtual display."
        ),
        "check_passed": "ok      {name}",
        "check_failed": "FAILED  {name}",
        "failed": "Failed: {names}",
        "freezing": "Building the application (about a minute)…",
        "built": "Built {folder} ({megabytes:.1f} MB).",
        "packed": "Packed {file} ({megabytes:.1f} MB).",
        "unnamed": "the application holds libraries that no notice names (packaging/third_party_notices.py): {names}",
        "too_large": "{path} weighs {megabytes:.1f} MB, and {bound:.0f} are promised: see what got in (packaging/bundle.py).",
        "build_failed": "the build stopped: `{command}` failed; its own words are above.",
        "interrupted": "interrupted; the next start continues.",
        "unknown_command": "“{word}” is no command of dev.py; there are: {known}.",
        "nearest_command": "“{word}” is no command of dev.py; did you mean “{nearest}”?",
        "unknown_argument": "`dev.py {command}` does not know “{word}”.",
        "no_uv": "lock files are written by uv (https://docs.astral.sh/uv): install it first.",
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
