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
from manual import manual

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PROJECT: Final = Path(__file__).resolve().parent.parent
LINUX: Final = PROJECT / "packaging" / "linux"
APPLICATION: Final = "org.passeur.Passeur"
ARCHITECTURES: Final = {"x86_64": "amd64", "aarch64": "arm64"}
MAINTAINER: Final = "The Passeur authors <passeur@passeur.invalid>"
DESCRIPTION: Final = """\
Tell a true story in time: slides and a zoomable timeline
 Passeur turns one text file into an interactive slide deck and a timeline,
 presented full-screen, edited live, and exported to PDF and pictures."""

# What an archive holds under a name: a file, a file's bytes, the target of a link, or None for a folder.
Source = Path | bytes | str | None
Entries = dict[str, Source]


def tree(folder: Path, prefix: str) -> Iterator[tuple[str, Source]]:
    """Yield everything below a folder under a prefix."""
    for path in folder.rglob("*"):
        name = f"{prefix}/{path.relative_to(folder).as_posix()}"
        if path.is_symlink():
            yield name, os.readlink(path)
        else:
            yield name, None if path.is_dir() else path


def in_order(entries: Iterable[tuple[str, Source]]) -> Entries:
    """Return the entries sorted by name, with every folder above them."""
    found = dict(entries)
    for name in tuple(found):
        for parent in Path(name).parents[:-1]:
            found.setdefault(parent.as_posix(), None)
    return dict(sorted(found.items()))


def content(source: Source) -> bytes:
    """Return the bytes of a file, or nothing for a link or a folder."""
    if isinstance(source, Path):
        return source.read_bytes()
    return source if isinstance(source, bytes) else b""


def archive(entries: Entries, moment: int, prefix: str = "") -> bytes:
    """Return a tar archive of the entries: root owns all, and all is of one moment (seconds of 1970)."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for name, source in entries.items():
            info = tarfile.TarInfo(prefix + name)
            info.mtime = moment
            info.uname = info.gname = "root"
            data = content(source)
            info.size = len(data)
            if source is None:
                info.type, info.mode = tarfile.DIRTYPE, 0o755
            elif isinstance(source, str):
                info.type, info.linkname, info.mode = tarfile.SYMTYPE, source, 0o777
            else:
                info.mode = 0o755 if isinstance(source, Path) and source.stat().st_mode & 0o100 else 0o644
            tar.addfile(info, io.BytesIO(data))
    return held.getvalue()


def compress(data: bytes) -> bytes:
    """Return the data as an .xz file; programs shrink better once their jumps are written in another way."""
    jumps = [{"id": lzma.FILTER_X86}] if platform.machine() == "x86_64" else []
    filters = [*jumps, {"id": lzma.FILTER_LZMA2, "preset": 4, "dict_size": 1 << 23}]
    return lzma.compress(data, lzma.FORMAT_XZ, lzma.CHECK_CRC32, filters=filters)


def metainfo(version: str, moment: int) -> bytes:
    """Return what software centres show, with the version and its date written in."""
    text = (LINUX / f"{APPLICATION}.metainfo.xml").read_text(encoding="utf-8")
    date = datetime.fromtimestamp(moment, UTC).date().isoformat()
    return text.replace("@VERSION@", version).replace("@DATE@", date).encode("utf-8")


def example(prefix: str) -> Iterator[tuple[str, Source]]:
    """Yield the first story and its pictures under a prefix: a folder to copy and to write over."""
    yield f"{prefix}/content.toml", PROJECT / "content.toml"
    yield from tree(PROJECT / "assets" / "art", f"{prefix}/assets/art")


def small(data: bytes) -> bytes:
    """Return the data as a .gz file, which tells nothing of when it was made."""
    return gzip.compress(data, 9, mtime=0)


def copyrights() -> bytes:
    """Return whose work is in the package and under which licence."""
    return (
        (PROJECT / "LICENSE").read_bytes() + b"\n\n" + (PROJECT / "assets" / "licences" / "third-party.md").read_bytes()
    )


def tar_xz(folder: Path, target: Path, moment: int) -> Path:
    """Write the folder, with the licence, the notes and a story, as a .tar.xz that unpacks into one folder; return its place."""
    inside = target.name.removesuffix(".tar.xz")
    notes = [(f"{inside}/{name}", PROJECT / name) for name in ("LICENSE", "CHANGELOG.md")]
    entries = in_order([*tree(folder, inside), *notes, *example(f"{inside}/story")])
    target.write_bytes(compress(archive(entries, moment)))
    return target


def deb(folder: Path, target: Path, icons: Path, version: str, moment: int) -> Path:
    """Write the .deb into the folder `target`; return its place."""
    architecture = ARCHITECTURES[platform.machine()]
    date = datetime.fromtimestamp(moment, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    log = f"passeur ({version}) unstable; urgency=medium\n\n  * See NEWS.gz.\n\n -- {MAINTAINER}  {date}\n"
    entries = in_order(
        [
            *tree(folder, "usr/lib/passeur"),
            *tree(icons / "hicolor", "usr/share/icons/hicolor"),
            ("usr/bin/passeur", "../lib/passeur/passeur"),
            (f"usr/share/applications/{APPLICATION}.desktop", LINUX / f"{APPLICATION}.desktop"),
            (f"usr/share/metainfo/{APPLICATION}.metainfo.xml", metainfo(version, moment)),
            ("usr/share/mime/packages/passeur.xml", LINUX / "passeur.xml"),
            ("usr/share/doc/passeur/copyright", copyrights()),
            ("usr/share/doc/passeur/changelog.gz", small(log.encode())),
            ("usr/share/doc/passeur/NEWS.gz", small((PROJECT / "CHANGELOG.md").read_bytes())),
            *example("usr/share/doc/passeur/examples/story"),
            ("usr/share/man/man1/passeur.1.gz", small(manual(version, moment).encode())),
        ]
    )
    fields = {
        "Package": "passeur",
        "Version": version,
        "Architecture": architecture,
        "Maintainer": MAINTAINER,
        "Installed-Size": -(-sum(len(content(source)) for source in entries.values()) // 1024),
        "Depends": ", ".join(elf.depends(folder)),
        "Section": "graphics",
        "Priority": "optional",
        "Description": DESCRIPTION,
    }
    control = "".join(f"{key}: {value}\n" for key, value in fields.items())
    files = {name: source for name, source in entries.items() if isinstance(source, Path | bytes)}
    sums = "".join(f"{hashlib.md5(content(source)).hexdigest()}  {name}\n" for name, source in files.items())  # noqa: S324
    head = archive({"control": control.encode(), "md5sums": sums.encode()}, moment, "./")
    place = target / f"passeur_{version}_{architecture}.deb"
    members = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": compress(head),
        "data.tar.xz": compress(archive(entries, moment, "./")),
    }
    place.write_bytes(b"!<arch>\n" + b"".join(member(name, data, moment) for name, data in members.items()))
    return place


def member(name: str, data: bytes, moment: int) -> bytes:
    """Return a file as a member of an `ar` archive, padded to an even length."""
    head = f"{name:<16}{moment:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n"
    return head.encode("ascii") + data + b"\n" * (len(data) % 2)
