"""Run one command: the place that puts the rooms together.

Qt is imported inside functions, when it is needed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Final

from desktop import quick_import, trace
from desktop.cli.arguments import UsageError, parse_arguments, story_path
from desktop.cli.display import has_display, import_pyside_offscreen
from desktop.cli.lazy_pyside import import_pyside
from desktop.cli.printing import OutputError, flush_output, print_error, print_line, silence_broken_output
from desktop.i18n import Messages, language as language_of, system_language

_MESSAGES: Final = Messages(
    {
        "no_display": (
            "there is no display to open a window on. Without one, `passeur export` writes PDF and pictures and "
            "`passeur check` reads the story; `xvfb-run passeur` gives a virtual display."
        ),
        "no_output": "the output could not be written: {reason}",
        "made": "made {path}: `passeur` opens it, any editor changes it",
        "no_new_language": "there is no starter story in “{name}”; there are some in {languages:and}",
        "no_schema_language": "there are no descriptions in “{name}”; there are some in {languages:and}",
    }
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status.

    It is 0, 1 for problems found, 2 for what cannot be done.
    """
    quick_import.install()
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["export-worker"]:  # a window starts it; it is no command for people
        import_pyside_offscreen()
        from desktop.output.export_worker import run_worker

        return run_worker(sys.stdin.buffer, sys.stdout)
    if words[:1] == ["spelling-worker"] and len(words) == 2:
        from pathlib import Path

        from desktop.session.spelling.spelling_worker import run_worker as run_spelling_worker

        return run_spelling_worker(Path(words[1]), sys.stdin.buffer, sys.stdout)
    try:
        try:
            options = parse_arguments(words)
        except SystemExit:  # the help was printed, or what is wrong
            flush_output()
            raise
        if options.trace:
            trace.start_trace(options.trace)
        status = _run(options)
        flush_output()  # here, where a full disk or a closed pipe can still be said
        return status
    except UsageError as error:
        print_error(str(error))
        return 2
    except BrokenPipeError:
        # The reader of our output went away, as `| head` does: nothing to say, and nobody to say it to.
        silence_broken_output()
        return 1
    except OutputError as error:
        silence_broken_output()
        print_error(_MESSAGES("no_output", system_language(), reason=_reason(error.cause)))
        return 2
    except OSError as error:
        silence_broken_output()
        path, reason = error.filename or "", _reason(error)
        print_error(language_of(system_language()).label(str(path), reason) if path else reason)
        return 2
    finally:
        trace.finish_trace()


def _reason(error: OSError) -> str:
    from desktop.story.storage.os_reasons import describe_os_error

    return describe_os_error(error, system_language())


def _run(options: SimpleNamespace) -> int:
    command = options.command
    if command == "version":
        from desktop.version import version  # loads importlib.metadata, which costs as much as half of Qt

        print_line(f"passeur {version()}")
        return 0
    if command == "check":
        from desktop.cli.check import run_check

        return run_check(options)
    if command == "export":
        from desktop.cli.export import run_export

        return run_export(options)
    if command == "new":
        return _new(options)
    if command == "schema":
        return _schema(options)
    if command == "smoke":
        import_pyside_offscreen()
        from desktop.ui.app.smoke import run_smoke_test

        return run_smoke_test()
    if not has_display():
        raise UsageError(_MESSAGES("no_display", system_language()))
    import gc

    # What is made while starting stays: looking through it again and again for garbage is time before the first slide.
    # When that is painted, `IdleCollector` begins to look.
    gc.disable()
    import_pyside()
    from desktop.ui.app.app import StartError, run

    try:
        return run(
            story_path(options.story),
            present=command == "present",
            slide=options.slide,
            language=options.language,
            screen=options.screen,
            loop=options.loop,
        )
    except StartError as error:
        raise UsageError(str(error)) from None


def _new(options: SimpleNamespace) -> int:
    """Create a starter story, and print the next step."""
    from desktop.story.storage.new import CreateStoryError, create_story, template_languages

    language = system_language()
    if options.language:
        _refuse_unknown_language("no_new_language", options.language, template_languages())
    try:
        path = create_story(options.folder, options.kind, options.language or language)
    except CreateStoryError as error:
        print_error(error.message(language))
        return 1
    print_line(_MESSAGES("made", language, path=path))
    return 0


def _schema(options: SimpleNamespace) -> int:
    """Print the JSON Schema of content.toml."""
    import json

    from desktop.i18n import available_languages
    from desktop.story.format.schema import json_schema

    if options.language:
        _refuse_unknown_language("no_schema_language", options.language, available_languages())
    print_line(json.dumps(json_schema(options.language or "en"), indent=2, ensure_ascii=False))
    return 0


def _refuse_unknown_language(key: str, code: str, known: Sequence[str]) -> None:
    """Raise UsageError for a language that is not there; "fr-CA" is "fr"."""
    if code.replace("_", "-").partition("-")[0].lower() not in known:
        raise UsageError(_MESSAGES(key, system_language(), name=code, languages=tuple(known)))
