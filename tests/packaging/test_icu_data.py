"""ICU's data lose what Qt does not ask for, and sort as before."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import PySide6
import pytest

import icu_data

HEADER = bytes([32, 0, 0xDA, 0x27]) + bytes(8) + b"CmnD" + bytes(16)
ITEMS = [
    (b"icudt73l/coll/de.res", b"sorting"),
    (b"icudt73l/curr/de.res", b"money" * 100),
    (b"icudt73l/de.res", b"all else"),
    (b"icudt73l/ucadata.icu", b"order"),
]


def trimmed(items: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(name, data.rstrip(b"\0")) for name, data in items]


def test_a_package_is_read_as_it_was_written() -> None:
    package = icu_data.write_package(HEADER, ITEMS)
    assert trimmed(icu_data.package_items(package)) == ITEMS
    assert icu_data.write_package(HEADER, icu_data.package_items(package)) == package


def test_folders_that_are_not_used_go_and_all_else_stays() -> None:
    reduced = icu_data.without_unused(icu_data.write_package(HEADER, ITEMS))
    assert reduced.startswith(HEADER)
    assert trimmed(icu_data.package_items(reduced)) == [ITEMS[0], ITEMS[2], ITEMS[3]]


def test_what_is_no_package_is_refused() -> None:
    with pytest.raises(ValueError, match="no package"):
        icu_data.package_items(bytes(64))


LIBRARIES = Path(PySide6.__file__).parent / "Qt" / "lib"
SORTED = """
import json, sys
from PySide6.QtCore import QCollator, QLocale
words = ["zebra", "Äpfel", "apfel", "Öl", "ñandú", "nadir", "côte", "coté", "item 10", "item 9"]
words += ["香港", "北京", "ひ", "가", "я", "ё"]
found = {}
for name in ("de", "fr", "es", "sv", "zh_CN", "ja", "ko", "ru"):
    collator = QCollator(QLocale(name))
    collator.setNumericMode(True)
    found[name] = sorted(words, key=collator.sortKey)
libraries = {line.split()[-1] for line in open("/proc/self/maps") if "libicudata" in line}
json.dump([found, sorted(libraries), QLocale("tr").toUpper("i")], sys.stdout)
"""


@pytest.mark.skipif(
    sys.platform != "linux"
    or shutil.which("as") is None
    or shutil.which("ld") is None
    or not any(LIBRARIES.glob("libicudata.so.*")),
    reason="only Qt for Linux brings ICU, and a build has binutils",
)
def test_words_are_sorted_as_with_all_data(tmp_path: Path) -> None:
    whole = next(LIBRARIES.glob("libicudata.so.*"))
    reduced = tmp_path / whole.name
    shutil.copy(whole, reduced)
    icu_data.reduce_library(reduced)
    assert reduced.stat().st_size < 0.5 * whole.stat().st_size

    def answer(**variables: str) -> list[Any]:
        command = [sys.executable, "-c", SORTED]
        done = subprocess.run(command, env=os.environ | variables, capture_output=True, check=True, text=True)
        return list(json.loads(done.stdout))

    with_all, with_less = answer(), answer(LD_PRELOAD=str(reduced))
    assert with_less[1] == [str(reduced)], "the other library was loaded"
    assert with_less[0] == with_all[0]
    assert with_all[0]["de"].index("Äpfel") < with_all[0]["de"].index("nadir"), "that is the order of code points"
    assert with_less[2] == with_all[2] == "İ"
