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
class Component:
    """A work of others: what it is called, whose it is, under which licence (SPDX), and which files it gives."""

    name: str
    licence: str
    holder: str
    file_pattern: str  # a regular expression for names in the application's folder
    distribution: str = ""  # where its version and its licence's text are read; its texts' names follow
    licence_files: tuple[str, ...] = ()


COMPONENTS: Final = (
    Component(
        "Python", "PSF-2.0", "Python Software Foundation", r"(^|/)(lib)?python\d|^python3|^base_library\.zip$|\.pyd$"
    ),
    Component(
        "Qt for Python (PySide6, Shiboken)",
        "LGPL-3.0-only",
        "The Qt Company Ltd.",
        r"^PySide6/|^shiboken6/|^lib(pyside|shiboken)6",
        "PySide6-Essentials",
    ),
    Component(
        "Qt",
        "LGPL-3.0-only",
        "The Qt Company Ltd. and other contributors",
        r"(^|/)(lib)?Qt6?\w+\.",
        "PySide6-Essentials",
    ),
    Component("ICU", "Unicode-3.0", "Unicode, Inc.", r"(^|/)libicu|^icu"),
    Component("NumPy", "BSD-3-Clause AND others", "NumPy Developers", r"^numpy", "numpy", ("licenses/LICENSE.txt",)),
    Component("OpenBLAS, LAPACK", "BSD-3-Clause", "The OpenBLAS Project; The University of Tennessee", r"openblas"),
    Component(
        "GCC runtime", "GPL-3.0-or-later WITH GCC-exception-3.1", "Free Software Foundation", r"lib(gfortran|quadmath)"
    ),
    Component(
        "ISA-L, python-isal",
        "BSD-3-Clause AND PSF-2.0",
        "Intel; Leiden University",
        r"^isal/",
        "isal",
        ("licenses/LICENSE",),
    ),
    Component("PyQtGraph", "MIT", "PyQtGraph developers", r"^pyqtgraph/", "pyqtgraph", ("licenses/LICENSE.txt",)),
    Component(
        "Pyphen, with hyphenation patterns of LibreOffice and TeX",
        "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1 (patterns: their own heads)",
        "Kozea, and the authors named in the patterns",
        r"^pyphen/",
        "pyphen",
        ("licenses/COPYING.MPL",),
    ),
    Component("BudouX", "Apache-2.0", "Google LLC", r"^budoux/", "budoux", ("licenses/LICENSE",)),
    Component(
        "Hunspell, chunspell and the American English dictionary",
        "MIT AND (MPL-1.1 OR GPL-2.0-or-later OR LGPL-2.1-or-later) AND BSD-3-Clause",
        "László Németh and others; cdhigh and others; Kevin Atkinson and others",
        r"(^|/)(lib)?hunspell",
        "chunspell",
        ("licenses/LICENSE",),
    ),
    Component("Tomli", "MIT", "Taneli Hukkinen", r"^tomli/|^[0-9a-f]+__mypyc\.", "tomli", ("licenses/LICENSE",)),
    Component("fontTools", "MIT", "The FontTools Authors", r"^fontTools/", "fonttools", ("licenses/LICENSE",)),
    Component(
        "uharfbuzz and HarfBuzz",
        "Apache-2.0 AND MIT-Modern-Variant",
        "Adrien Tétar and others; the HarfBuzz authors",
        r"^uharfbuzz/",
        "uharfbuzz",
        ("licenses/LICENSE",),
    ),
    Component("Brotli", "MIT", "The Brotli Authors", r"^_brotli\.", "brotli", ("licenses/LICENSE",)),
    Component("DuckDB", "MIT", "Stichting DuckDB Foundation", r"^_?duckdb", "duckdb", ("licenses/LICENSE",)),
    Component("nanoarrow", "Apache-2.0", "Apache Arrow Developers", r"^nanoarrow/", "nanoarrow"),
    Component("Colorama", "BSD-3-Clause", "Jonathan Hartley", r"^colorama/", "colorama", ("licenses/LICENSE.txt",)),
    Component(
        "PyInstaller's starter",
        "GPL-2.0-or-later WITH Bootloader-exception",
        "PyInstaller Development Team",
        r"^pyi_",
        "pyinstaller",
        ("licenses/COPYING.txt",),
    ),
    Component("libffi", "MIT", "Anthony Green, Red Hat, Inc. and others", r"(^|/)libffi"),
    Component("XCB utility libraries", "MIT", "Bart Massey, Ian Osgood, Jamey Sharp and others", r"^libxcb-"),
    Component("libxkbcommon", "MIT", "Daniel Stone, Ran Benita and others", r"^libxkbcommon"),
    Component(
        "Microsoft Visual C++ runtime (Windows)", "redistributable", "Microsoft", r"^(vcruntime|msvcp|ucrtbase|api-ms-)"
    ),
    Component(
        "Fraunces (its display size, changed and renamed Passeur Display)",
        "OFL-1.1",
        "The Fraunces Project Authors",
        r"^assets/fonts/",
    ),
    Component("Inter", "OFL-1.1", "The Inter Project Authors", r"^assets/fonts/"),
    Component("JetBrains Mono", "OFL-1.1", "The JetBrains Mono Project Authors", r"^assets/fonts/"),
    Component(
        "Playfair Display (its Cyrillic, in Passeur Display)",
        "OFL-1.1",
        "The Playfair Display Project Authors",
        r"^assets/fonts/",
    ),
    Component("GFS Didot (its Greek, in Passeur Display)", "OFL-1.1", "Greek Font Society", r"^assets/fonts/"),
    Component(
        "Noto (subsets, renamed Passeur Naskh, Hebrew and Devanagari)", "OFL-1.1", "Google LLC", r"^assets/fonts/"
    ),
    Component("LXGW WenKai (a subset, renamed Passeur WenKai)", "OFL-1.1", "LXGW", r"^assets/fonts/"),
    Component(
        "Klee One (a subset, renamed Passeur Japanese)", "OFL-1.1", "The Klee Project Authors", r"^assets/fonts/"
    ),
    Component(
        "Nanum Gothic and Nanum Myeongjo (subsets, renamed Passeur Korean)",
        "OFL-1.1",
        "NHN Corporation",
        r"^assets/fonts/",
    ),
)

