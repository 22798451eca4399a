"""What goes into the built application, decided without building it."""

from __future__ import annotations

import ast
import re
import struct
import subprocess
import sys

import pytest

import bundle
import elf
import third_party_notices


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "PySide6/Qt6Widgets.dll",
        "PySide6/Qt/lib/QtSvg.framework/Versions/A/QtSvg",
        "PySide6/QtWidgets.abi3.so",
        "numpy.libs/libscipy_openblas64_-32a4b2a6.so",
        "numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so",
        "libxcb-cursor.so.0",
        "libxkbcommon.so.0",
        "assets/fonts/Inter-Regular.otf",
        "passeur-0.1.0.dist-info/METADATA",
        "pyphen/dictionaries/hyph_de_DE.dic",
    ],
)
def test_what_is_used_stays(name):
    assert bundle.is_bundled(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/imageformats/libqtiff.so",
        "PySide6/Qt/translations/qtbase_sv.qm",
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt6Quick.dll",
        "PySide6/QtOpenGL.abi3.so",
        "PySide6/QtOpenGLWidgets.pyd",
        "PySide6/Qt/lib/libQt6OpenGL.so.6",
        "PySide6/opengl32sw.dll",
        "assets/readme/title.jpg",
        "PySide6/Qt/lib/QtNetwork.framework/Versions/A/QtNetwork",
        "libstdc++.so.6",
        "libX11.so.6",
        "libxcb.so.1",
        "libfontconfig.so.1",
        "libglib-2.0.so.0",
        "pyqtgraph/colors/maps/CET-L1.csv",
        "numpy/_core/_multiarray_tests.cpython-311-x86_64-linux-gnu.so",
        "numpy-2.4.6.dist-info/METADATA",
        "pyphen/dictionaries/hyph_de_AT.dic",
    ],
)
def test_what_is_not_used_or_is_the_systems_stays_out(name):
    assert not bundle.is_bundled(name)


def test_a_library_goes_when_what_needed_it_has_gone():
    needs = {
        "PySide6/QtGui.so": ["libxkbcommon.so.0"],
        "libxkbcommon.so.0": ["libdeep.so.1"],
        "libdeep.so.1": [],
        "libcairo.so.2": ["libpixman-1.so.0"],
        "libpixman-1.so.0": ["libcairo.so.2"],
        "libpython3.11.so.1.0": [],
    }
    assert bundle.reachable_files(needs) == needs.keys() - {"libcairo.so.2", "libpixman-1.so.0"}


def test_links_to_what_has_gone_are_found():
    links = {"libQt6Gui.so.6": "PySide6/Qt/lib/libQt6Gui.so.6", "QtSql": "PySide6/Qt/lib/QtSql", "a/b": "../assets"}
    assert bundle.dangling_links(links, {"PySide6/Qt/lib/libQt6Gui.so.6", "assets/icon.svg"}) == {"QtSql"}


def test_what_the_page_says_does_not_change_the_application():
    head = "Metadata-Version: 2.5\nName: passeur\nVersion: 1.2.3\n"
    assert (
        bundle.metadata_headers(head + "\n# Passeur\n\nwords\n")
        == bundle.metadata_headers(head + "\n# Other\n")
        == head
    )


