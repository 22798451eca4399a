"""How tests look at what a save leaves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

posix = pytest.mark.skipif(os.name != "posix", reason="signals, modes and links as POSIX has them")


def beside(folder: Path) -> list[str]:
    return sorted(name for name in os.listdir(folder) if name.startswith("."))


def story(folder: Path, data: bytes = b"format = 1\n") -> Path:
    path = folder / "content.toml"
    path.write_bytes(data)
    return path