# What Qt itself took over from others, in the modules that Passeur carries (https://doc.qt.io/qt-6/licenses-used-in-qt.html).
QT_COMPONENTS: Final = (
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

NOTICE_HEAD: Final = """\
# Other people's work in Passeur

Passeur itself is under the MIT licence (`LICENSE`). It stands on the work of others, with thanks:

| part | version | licence | by |
|---|---|---|---|
"""

QT_NOTICE: Final = """
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

NOTICE_TAIL: Final = """
## Texts

The licences' texts stand beside this file: `LGPL-3.0.txt` and `GPL-3.0.txt` (Qt), `Python.txt`, and for the others
`third-party-licences.txt` and `Apache-2.0.txt` (nanoarrow); `OFL.txt` beside the fonts holds for all of them.
"""


def installed_version(component: Component) -> str:
    """Return the version of a part that is installed with a version of its own."""
    return distribution(component.distribution).version if component.distribution else ""


def notice_text() -> str:
    """Return the notice, in Markdown."""
    rows = [f"| {part.name} | {installed_version(part)} | {part.licence} | {part.holder} |\n" for part in COMPONENTS]
    inside = [f"| {name} | {licence} |\n" for name, licence in QT_COMPONENTS]
    return NOTICE_HEAD + "".join(rows) + QT_NOTICE + "".join(inside) + NOTICE_TAIL


def licence_texts() -> str:
    """Return the licences that the installed parts bring with them, one after the other."""
    sections = []
    for component in COMPONENTS:
        for name in component.licence_files:
            text = distribution(component.distribution).read_text(name)
            if text is None:
                raise SystemExit(f"third_party_notices.py: {component.name} brings no {name}")
            body = "\n".join(line.rstrip() for line in text.strip().splitlines())
            sections.append(f"{'=' * 78}\n{component.name} {installed_version(component)}\n{'=' * 78}\n\n{body}\n")
    return "\n\n".join(sections)


def unattributed(files: list[str]) -> list[str]:
    """Return the libraries, out of the names of files in the application's folder, that are of no part named here."""
    libraries = [name for name in files if re.search(r"\.(so|dll|dylib|pyd)(\.|$)", PurePosixPath(name).name)]
    return [name for name in libraries if not any(re.search(part.file_pattern, name) for part in COMPONENTS)]


def main() -> None:
    """Write both files."""
    (LICENCES / "third-party.md").write_text(notice_text(), encoding="utf-8", newline="\n")
    (LICENCES / "third-party-licences.txt").write_text(licence_texts(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
