"""The packages and the files that introduce the application to each system."""

from __future__ import annotations

import gzip
import io
import lzma
import plistlib
import re
import struct
import tarfile
import tomllib
import xml.etree.ElementTree as ET

import pytest

import icons
import linux_packages
from manual import manual_page
from windows_version import version_resource

MOMENT = 1_767_225_600


@pytest.fixture
def built(tmp_path):
    folder = tmp_path / "passeur"
    (folder / "_internal" / "assets").mkdir(parents=True)
    (folder / "passeur").write_bytes(b"\x7fELF program")
    (folder / "passeur").chmod(0o755)
    (folder / "_internal" / "assets" / "é.svg").write_text("<svg/>")
    (folder / "_internal" / "link.so").symlink_to("assets/é.svg")
    return folder


def ar(data):
    assert data.startswith(b"!<arch>\n")
    at, found = 8, {}
    while at < len(data):
        name, size = data[at : at + 16].decode().strip(), int(data[at + 48 : at + 58])
        assert data[at + 58 : at + 60] == b"`\n"
        found[name] = data[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    return found


def members(xz):
    return tarfile.open(fileobj=io.BytesIO(lzma.decompress(xz)))


def test_a_deb_holds_what_debian_expects(built, tmp_path, monkeypatch):
    monkeypatch.setattr(linux_packages.elf, "package_dependencies", lambda folder: ["libc6 (>= 2.34)", "libx11-6"])
    pictures = tmp_path / "icons"
    (pictures / "hicolor" / "16x16" / "apps").mkdir(parents=True)
    (pictures / "hicolor" / "16x16" / "apps" / "passeur.png").write_bytes(b"png")
    place = linux_packages.write_deb(built, tmp_path, pictures, "1.2.3", MOMENT)
    parts = ar(place.read_bytes())
    assert list(parts) == ["debian-binary", "control.tar.xz", "data.tar.xz"]
    assert parts["debian-binary"] == b"2.0\n"
    with members(parts["control.tar.xz"]) as control:
        text = control.extractfile("./control").read().decode()
        sums = control.extractfile("./md5sums").read().decode()
    assert "Version: 1.2.3\n" in text
    assert "Depends: libc6 (>= 2.34), libx11-6\n" in text
    with members(parts["data.tar.xz"]) as data:
        names = data.getnames()
        assert names == sorted(names)
        assert data.getmember("./usr/bin/passeur").linkname == "../lib/passeur/passeur"
        assert data.getmember("./usr/lib/passeur/passeur").mode == 0o755
        assert data.getmember("./usr/lib/passeur/_internal/assets/é.svg").mode == 0o644
        assert data.getmember("./usr/lib/passeur/_internal/link.so").issym()
        assert {(info.uid, info.gid, info.uname, info.mtime) for info in data} == {(0, 0, "root", MOMENT)}
        listed = {line.split("  ", 1)[1] for line in sums.splitlines()}
        assert listed == {info.name.removeprefix("./") for info in data if info.isfile()}
        about = data.extractfile("./usr/share/metainfo/org.passeur.Passeur.metainfo.xml").read().decode()
        assert '<release version="1.2.3" date="2026-01-01"/>' in about
        held = {
            name: data.extractfile(f"./usr/share/{name}").read()
            for name in ("doc/passeur/changelog.gz", "doc/passeur/NEWS.gz", "doc/passeur/copyright")
        }
        assert gzip.decompress(held["doc/passeur/changelog.gz"]).startswith(b"passeur (1.2.3) unstable; ")
        assert gzip.decompress(held["doc/passeur/NEWS.gz"]).startswith(b"# Changes")
        assert b"MIT License" in held["doc/passeur/copyright"]
        assert b"LGPL-3.0-only" in held["doc/passeur/copyright"]


def test_the_manual_tells_every_command_and_option():
    page = manual_page("1.2.3", MOMENT)
    assert page.startswith('.TH PASSEUR 1 2026-01-01 "Passeur 1.2.3"')
    for command in ("open", "present", "check", "export", "schema"):
        assert f"\n.SS passeur {command}\n" in page
    for option in ("\\-o, \\-\\-output OUT", "\\-\\-steps final|all", "\\-\\-json"):
        assert f"\n.B {option}\n" in page
    assert not re.search(r"(?<!\\)-|^'", page.split(".SH NAME")[1], re.MULTILINE)


def test_the_page_names_the_packages_that_are_made(root):
    page = (root / "README.md").read_text(encoding="utf-8")
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    named = set(re.findall(r"passeur[-_](\d[\d.]*\d)[-_]", page))
    assert named == {version}


def test_the_same_files_give_the_same_archive(built, tmp_path):
    first = linux_packages.write_tar_xz(built, tmp_path / "passeur-1.tar.xz", MOMENT).read_bytes()
    (built / "passeur").touch()
    assert linux_packages.write_tar_xz(built, tmp_path / "passeur-1.tar.xz", MOMENT).read_bytes() == first
    with members(first) as data:
        assert {name.partition("/")[0] for name in data.getnames()} == {"passeur-1"}
        assert "passeur-1/LICENSE" in data.getnames()
        story = data.extractfile("passeur-1/story/content.toml").read().decode()
        named = {f"passeur-1/story/{image}" for image in re.findall(r'^image = "(.+?)"', story, re.MULTILINE)}
        assert named
        assert named <= set(data.getnames())


def test_linux_knows_the_application_by_one_name_and_type(root):
    linux = root / "packaging" / "linux"
    entry = dict(
        line.split("=", 1)
        for line in (linux / "org.passeur.Passeur.desktop").read_text(encoding="utf-8").splitlines()
        if "=" in line
    )
    about = ET.parse(linux / "org.passeur.Passeur.metainfo.xml").getroot()
    mime = ET.parse(linux / "passeur.xml").getroot()
    kind = mime[0].get("type")
    assert entry["MimeType"] == f"{kind};"
    assert about.findtext("provides/mediatype") == kind
    assert about.findtext("launchable") == "org.passeur.Passeur.desktop"
    assert (
        about.findtext("project_license") == tomllib.loads((root / "pyproject.toml").read_text())["project"]["license"]
    )
    globs = {glob.get("pattern") for glob in mime[0] if glob.tag.endswith("}glob")}
    assert globs == {"*.passeur.toml", "content.toml"}


def test_apple_knows_the_application_and_its_stories(root):
    facts = plistlib.loads((root / "packaging" / "macos" / "Info.plist").read_bytes())
    exported = facts["UTExportedTypeDeclarations"][0]
    assert exported["UTTypeIdentifier"] in facts["CFBundleDocumentTypes"][0]["LSItemContentTypes"]
    assert facts["NSHighResolutionCapable"] is True
    assert "CFBundleShortVersionString" not in facts  # the version is written in one place, which is not this


def test_the_windows_installer_names_files_that_the_build_makes(root):
    script = (root / "packaging" / "windows" / "passeur.iss").read_text(encoding="utf-8")
    sections = re.findall(r"^\[(\w+)\]$", script, re.MULTILINE)
    assert sections[0] == "Setup"
    assert len(sections) == len(set(sections))
    named = {place.replace("\\", "/") for place in re.findall(r"\.\.\\\.\.\\([\w\\.]+)", script)}
    assert named <= {"LICENSE", "build/icons/passeur.ico", "dist/passeur/", "dist"}
    assert not re.search(r"^(App|VersionInfo)Version=\d", script, re.MULTILINE)
    messages = set(re.findall(r"\{cm:(\w+)", script))
    for language in ("en", "fr"):
        own = set(re.findall(rf"^{language}\.(\w+)=", script, re.MULTILINE))
        assert messages - own <= {"CreateDesktopIcon", "AdditionalIcons", "LaunchProgram"}
    tasks = set(re.findall(r'^Name: "(\w+)"; Description: .*GroupDescription|^Name: "(path)"', script, re.MULTILINE))
    assert set(re.findall(r"Tasks: (\w+)", script)) == {name for pair in tasks for name in pair if name}


def test_windows_reads_the_version_as_four_numbers():
    text = version_resource("1.2.3")
    assert "filevers=(1, 2, 3, 0)" in text
    assert "StringStruct('ProductVersion', '1.2.3')" in text
    compile(text, "version", "eval")


@pytest.fixture
def drawn(qapp):
    return {size: icons.draw_icon(size) for size in icons.SIZES}


def test_the_icon_is_drawn_on_nothing_at_every_size(drawn):
    for size, image in drawn.items():
        assert (image.width(), image.height()) == (size, size)
        colours = {image.pixel(x, y) for x in range(size) for y in range(size)} if size <= 64 else set()
        assert not colours or len(colours) > 3


def test_an_ico_holds_each_size_where_it_says(drawn):
    data = icons.encode_ico({size: drawn[size] for size in icons.ICO_SIZES})
    kind, count = struct.unpack("<HH", data[2:6])
    assert (kind, count) == (1, len(icons.ICO_SIZES))
    for index, size in enumerate(icons.ICO_SIZES):
        width, _, _, _, _, depth, length, offset = struct.unpack("<BBBBHHII", data[6 + index * 16 : 22 + index * 16])
        assert (width or 256, depth) == (size, 32)
        held = data[offset : offset + length]
        assert len(held) == length
        assert held.startswith(b"\x89PNG") if size == 256 else struct.unpack("<Iii", held[:12]) == (40, size, size * 2)


def test_an_icns_holds_each_size(drawn):
    data = icons.encode_icns({size: icons.encode_png(image) for size, image in drawn.items()})
    assert data[:4] == b"icns"
    assert struct.unpack(">I", data[4:8])[0] == len(data)
    at, found = 8, []
    while at < len(data):
        name, length = struct.unpack(">4sI", data[at : at + 8])
        found.append((name, struct.unpack(">I", data[at + 24 : at + 28])[0]))
        at += length
    assert tuple(found) == icons.ICNS_TYPES
