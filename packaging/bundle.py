"""What goes into the built application and what stays out, for `passeur.spec`: plain lists and rules."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# Modules that something imports on the off chance, and that Passeur never reaches.
EXCLUDED_MODULES: Final = (
    # Python: other toolkits, tests, the network, encryption
    *("tkinter", "unittest", "doctest", "pdb", "lib2to3", "ensurepip", "venv", "idlelib", "turtledemo"),
    *("ssl", "_ssl", "_hashlib", "http", "xmlrpc", "ftplib", "smtplib", "webbrowser", "readline", "asyncio", "sqlite3"),
    *("_bz2", "_lzma", "_uuid"),  # whoever imports these expects that they may be missing
    # numpy: what it loads only when asked, and is not asked for
    *("numpy.f2py", "numpy.testing", "numpy.distutils", "numpy.fft", "numpy.random", "numpy.polynomial", "numpy.ma"),
    *("numpy.ctypeslib", "numpy._core.tests", "numpy.lib.tests", "numpy.linalg.tests"),
    # pyqtgraph: three dimensions, flow charts, consoles, examples
    *("pyqtgraph.opengl", "pyqtgraph.flowchart", "pyqtgraph.console", "pyqtgraph.examples", "pyqtgraph.dockarea"),
    *("pyqtgraph.canvas", "pyqtgraph.jupyter", "pyqtgraph.metaarray", "pyqtgraph.dashboard"),
    # Qt: pyqtgraph tries these, and does without
    *("PySide6.QtTest", "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick"),
    *("PySide6.QtPrintSupport", "PySide6.QtSql", "PySide6.QtXml", "PySide6.QtConcurrent"),
    # what a developer has beside it
    *(
        "pytest",
        "hypothesis",
        "mypy",
        "setuptools",
        "pip",
        "hatchling",
        "PIL",
        "psutil",
        "yaml",
        "pymupdf",
        "fitz",
        "pikepdf",
        "networkx",
        "onnxruntime",
        "scipy",
        "matplotlib",
        "IPython",
        "lxml",
    ),
)

# What DuckDB and nanoarrow would use if it were there, and what of them nothing here calls.
EXTRA_MODULES: Final = (
    *("pyarrow", "pandas", "polars", "fsspec", "adbc_driver_duckdb", "duckdb.experimental", "duckdb.query_graph"),
    *("duckdb.polars_io", "duckdb.filesystem", "nanoarrow._ipc_lib", "nanoarrow.ipc", "nanoarrow.device"),
)

# Of Qt's plugins: the window systems, a painter without a screen, input of Chinese, the pictures a story may name.
QT_PLUGINS: Final = frozenset(
    {
        *("platforms/qxcb", "platforms/qwayland", "platforms/qoffscreen", "platforms/qwindows", "platforms/qcocoa"),
        *(
            "platforminputcontexts/composeplatforminputcontextplugin",
            "platforminputcontexts/ibusplatforminputcontextplugin",
        ),
        "platformthemes/qxdgdesktopportal",
        *(
            "wayland-shell-integration/xdg-shell",
            "wayland-decoration-client/adwaita",
            "wayland-decoration-client/bradient",
        ),
        *("imageformats/qjpeg", "imageformats/qsvg", "imageformats/qwebp", "imageformats/qgif", "imageformats/qico"),
        *("imageformats/qicns", "iconengines/qsvgicon"),
        *("styles/qmodernwindowsstyle", "styles/qmacstyle"),
    }
)

_LOCALES: Final = Path(__file__).resolve().parent.parent / "desktop" / "locale"
INTERFACE_LANGUAGES: Final = sorted({"en", *(file.parent.parent.name for file in _LOCALES.glob("*/LC_MESSAGES/*.po"))})

# Of Qt's translations: its own menus and dialogs in the interface's languages (English is in the code).
QT_TRANSLATIONS: Final = frozenset(
    f"qtbase_{code.replace('-', '_')}.qm" for code in INTERFACE_LANGUAGES if code != "en"
)

# Linux: what every desktop brings, and what its drivers and services must find in their own version. A bundled
# libstdc++ keeps the system's OpenGL driver from loading; a bundled fontconfig cannot read a newer system's files.
SYSTEM_LIBRARIES: Final = re.compile(
    r"lib(X11|X11-xcb|Xau|Xdmcp|xcb|xcb-glx|EGL|GL|GLX|GLdispatch|OpenGL|stdc\+\+|gcc_s|z|expat|fontconfig|freetype|png16"
    r"|brotlicommon|brotlidec|dbus-1|systemd|cap|gcrypt|gpg-error|lz4|lzma|glib-2\.0|gthread-2\.0|gobject-2\.0|gio-2\.0"
    r"|gmodule-2\.0|mount|blkid|selinux|pcre2-8|bsd|md|bz2|wayland-client|wayland-cursor|wayland-egl|zstd)\.so(\.|$)"
)

DROPPED_FILES: Final = (
    re.compile(r"^assets/readme/"),  # pictures for the page that the source is read on
    re.compile(r"^pyqtgraph/(icons/peegee|colors/maps|examples)/"),  # its own logo, and palettes that are not ours
    re.compile(r"^numpy-[^/]*\.dist-info/|^[^/]+\.dist-info/(RECORD|INSTALLER|REQUESTED|direct_url\.json|WHEEL)$"),
    re.compile(
        r"(^|/)(opengl32sw|d3dcompiler_47)\.dll$"
    ),  # Windows: OpenGL without a graphics card, which nothing paints with
    # pyqtgraph names both when it is imported; nothing here paints with them (see stand_ins/)
    re.compile(r"^PySide6/QtOpenGL(Widgets)?\.(abi3\.so|pyd)$"),
    re.compile(r"/tests/|^PySide6/(examples|include|typesystems|doc)/"),
    re.compile(r"^pyphen/dictionaries/hyph_de_(AT|CH)\.dic$"),  # German has the same patterns in three countries
    re.compile(r"_(multiarray|umath|rational|struct_ufunc|operand_flag)_tests\."),  # numpy's tests of itself
)

_PLUGIN = re.compile(r"^PySide6/(?:Qt/)?plugins/([^/]+)/(?:lib)?(.+?)\.(?:so|dll|dylib)$")
_QT_LIBRARY = re.compile(r"^(?:.*/)?(?:lib)?Qt6?(\w+?)(?:\.so\.6|\.dll|\.framework/.*)$")
# The plugins and modules that stay need no other of Qt's libraries.
QT_LIBRARIES: Final = frozenset({"Core", "Gui", "Widgets", "Svg", "DBus", "XcbQpa", "WaylandClient"})


def is_bundled(name: str) -> bool:
    """Return whether a file of the given name inside the bundle (with slashes of either kind) stays in it."""
    path = name.replace("\\", "/")
    plugin = _PLUGIN.match(path)
    if plugin:
        return f"{plugin[1]}/{plugin[2]}" in QT_PLUGINS
    base_name = PurePosixPath(path).name
    if "/translations/" in path and base_name.endswith(".qm"):
        return base_name in QT_TRANSLATIONS
    library = _QT_LIBRARY.match(path)
    if library and not path.endswith((".pyd", ".abi3.so")):
        return library[1] in QT_LIBRARIES
    return not (SYSTEM_LIBRARIES.match(base_name) or any(pattern.search(path) for pattern in DROPPED_FILES))


def metadata_headers(metadata: str) -> str:
    """Return a package's metadata without its long description, which is as old as the environment, not as the build."""
    return metadata.partition("\n\n")[0] + "\n"


