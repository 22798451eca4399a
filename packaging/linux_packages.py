"""Pack the built application for Linux: a .tar.xz to unpack anywhere, and a .deb that knows what it needs.

Both are written here, byte for byte the same for the same files: sorted, of one date, owned by nobody in particular.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import lzma
import os
import platform
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import elf
from manual import manual_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PROJECT: Final = Path(__file__).resolve().parent.parent
LINUX_FILES: Final = PROJECT / "packaging" / "linux"
APPLICATION_ID: Final = "org.passeur.Passeur"
ARCHITECTURES: Final = {"x86_64": "amd64", "aarch64": "arm64"}
MAINTAINER: Final = "The Passeur authors <passeur@passeur.invalid>"
DESCRIPTION: Final = """\
Tell a true story in time: slides and a zoomable timeline
 Passeur turns one text file into an interactive slide deck and a timeline,
 presented full-screen, edited live, and exported to PDF and pictures."""

# What an archive holds under a name: a file, a file's bytes, the target of a link, or None for a folder.
EntrySource = Path | bytes | str | None
Entries = dict[str, EntrySource]


def folder_entries(folder: Path, prefix: str) -> Iterator[tuple[str, EntrySource]]:
    """Yield everything below a folder under a prefix."""
    for path in folder.rglob("*"):
        name = f"{prefix}/{path.relative_to(folder).as_posix()}"
        if path.is_symlink():
            yield name, os.readlink(path)
        else:
            yield name, None if path.is_dir() else path


def sorted_entries(entries: Iterable[tuple[str, EntrySource]]) -> Entries:
    """Return the entries sorted by name, with every folder above them."""
    by_name = dict(entries)
    for name in tuple(by_name):
        for parent in Path(name).parents[:-1]:
            by_name.setdefault(parent.as_posix(), None)
    return dict(sorted(by_name.items()))


def source_bytes(source: EntrySource) -> bytes:
    """Return the bytes of a file, or nothing for a link or a folder."""
    if isinstance(source, Path):
        return source.read_bytes()
    return source if isinstance(source, bytes) else b""


def tar_archive(entries: Entries, timestamp: int, prefix: str = "") -> bytes:
    """Return a tar archive of the entries: root owns all, and all is of one moment (seconds of 1970)."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for name, source in entries.items():
            info = tarfile.TarInfo(prefix + name)
            info.mtime = timestamp
            info.uname = info.gname = "root"
            data = source_bytes(source)
            info.size = len(data)
            if source is None:
                info.type, info.mode = tarfile.DIRTYPE, 0o755
            elif isinstance(source, str):
                info.type, info.linkname, info.mode = tarfile.SYMTYPE, source, 0o777
            else:
                info.mode = 0o755 if isinstance(source, Path) and source.stat().st_mode & 0o100 else 0o644
            tar.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def compress_xz(data: bytes) -> bytes:
    """Return the data as an .xz file; programs shrink better once their jumps are written in another way."""
    jump_filter = [{"id": lzma.FILTER_X86}] if platform.machine() == "x86_64" else []
    filters = [*jump_filter, {"id": lzma.FILTER_LZMA2, "preset": 4, "dict_size": 1 << 23}]
    return lzma.compress(data, lzma.FORMAT_XZ, lzma.CHECK_CRC32, filters=filters)


def metainfo(version: str, timestamp: int) -> bytes:
    """Return what software centres show, with the version and its date written in."""
    text = (LINUX_FILES / f"{APPLICATION_ID}.metainfo.xml").read_text(encoding="utf-8")
    date = datetime.fromtimestamp(timestamp, UTC).date().isoformat()
    return text.replace("@VERSION@", version).replace("@DATE@", date).encode("utf-8")


def example_story(prefix: str) -> Iterator[tuple[str, EntrySource]]:
    """Yield the first story and its pictures under a prefix: a folder to copy and to write over."""
    yield f"{prefix}/content.toml", PROJECT / "content.toml"
    yield from folder_entries(PROJECT / "assets" / "art", f"{prefix}/assets/art")


