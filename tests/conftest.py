"""What every test stands on: no display, no settings of the person who runs them, English unless said otherwise."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parent.parent

# Before anything imports Qt: the platform is chosen, and settings are read, when the application is made.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("PASSEUR_TEST_PLATFORM", "offscreen")
_home = tempfile.mkdtemp(prefix="passeur-tests-")
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
    os.environ[_name] = os.path.join(_home, _name.lower())
os.environ["PASSEUR_LANG"] = "en"
os.environ.pop("QT_SCALE_FACTOR", None)

# Who lets Python write no bytecode beside the sources finds it in the cache of pytest. Without any, each worker and each
# program that a test starts compiles 400 modules.
if sys.dont_write_bytecode:
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(ROOT / ".pytest_cache" / "bytecode")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

from desktop.garbage import GarbageCollector  # noqa: E402
from tests.examples import examples  # noqa: E402

# Timing never decides a test: a busy machine is slow, not wrong.
settings.register_profile(
    "passeur",
    examples(100),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("passeur")


# As in the program, no thread of a test destroys what an earlier one has left of Qt: the tests' own thread does, between two.
gc.disable()
_garbage = GarbageCollector()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Look for garbage after a test."""
    _garbage.collect_young()
    if _garbage.is_full_due:
        _garbage.collect_all()


@pytest.fixture(scope="session", autouse=True)
def clipboard_without_python() -> Iterator[None]:
    """Empty the clipboard at the end: offscreen, Qt destroys what is on it after Python is gone, and crashes."""
    yield
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            QGuiApplication.clipboard().clear()


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def stories() -> Path:
    """Return the folder of the stories made for tests."""
    return ROOT / "tests" / "stories"


@pytest.fixture(scope="session")
def ready_text(stories: Path) -> str:
    """Return the text of a story that is ready for a talk: whole, with notes, and with minutes that add up."""
    return (stories / "ready.toml").read_text("utf-8")


class RunProgram(Protocol):
    """Runs `tests/programs/NAME.py` in a process of its own and returns what came of it."""

    def __call__(
        self, name: str, *arguments: object, options: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture(scope="session")
def run_program(root: Path) -> RunProgram:
    """Return what runs a program of `tests/programs`, with `options` for Python itself."""

    def run(name: str, *arguments: object, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *options, str(root / "tests" / "programs" / f"{name}.py"), *map(str, arguments)],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def painter_ready(qapp: object) -> object:
    """Give a test Qt with the shipped fonts loaded."""
    from desktop.render.font_files import load_fonts

    assert load_fonts() == ()
    return qapp