def reachable_files(needs: Mapping[str, Collection[str]]) -> set[str]:
    """Return the files that something uses, out of a bundle's files with the base names that each needs.

    PyInstaller puts a system's library at the top of the bundle; it stays there when what needed it has gone.
    """
    reachable = {name for name in needs if "/" in name or not name.startswith("lib") or name.startswith("libpython")}
    names_by_base: dict[str, list[str]] = {}
    for name in needs:
        names_by_base.setdefault(PurePosixPath(name).name, []).append(name)
    queue = list(reachable)
    while queue:
        for need in needs[queue.pop()]:
            new_names = set(names_by_base.get(need, ())) - reachable
            reachable |= new_names
            queue += new_names
    return reachable


def dangling_links(links: Mapping[str, str], files: Collection[str]) -> set[str]:
    """Return the links, out of name → target relative to it, that lead to none of the files or their folders."""
    existing = {place.as_posix() for file in files for place in (PurePosixPath(file), *PurePosixPath(file).parents)}
    return {
        name
        for name, target in links.items()
        if posixpath.normpath(PurePosixPath(name).parent.joinpath(target).as_posix()) not in existing
    }


def module_names(package: Path) -> list[str]:
    """Return the dotted names of the modules that the application needs, sorted; previews are for developers."""
    files = sorted(package.rglob("*.py"))
    names = [".".join(file.relative_to(package.parent).with_suffix("").parts) for file in files]
    needed = (name for name in names if not name.endswith(".__main__") and ".preview." not in name)
    return [name.removesuffix(".__init__") for name in needed]
