"""Write the notice of other people's work in Passeur, which About shows and every package carries.

    python packaging/third_party_notices.py    writes assets/licences/third-party.md and third-party-licences.txt

The versions and texts are those of the parts installed, so the lock file decides them; a test sees that both files are
up to date, and the build that every library in the application is of a part named here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath
from typing import Final

LICENCES: Final = Path(__file__).resolve().parent.parent / "assets" / "licences"


@dataclass(frozen=True, slots=True)
class Part:
    """A work of others: what it is called, whose it is, under which licence (SPDX), and which files it gives."""

    name: str
    licence: str
    holder: str
    files: str  # a regular expression for names in the application's folder
    distribution: str = ""  # where its version and its licence's text are read; its texts' names follow
    texts: tuple[str, ...] = ()


PARTS: Final = (
    Part("Python", "PSF-2.0", "Python Software Foundation", r"(^|/)(lib)?python\d|^python3|^base_library\.zip$|\.pyd$"),
    Part(
        "Qt for Python (PySide6, Shiboken)",
        "LGPL-3.0-only",
        "The Qt Company Ltd.",
        r"^PySide6/|^shiboken6/|^lib(pyside|shiboken)6",
        "PySide6-Essentials",
    ),
    Part(
        "Qt",
        "LGPL-3.0-only",
        "The Qt Company Ltd. and other contributors",
        r"(^|/)(lib)?Qt6?\w+\.",
        "PySide6-Essentials",
    ),
    Part("ICU", "Unicode-3.0", "Unicode, Inc.", r"(^|/)libicu|^icu"),
    Part("NumPy", "BSD-3-Clause AND others", "NumPy Developers", r"^numpy", "numpy", ("licenses/LICENSE.txt",)),
    Part("OpenBLAS, LAPACK", "BSD-3-Clause", "The OpenBLAS Project; The University of Tennessee", r"openblas"),
    Part(
        "GCC runtime", "GPL-3.0-or-later WITH GCC-exception-3.1", "Free Software Foundation", r"lib(gfortran|quadmath)"
    ),
    Part("PyQtGraph", "MIT", "PyQtGraph developers", r"^pyqtgraph/", "pyqtgraph", ("licenses/LICENSE.txt",)),
    Part("Colorama", "BSD-3-Clause", "Jonathan Hartley", r"^colorama/", "colorama", ("licenses/LICENSE.txt",)),
    Part(
        "PyInstaller's starter",
        "GPL-2.0-or-later WITH Bootloader-exception",
        "PyInstaller Development Team",
        r"^pyi_",
        "pyinstaller",
        ("licenses/COPYING.txt",),
    ),
    Part("libffi", "MIT", "Anthony Green, Red Hat, Inc. and others", r"(^|/)libffi"),
    Part("XCB utility libraries", "MIT", "Bart Massey, Ian Osgood, Jamey Sharp and others", r"^libxcb-"),
    Part("libxkbcommon", "MIT", "Daniel Stone, Ran Benita and others", r"^libxkbcommon"),
    Part(
        "Microsoft Visual C++ runtime (Windows)", "redistributable", "Microsoft", r"^(vcruntime|msvcp|ucrtbase|api-ms-)"
    ),
    Part("Fraunces", "OFL-1.1", "The Fraunces Project Authors", r"^assets/fonts/"),
    Part("Inter", "OFL-1.1", "The Inter Project Authors", r"^assets/fonts/"),
    Part("JetBrains Mono", "OFL-1.1", "The JetBrains Mono Project Authors", r"^assets/fonts/"),
    Part("LXGW WenKai (a subset, renamed Passeur WenKai)", "OFL-1.1", "LXGW", r"^assets/fonts/"),
)

# What Qt itself took over from others, in the modules that Passeur carries (https://doc.qt.io/qt-6/licenses-used-in-qt.html).
IN_QT: Final = (
    ("Adobe Glyph List For New Fonts", "BSD-3-Clause"),
    ("Anti-aliasing rasterizer from FreeType 2", "FTL OR GPL-2.0-only"),
    ("Apache Tika MIME type definitions", "Apache-2.0"),
    ("BLAKE2", "CC0-1.0 OR Apache-2.0"),
    ("double-conversion", "BSD-3-Clause"),
    ("Easing equations by Robert Penner", "BSD-3-Clause"),
    ("Emoji segmenter", "Apache-2.0"),
    ("FreeType 2", "FTL OR GPL-2.0-only"),
    ("HarfBuzz", "MIT"),
    ("libjpeg-turbo", "IJG AND BSD-3-Clause"),
    ("libpng", "libpng-2.0"),
    ("MD4, MD5, SHA-1", "public domain"),
    ("MD4C", "MIT"),
    ("PCRE2 and its just-in-time compiler", "BSD-3-Clause AND BSD-2-Clause"),
    ("Pixman", "MIT"),
    ("SHA-3 (Keccak)", "CC0-1.0"),
    ("SipHash", "CC0-1.0"),
    ("TinyCBOR", "MIT"),
    ("Unicode Character Database, CLDR", "Unicode-3.0"),
    ("Vulkan headers", "Apache-2.0 OR MIT"),
    ("Wayland protocols", "MIT"),
    ("WebP", "BSD-3-Clause"),
    ("XSVG", "HPND-sell-variant"),
    ("zlib", "Zlib"),
)

HEAD: Final = """\
# Other people's work in Passeur

