"""Do each work of the program's threads in a thread, and print the classes of Qt that were made there.

Each work has a process of its own, in which nothing of Qt is there but what its module imports. The window's thread waits
meanwhile, so that each new class is one of the thread. `tests/test_thread_classes.py` compares `WORKS` with the code.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT)]

from desktop.qt_thread_classes import make_thread_classes  # noqa: E402
from tests.programs.thread_works import session_works, window_works  # noqa: E402
from tests.programs.thread_works.story_folder import folder_with_story  # noqa: E402

WORKS = {**session_works.WORKS, **window_works.WORKS}
"""By the module that gives a work to a thread, and the name of its function; new ones get a row in `thread_works`."""


def new_classes(work: Callable[[], object]) -> list[str]:
    """Do a work in a thread, and return what of Qt was made there."""
    make_thread_classes()
    before = {name: set(vars(module)) for name, module in qt_modules().items()}
    errors: list[Exception] = []

    def run() -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - raised again in the other thread
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return sorted(
        f"{name}.{one}"
        for name, module in qt_modules().items()
        for one in set(vars(module)) - before.get(name, set())
        if name not in before or isinstance(vars(module)[one], type)
    )


def qt_modules() -> dict[str, ModuleType]:
    """Return the modules of Qt that are imported."""
    return {name: module for name, module in sys.modules.items() if name.startswith("PySide6.Qt")}


def main() -> int:
    """Do the works, each in a process of its own; print what is made."""
    status = 0
    for prepare in dict.fromkeys(WORKS.values()):
        child = os.fork()
        if not child:
            made = ["(it failed)"]
            try:
                made = new_classes(prepare(folder_with_story()))
            except Exception:  # noqa: BLE001 - the process ends here in any case
                traceback.print_exc()
            print(f"{prepare.__name__}: {' '.join(made) or 'none'}", flush=True)
            os._exit(bool(made))
        status |= os.waitpid(child, 0)[1]
    return 1 if status else 0


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for _name in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{_name}_HOME"] = tempfile.mkdtemp(prefix="passeur-classes-")
    sys.exit(main())
