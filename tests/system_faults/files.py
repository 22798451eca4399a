"""Faults of the story's file, its folder, its pictures and its data, at each moment."""

from __future__ import annotations

import os
import shutil

from tests.system_faults.registry import (
    NOTHING,
    STORY,
    Act,
    Fault,
    Scene,
    add,
    loop_of_links,
    remove_folder,
    rename_folder,
    replace_by,
    sparse,
)

HALF = STORY[: STORY.index("[[slide]]") + 30]

FILE_ACTS: dict[str, Act] = {
    "file cut in the middle": lambda scene: scene.story.write_bytes(HALF.encode()) and None,
    "file emptied": lambda scene: scene.story.write_bytes(b"") and None,
    "file deleted": lambda scene: scene.story.unlink(),
    "file replaced by a folder": replace_by(lambda path: path.mkdir()),
    "file replaced by a pipe": replace_by(os.mkfifo),
    "file replaced by a link to /dev/zero": replace_by(lambda path: path.symlink_to("/dev/zero")),
    "file replaced by a loop of links": replace_by(loop_of_links),
    "file of 3 GB": lambda scene: sparse(scene.story),
    "file that may not be read": lambda scene: scene.story.chmod(0),
    "folder renamed": rename_folder,
    "folder removed": remove_folder,
    "folder that may not be entered": lambda scene: scene.folder.chmod(0),
    "file in UTF-16": lambda scene: scene.story.write_bytes(STORY.encode("utf-16")) and None,
    "file of random bytes": lambda scene: scene.story.write_bytes(bytes(range(256)) * 20) and None,
    "file with a letter of Windows-1252": lambda scene: (
        scene.story.write_bytes(STORY.replace("Bridges", "Brücken").encode("cp1252")) and None
    ),
    "file with NUL in it": lambda scene: scene.story.write_bytes(STORY.encode() + b"\0") and None,
}

# act: what `check` and the window say of it, and what a running window's bar and a talk's console say.
SAID: dict[str, tuple[str, str]] = {
    "file cut in the middle": ("has no value", "has no value"),
    "file emptied": ("There is nothing in the file", "content.toml was emptied by another program"),
    "file deleted": ("There is no such file", "content.toml was deleted by another program"),
    "file replaced by a folder": ("There is no such file", "content.toml was replaced by a folder"),
    "file replaced by a pipe": ("This is a device, not a file", "content.toml was replaced by a device"),
    "file replaced by a link to /dev/zero": ("This is a device, not a file", "content.toml was replaced by a device"),
    "file replaced by a loop of links": ("The file cannot be read", "content.toml can no longer be read"),
    "file of 3 GB": ("a story may have 50 at most", "content.toml is too large now"),
    "file that may not be read": ("The file cannot be read", "content.toml can no longer be read"),
    "folder renamed": ("There is no such file", "The folder of content.toml was removed or renamed"),
    "folder removed": ("There is no such file", "The folder of content.toml was removed or renamed"),
    "folder that may not be entered": ("The file cannot be read", "content.toml can no longer be read"),
    "file in UTF-16": ("The file is in UTF-16", "The file is in UTF-16"),
    "file of random bytes": ("is not UTF-8", "is not UTF-8"),
    "file with a letter of Windows-1252": ("is not UTF-8", "is not UTF-8"),
    "file with NUL in it": ("U+0000", "U+0000"),
}
# What a save into it says, and what the file is then.
SAVED: dict[str, tuple[str, ...]] = {
    "file cut in the middle": ("dialog: Changed on both sides",),
    "file emptied": (*NOTHING, "file: saved whole"),
    "file deleted": (*NOTHING, "file: saved whole"),
    "file replaced by a folder": ("bar: “content.toml” was not saved: it is a folder or a device, not a file",),
    "file replaced by a pipe": ("bar: “content.toml” was not saved: it is a folder or a device, not a file",),
    "file replaced by a link to /dev/zero": ("bar: “content.toml” was not saved: it is a folder or a device",),
    "file replaced by a loop of links": ("bar: “content.toml” was not saved: it is a link that leads to itself",),
    "file of 3 GB": ("bar: “content.toml” was not saved: it is too large",),
    "file that may not be read": ("bar: “content.toml” was not saved", "file: as it was"),
    "folder removed": ("bar: “content.toml” was not saved: the folder",),
    "folder that may not be entered": ("bar: “content.toml” was not saved",),
}

for _name, _act in FILE_ACTS.items():
    _first, _later = SAID[_name]
    _is_text = "bytes" in _name or "file in" in _name or "letter" in _name or "NUL" in _name or "cut" in _name
    _bar = "problem" if _is_text else "bar"
    add(Fault(_name, "check", _act, (f"terminal: {_first}",), fast=_name == "file emptied"))
    _export = "the story has no slides to export" if _name == "file emptied" else _first
    add(Fault(_name, "export", _act, (f"terminal: {_export}",)))
    add(Fault(_name, "start", _act, (f"problem: {_first}",)))
    add(Fault(_name, "open", _act, (f"{_bar}: {_later}",), fast=_name in ("file replaced by a pipe", "file deleted")))
    add(Fault(_name, "talk", _act, (f"console: {_later}", "slide: first"), fast=_name == "file of 3 GB"))
    if _name in SAVED:
        add(Fault(_name, "saving", _act, SAVED[_name]))


def _rename_and_back(scene: Scene) -> None:
    rename_folder(scene)
    (scene.base / "renamed").rename(scene.folder)


for _when in ("open", "talk"):
    add(Fault("folder renamed and back", _when, _rename_and_back, NOTHING))


def _delete_data(scene: Scene) -> None:
    (scene.folder / "events.csv").unlink()


add(Fault("data file deleted", "start", _delete_data, ("problem: There is no file “events.csv”",)))

for _number, _folder in enumerate(
    ("a b", "é", "日本", "'\"`$(id)", "#?&%20", "-o", "x" * 200, "\N{RIGHT-TO-LEFT OVERRIDE}abc")
):

    def _named(scene: Scene, folder: str = _folder) -> None:
        (scene.base / folder).mkdir()
        for file in scene.folder.iterdir():
            shutil.move(file, scene.base / folder)
        scene.folder.rmdir()
        (scene.base / "story").symlink_to(scene.base / folder)

    add(Fault(f"folder with an odd name, {_number}", "start", _named, ("slide: first",)))
