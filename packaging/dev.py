"""Set the project up and use it, with nothing but Python.

python3 packaging/dev.py run  [ARGUMENT …]   set up, then run Passeur (with no argument: open the story)
python3 packaging/dev.py test [ARGUMENT …]   set up, then run every check and test (arguments go to pytest)
python3 packaging/dev.py build               set up, then build the application and its packages in dist/
python3 packaging/dev.py catalogs            set up, then update and compile the translations in desktop/locale
python3 packaging/dev.py lock [ARGUMENT …]   write the lock files again (needs uv; arguments go to it)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

MINIMUM_PYTHON = (3, 11)


def find_newer_python() -> str | None:
    """Return a Python on the search path that is new enough, or None."""
    names = [f"python3.{minor}" for minor in range(14, MINIMUM_PYTHON[1] - 1, -1)]
    return next((found for found in map(shutil.which, names) if found), None)


if __name__ == "__main__" and sys.version_info < MINIMUM_PYTHON:
    # Everything below speaks Python 3.11; this much is said, and done, in the language of older ones.
    newer = find_newer_python()
    if newer:
        sys.exit(subprocess.call([newer] + sys.argv))  # noqa: RUF005 — as above
    sys.exit(
        f"dev.py: Passeur needs Python 3.11 or newer, and this is Python {sys.version.split()[0]}: install a newer one."
    )

import difflib  # noqa: E402
from pathlib import Path  # noqa: E402

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT)]  # for the sentences; the rest of `desktop` is not touched from here

import environment  # noqa: E402
import system  # noqa: E402
from setup_messages import SetupError, message_text, print_message  # noqa: E402

# What opens no window: `desktop.cli` has the whole list, and its own word about a missing display.
WINDOWLESS_COMMANDS = ("check", "export", "new", "schema", "smoke", "-h", "--help", "--version")

CHECKS = (
    ("ruff check", ("-m", "ruff", "check", "--quiet")),
    ("ruff format", ("-m", "ruff", "format", "--check", "--quiet")),
    ("mypy", ("-m", "mypy", "--no-error-summary")),
    # `python -m importlinter.cli` runs nothing and exits 0.
    ("import-linter", ("-c", "from importlinter.cli import lint_imports_command as check; check(['--no-cache'])")),
)


def run(arguments: list[str]) -> int:
    """Set up and become Passeur, in the caller's own folder."""
    environment.ensure("run")
    if not (arguments and arguments[0] in WINDOWLESS_COMMANDS):
        system.require_display()
    command = [str(environment.interpreter()), "-P", "-m", "desktop", *arguments]
    sys.stdout.flush()
    if sys.platform == "win32":  # there, exec gives the console back before the new process is done
        return subprocess.call(command, env=environment.clean_variables())
    return os.execve(command[0], command, environment.clean_variables())  # noqa: S606 — no shell is wanted


def test(arguments: list[str]) -> int:
    """Set up, run the checks and the tests to their end, and return 1 if any of them found something."""
    environment.ensure("test")
    failed = []
    for name, command in CHECKS:
        result = subprocess.run(
            [environment.interpreter(), *command],
            cwd=PROJECT,
            env=environment.clean_variables(),
            text=True,
            encoding="utf-8",
            errors="replace",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if result.returncode:
            failed.append(name)
            print(result.stdout.strip())
        print_message("check_failed" if result.returncode else "check_passed", name=name)
    sys.stdout.flush()
    # A worker a core; whoever names tests wants to see them, or to stop in one, and gets one process.
    # Tests of one module stay together, as far as both have work: they share stories, pages and syntax trees.
    workers = [] if arguments else ["-n", "auto", "--dist", "worksteal"]
    pytest = [str(environment.interpreter()), "-m", "pytest", *workers, *arguments]
    if subprocess.call(pytest, cwd=PROJECT, env=environment.clean_variables()):
        failed.append("pytest")
    if failed:
        print_message("failed", names=tuple(failed))
    return 1 if failed else 0


def build(arguments: list[str]) -> int:
    """Set up and build the application for this system."""
    from build import build as make

    return make(arguments)


def catalogs(_: list[str]) -> int:
    """Set up, update and compile the catalogues of translations, and print what is to be translated."""
    environment.ensure("test")
    program = "import sys; sys.path.insert(0, 'packaging'); import catalogs; catalogs.main()"
    return subprocess.call([environment.interpreter(), "-c", program], cwd=PROJECT, env=environment.clean_variables())


def lock(arguments: list[str]) -> int:
    """Write the lock files for every system and Python at once, keeping the versions that still fit."""
    uv = shutil.which("uv")
    if uv is None:
        raise SetupError(message_text("no_uv"))
    for kind, group in (("run", "build"), ("test", "dev")):
        constraints = [] if kind == "run" else ["--constraints", str(environment.LOCKS["run"].relative_to(PROJECT))]
        command = [
            *(uv, "pip", "compile", "pyproject.toml", "--group", f"pyproject.toml:{group}", *constraints),
            *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest", "--generate-hashes"),
            *("--no-config", "--no-emit-index-url", "--no-header", "--no-annotate", "--quiet"),
            *("--no-emit-package", "tomlkit"),  # hatchling asks for it, for a command of its own that nobody uses here
            *("--output-file", str(environment.LOCKS[kind].relative_to(PROJECT)), *arguments),
        ]
        if subprocess.call(command, cwd=PROJECT, stdout=subprocess.DEVNULL):
            return 1
    return 0


COMMANDS = {"run": run, "test": test, "build": build, "catalogs": catalogs, "lock": lock}
# The other commands hand their arguments on, to programs that refuse what they do not know.
KNOWN_ARGUMENTS = {"build": ("--no-packages",)}


def unknown_command(word: str) -> str:
    """Return the sentence about a word that is no command, with the nearest command if there is one."""
    nearest = difflib.get_close_matches(word[:40], COMMANDS, 1)
    if nearest:
        return message_text("nearest_command", word=word, nearest=nearest[0])
    return message_text("unknown_command", word=word, known=tuple(COMMANDS))


def main(arguments: list[str]) -> int:
    """Do what the first argument names."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print((__doc__ or "").strip(), file=sys.stdout if arguments else sys.stderr)
        return 0 if arguments else 2
    command, rest = arguments[0], arguments[1:]
    if command not in COMMANDS:
        print(f"dev.py: {unknown_command(command)}\n\n{(__doc__ or '').strip()}", file=sys.stderr)
        return 2
    unknown = [word for word in rest if command in KNOWN_ARGUMENTS and word not in KNOWN_ARGUMENTS[command]]
    if unknown:
        print(f"dev.py: {message_text('unknown_argument', command=command, word=unknown[0])}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[command](rest)
    except SetupError as trouble:
        print(f"dev.py: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\ndev.py: {message_text('interrupted')}", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
