"""What every test stands on: no display, no settings of the person who runs them, English unless said otherwise."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Before anything imports Qt: the platform is chosen, and settings are read, when the application is made.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("PASSEUR_TEST_PLATFORM", "offscreen")
_home = tempfile.mkdtemp(prefix="passeur-tests-")
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
    os.environ[_name] = os.path.join(_home, _name.lower())
os.environ["PASSEUR_LANG"] = "en"
os.environ.pop("QT_SCALE_FACTOR", None)

import pytest  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def stories() -> Path:
    """Return the folder of the stories made for tests."""
    return ROOT / "tests" / "stories"


@pytest.fixture
def painter_ready(qapp: object) -> object:
    """Give a test Qt with the shipped fonts loaded."""
    from desktop.render.text import load_fonts

    assert load_fonts() == ()
    return qapp