@pytest.mark.slow
def test_no_module_that_the_program_imports_is_left_out(root):
    imported = set()
    for file in (root / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    assert "PySide6.QtGui" in imported
    assert not imported & set(bundle.EXCLUDED_MODULES)
    libraries = {name.removeprefix("PySide6.Qt") for name in imported if re.fullmatch(r"PySide6\.Qt\w+", name)}
    assert libraries <= bundle.QT_LIBRARIES


def test_every_module_is_carried_though_it_is_imported_inside_functions(root):
    modules = bundle.module_names(root / "desktop")
    assert {"desktop", "desktop.cli", "desktop.story.load.load", "desktop.render.paint"} <= set(modules)
    assert "desktop.__main__" not in modules
    assert not any(name.startswith("desktop.ui.preview") for name in modules)


OBJDUMP = """
Dynamic Section:
  NEEDED               {needed}
  SONAME               ours.so
Version References:
  required from libc.so.6:
    0x09691a75 0x00 02 GLIBC_2.9
    0x069691b4 0x00 03 GLIBC_2.34
  required from libstdc++.so.6:
    0x0297f870 0x00 04 GLIBCXX_3.4.29
"""


def test_the_packages_are_read_out_of_the_files():
    tables = {
        "ours.so": OBJDUMP.format(needed="libX11.so.6"),
        "other.so": OBJDUMP.format(needed="ours.so"),
        "third.so": OBJDUMP.format(needed="libstdc++.so.6"),
        "fourth.so": OBJDUMP.format(needed="libwayland-client.so.0"),
    }
    assert elf.debian_packages(tables) == [
        "fontconfig",
        "libc6 (>= 2.34)",
        "libstdc++6 (>= 11)",
        "libx11-6",
        "xkb-data",
    ]


def test_a_library_of_no_known_package_stops_the_build():
    with pytest.raises(ValueError, match=r"libstrange\.so\.1"):
        elf.debian_packages({"ours.so": OBJDUMP.format(needed="libstrange.so.1")})


def test_every_library_is_of_a_named_part():
    assert third_party_notices.unattributed(["PySide6/QtGui.abi3.so", "libicudata.so.73", "content.toml"]) == []
    assert third_party_notices.unattributed(["libcairo.so.2", "numpy/_core/x.so"]) == ["libcairo.so.2"]


def test_the_notice_is_up_to_date():
    assert (third_party_notices.LICENCES / "third-party.md").read_text(
        encoding="utf-8"
    ) == third_party_notices.notice_text()


def test_the_licences_texts_are_up_to_date():
    held = (third_party_notices.LICENCES / "third-party-licences.txt").read_text(encoding="utf-8")
    for part in third_party_notices.COMPONENTS:
        if part.licence_files:
            assert f"\n{part.name} {third_party_notices.installed_version(part)}\n" in held


def program(*paths):
    """Return the least that a loader would take for a 64-bit library, with the search paths given."""
    strings = b"\0libz.so.1\0" + b"".join(path.encode() + b"\0" for path in paths)
    places = [strings.index(path.encode() + b"\0") for path in paths]
    entries = [(1, 1), *((29, place) for place in places), (5, 0x1000 + 0xC0), (0, 0)]
    table = b"".join(struct.pack("<QQ", *entry) for entry in entries)
    at = 0xC0 + len(strings)
    head = b"\x7fELF\x02\x01".ljust(32, b"\0") + struct.pack("<QQIHHHHHH", 64, 0, 0, 64, 56, 2, 0, 0, 0)
    load = struct.pack("<IIQQQQQQ", 1, 4, 0, 0x1000, 0, at + len(table), at + len(table), 1)
    where = struct.pack("<IIQQQQQQ", 2, 4, at, 0x1000 + at, 0, len(table), len(table), 1)
    data = (head + load + where).ljust(0xC0, b"\0") + strings
    return data + table, at, entries


def test_the_builders_folders_are_forgotten_and_the_programs_own_stay():
    data, at, entries = program("$ORIGIN/../lib", "/home/somebody/lib", "$ORIGIN:/opt/lib")
    changed = elf.remove_foreign_paths(data)
    assert changed[:at] == data[:at]
    assert list(struct.iter_unpack("<QQ", changed[at:])) == [*entries[:2], *entries[4:], (0, 0), (0, 0)]
    clean = program("$ORIGIN/../lib")[0]
    assert elf.remove_foreign_paths(clean) == clean
    assert elf.remove_foreign_paths(b"#!/bin/sh\n") == b"#!/bin/sh\n"


@pytest.mark.slow
def test_pyqtgraph_needs_no_more_of_opengl_than_what_stands_in_for_it(root):
    program = """
import importlib.util, sys
for name in ("QtOpenGL", "QtOpenGLWidgets"):
    spec = importlib.util.spec_from_file_location(f"PySide6.{name}", f"packaging/stand_ins/{name}.py")
    sys.modules[spec.name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
import pyqtgraph
assert pyqtgraph.GraphicsView and pyqtgraph.PlotWidget
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