Passeur itself is under the MIT licence (`LICENSE`). It stands on the work of others, with thanks:

| part | version | licence | by |
|---|---|---|---|
"""

QT: Final = """
## Qt

Passeur uses Qt and Qt for Python under the GNU Lesser General Public License, version 3 (`LGPL-3.0.txt`, which adds to
`GPL-3.0.txt`). They are linked dynamically and unchanged, as their own wheel brings them: in the application they are
files of their own (`_internal/PySide6`, `_internal/shiboken6`), which you may replace by your own build of the same
version. Their source is at https://download.qt.io/official_releases/ (`qt` and `QtForPython`).

In the parts of Qt that Passeur carries, Qt uses in its turn (the texts of their licences:
https://doc.qt.io/qt-6/licenses-used-in-qt.html):

| part | licence |
|---|---|
"""

TAIL: Final = """
## Texts

The licences' texts stand beside this file: `LGPL-3.0.txt` and `GPL-3.0.txt` (Qt), `Python.txt`, and for the others
`third-party-licences.txt`; `OFL-Fraunces.txt` beside the fonts holds for all of them.
"""


def version(part: Part) -> str:
    """Return the version of a part that is installed with a version of its own."""
    return distribution(part.distribution).version if part.distribution else ""


def notice() -> str:
    """Return the notice, in Markdown."""
    rows = [f"| {part.name} | {version(part)} | {part.licence} | {part.holder} |\n" for part in PARTS]
    inside = [f"| {name} | {licence} |\n" for name, licence in IN_QT]
    return HEAD + "".join(rows) + QT + "".join(inside) + TAIL


def texts() -> str:
    """Return the licences that the installed parts bring with them, one after the other."""
    found = []
    for part in PARTS:
        for name in part.texts:
            text = distribution(part.distribution).read_text(name)
            if text is None:
                raise SystemExit(f"notices.py: {part.name} brings no {name}")
            body = "\n".join(line.rstrip() for line in text.strip().splitlines())
            found.append(f"{'=' * 78}\n{part.name} {version(part)}\n{'=' * 78}\n\n{body}\n")
    return "\n\n".join(found)


def unnamed(files: list[str]) -> list[str]:
    """Return the libraries, out of the names of files in the application's folder, that are of no part named here."""
    libraries = [name for name in files if re.search(r"\.(so|dll|dylib|pyd)(\.|$)", PurePosixPath(name).name)]
    return [name for name in libraries if not any(re.search(part.files, name) for part in PARTS)]


def main() -> None:
    """Write both files."""
    (LICENCES / "third-party.md").write_text(notice(), encoding="utf-8", newline="\n")
    (LICENCES / "third-party-licences.txt").write_text(texts(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