def compress_gzip(data: bytes) -> bytes:
    """Return the data as a .gz file, which tells nothing of when it was made."""
    return gzip.compress(data, 9, mtime=0)


def copyright_text() -> bytes:
    """Return whose work is in the package and under which licence."""
    return (
        (PROJECT / "LICENSE").read_bytes() + b"\n\n" + (PROJECT / "assets" / "licences" / "third-party.md").read_bytes()
    )


def write_tar_xz(folder: Path, target: Path, timestamp: int) -> Path:
    """Write the folder, with the licence, the notes and a story, as a .tar.xz that unpacks into one folder; return its place."""
    root_name = target.name.removesuffix(".tar.xz")
    notes = [(f"{root_name}/{name}", PROJECT / name) for name in ("LICENSE", "CHANGELOG.md")]
    entries = sorted_entries([*folder_entries(folder, root_name), *notes, *example_story(f"{root_name}/story")])
    target.write_bytes(compress_xz(tar_archive(entries, timestamp)))
    return target


def write_deb(folder: Path, target: Path, icons: Path, version: str, timestamp: int) -> Path:
    """Write the .deb into the folder `target`; return its place."""
    architecture = ARCHITECTURES[platform.machine()]
    date = datetime.fromtimestamp(timestamp, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    changelog = f"passeur ({version}) unstable; urgency=medium\n\n  * See NEWS.gz.\n\n -- {MAINTAINER}  {date}\n"
    entries = sorted_entries(
        [
            *folder_entries(folder, "usr/lib/passeur"),
            *folder_entries(icons / "hicolor", "usr/share/icons/hicolor"),
            ("usr/bin/passeur", "../lib/passeur/passeur"),
            (f"usr/share/applications/{APPLICATION_ID}.desktop", LINUX_FILES / f"{APPLICATION_ID}.desktop"),
            (f"usr/share/metainfo/{APPLICATION_ID}.metainfo.xml", metainfo(version, timestamp)),
            ("usr/share/mime/packages/passeur.xml", LINUX_FILES / "passeur.xml"),
            ("usr/share/doc/passeur/copyright", copyright_text()),
            ("usr/share/doc/passeur/changelog.gz", compress_gzip(changelog.encode())),
            ("usr/share/doc/passeur/NEWS.gz", compress_gzip((PROJECT / "CHANGELOG.md").read_bytes())),
            *example_story("usr/share/doc/passeur/examples/story"),
            ("usr/share/man/man1/passeur.1.gz", compress_gzip(manual_page(version, timestamp).encode())),
        ]
    )
    fields = {
        "Package": "passeur",
        "Version": version,
        "Architecture": architecture,
        "Maintainer": MAINTAINER,
        "Installed-Size": -(-sum(len(source_bytes(source)) for source in entries.values()) // 1024),
        "Depends": ", ".join(elf.package_dependencies(folder)),
        "Section": "graphics",
        "Priority": "optional",
        "Description": DESCRIPTION,
    }
    control = "".join(f"{key}: {value}\n" for key, value in fields.items())
    files = {name: source for name, source in entries.items() if isinstance(source, Path | bytes)}
    checksums = "".join(f"{hashlib.md5(source_bytes(source)).hexdigest()}  {name}\n" for name, source in files.items())  # noqa: S324
    control_archive = tar_archive({"control": control.encode(), "md5sums": checksums.encode()}, timestamp, "./")
    deb_file = target / f"passeur_{version}_{architecture}.deb"
    members = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": compress_xz(control_archive),
        "data.tar.xz": compress_xz(tar_archive(entries, timestamp, "./")),
    }
    deb_file.write_bytes(b"!<arch>\n" + b"".join(ar_member(name, data, timestamp) for name, data in members.items()))
    return deb_file


def ar_member(name: str, data: bytes, timestamp: int) -> bytes:
    """Return a file as a member of an `ar` archive, padded to an even length."""
    header = f"{name:<16}{timestamp:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n"
    return header.encode("ascii") + data + b"\n" * (len(data) % 2)
