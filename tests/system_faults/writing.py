"""Faults while the story is saved or exported: disks, rights, handles, memory, and what stands in the way."""

from __future__ import annotations

from tests.system_faults.registry import STORY, Fault, Scene, add, remove_folder, rename_folder
from tests.system_faults.resources import (
    beside,
    both,
    closed_home,
    full,
    gone,
    little_memory,
    mode,
    no_handles,
    short_files,
)

UNTOUCHED = "file: as it was"

# -- saving ------------------------------------------------------------------------------------------------------------

add(
    Fault(
        "the disk is full", "saving", full("story"),
        ("bar: “content.toml” was not saved: the disk is full", UNTOUCHED), small_folder=True, fast=True,
    )
)  # fmt: skip
add(
    Fault(
        "files may not grow beyond 200 bytes", "saving", short_files,
        ("bar: “content.toml” was not saved: the disk is full", UNTOUCHED),
    )
)  # fmt: skip
add(
    Fault(
        "a folder that may not be written", "saving", mode("story", 0o555),
        ("bar: “content.toml” was not saved: nothing may be written in the folder", UNTOUCHED),
    )
)  # fmt: skip
add(
    Fault(
        "a file that is write-protected", "saving", mode("story/content.toml", 0o444),
        ("bar: “content.toml” was not saved: the file is write-protected", UNTOUCHED),
    )
)  # fmt: skip
add(
    Fault(
        "no handles left", "saving", no_handles,
        ("bar: “content.toml” was not saved: Too many open files", UNTOUCHED),
    )
)  # fmt: skip
add(
    Fault(
        "home that may not be written", "saving", closed_home,
        ("bar: could not be written", "file: saved whole"),
    )
)  # fmt: skip
add(
    Fault(
        "home is full", "saving", full("data"), ("bar: could not be written", "file: saved whole"), small_home=True,
    )
)  # fmt: skip
add(Fault("256 MB of memory", "saving", little_memory, ("file: saved whole",)))


def _link(scene: Scene) -> None:
    scene.story.rename(scene.folder / "real.toml")
    scene.story.symlink_to("real.toml")


add(Fault("file moved behind a link", "saving", _link, ("file: saved whole", "link: content.toml → real.toml")))


def _other_slide(scene: Scene) -> None:
    scene.story.write_text(STORY.replace('en = "First"', 'en = "Theirs"'), "utf-8")


add(
    Fault(
        "another program changed another slide", "saving", _other_slide,
        ("file: saved whole with the other program's change",),
    )
)  # fmt: skip

# -- exporting ---------------------------------------------------------------------------------------------------------


def _out_is_a_folder(scene: Scene) -> None:
    scene.out.mkdir()
    (scene.out / "x").touch()


def _out_is_old(scene: Scene) -> None:
    scene.out.write_bytes(b"old")


NOT_WRITTEN = "out: none"
for _when, _said in (("exporting", "dialog"), ("export", "terminal")):
    add(
        Fault(
            "the disk is full", _when, full("story"), (f"{_said}: the disk is full", NOT_WRITTEN),
            small_folder=True, fast=_when == "exporting",
        )
    )  # fmt: skip
    add(
        Fault(
            "the disk is full, over an older export", _when, both(_out_is_old, full("story")),
            (f"{_said}: the disk is full", "out: as it was"), small_folder=True,
        )
    )  # fmt: skip
    add(
        Fault(
            "a destination that may not be written", _when, mode("story", 0o555),
            (f"{_said}: access was refused", NOT_WRITTEN), out="story/out.pdf",
        )
    )  # fmt: skip
    add(
        Fault(
            "the destination is a folder", _when, _out_is_a_folder,
            ("terminal: wrote" if _when == "export" else "dialog: it is a folder or a device, not a file", "out: a folder"),
        )
    )  # fmt: skip
    add(
        Fault(
            "the destination's folder is a file", _when, lambda scene: (scene.base / "place").touch(),
            (f"{_said}: ", NOT_WRITTEN), out="place/out.pdf",
        )
    )  # fmt: skip
    add(
        Fault(
            "the destination's folder is missing", _when, lambda _scene: None, ("out: written",), out="a/b/out.pdf",
        )
    )  # fmt: skip
    add(
        Fault(
            "files may not grow beyond 200 bytes", _when, short_files, (f"{_said}: it is too large", NOT_WRITTEN),
        )
    )  # fmt: skip
    add(Fault("home that may not be written", _when, mode("data", 0o555), ("out: written",)))
    add(Fault("the picture is gone", _when, beside("bridge.svg", gone), ("out: written",)))
    add(Fault("the data are gone", _when, beside("events.csv", gone), ("out: written",)))
add(
    Fault(
        "no handles left", "exporting", no_handles, ("dialog: Too many open files", NOT_WRITTEN),
    )
)  # fmt: skip
for _name, _act in (("folder renamed", rename_folder), ("folder removed", remove_folder)):
    add(Fault(_name, "exporting", _act, ("out: written",), out="out/out.pdf"))
add(Fault("256 MB of memory", "exporting", little_memory, ("out: written",)))
