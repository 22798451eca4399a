"""Create a new story from a template.

Each template is a small, complete and commented story, which the user replaces with their own.
"""

from __future__ import annotations

import os
from os import PathLike
from pathlib import Path
from typing import Final

from desktop import paths
from desktop.i18n import SOURCE_LANGUAGE, Messages, available_languages
from desktop.story.edit.new_slide import new_slide_keys
from desktop.story.edit.slides import slide_to_toml
from desktop.story.storage.guarded_read import RefusedFileError, is_regular_file, read_file
from desktop.story.storage.linked_files import copy_companions
from desktop.story.storage.os_reasons import describe_os_error
from desktop.story.storage.save import ChangedOnDisk, FileFormat, save_text
from desktop.story.toml.write import encode_value

TEMPLATES: Final = ("news", "project", "course", "empty")
"""The ids of the templates."""
STORY_FILE_NAME: Final = "content.toml"

_MESSAGES: Final = Messages(
    {
        "news": "News story",
        "project": "Project history",
        "course": "Course",
        "empty": "Empty story",
        "news.help": "What happened, who says so, and what is not settled: six days of the Suez Canal",
        "project.help": "Where it began, what was decided, where it stands: how Git came about",
        "course.help": "One question, four answers, one exercise: how long is a metre?",
        "empty.help": "A title, and all the rest is yours",
        "there": "There is already a story in {folder}: open it, or choose another folder",
        "taken": "“{folder}” has a file {name} already, which the new story would need: choose another folder",
        "unreadable": "{name} is not a readable file",
        "unwritable": "The story could not be begun in {folder}: {reason}",
    }
)


class CreateStoryError(ValueError):
    """Reports that a story cannot be created in a folder.

    `message` gives the reason.
    """

    def __init__(self, code: str, folder: Path, file_name: str = "", cause: OSError | None = None) -> None:
        super().__init__(f"{code}: {folder} {file_name}{cause or ''}")
        self.code, self.folder, self.file_name, self.cause = code, folder, file_name, cause

    def message(self, language: str) -> str:
        """Return the reason without a full stop."""
        reason = describe_os_error(self.cause, language) if self.cause is not None else ""
        return _MESSAGES(self.code, language, folder=self.folder, name=self.file_name, reason=reason)


def template_title(template_id: str, language: str) -> str:
    """Return the title of a template."""
    return _MESSAGES(template_id, language)


def template_help(template_id: str, language: str) -> str:
    """Return the description of a template, with its example."""
    return _MESSAGES(f"{template_id}.help", language)


def template_languages() -> tuple[str, ...]:
    """Return the interface languages that have every template."""
    return tuple(code for code in available_languages() if all(_file_in(kind, code).is_file() for kind in TEMPLATES))


def _file_in(template_id: str, language_code: str) -> Path:
    return paths.assets() / "new" / template_id / f"content.{language_code}.toml"


def template_file(template_id: str, language: str) -> Path:
    """Return the file of a template in a language, else in English."""
    code = language.replace("_", "-").partition("-")[0].lower()
    file = _file_in(template_id, code)
    return file if file.is_file() else _file_in(template_id, SOURCE_LANGUAGE)


def free_story_folder(folder: Path) -> Path:
    """Return a folder in which a story can be created.

    Where the folder has a story already, its name gets a number.
    """
    number, candidate = 1, folder
    while os.path.lexists(candidate / STORY_FILE_NAME):
        number += 1
        candidate = folder.with_name(f"{folder.name} {number}")
    return candidate


def create_story(folder: str | PathLike[str], template_id: str = "news", language: str = "en") -> Path:
    """Create a story in a folder from a template; return its file.

    The folder is made if it does not exist. The story is in `language` if the template has it ("fr-CA" gives "fr"),
    else in English. No file is overwritten: raises CreateStoryError where the folder has a story already or cannot be
    written, and ValueError for an unknown template.
    """
    if template_id not in TEMPLATES:
        raise ValueError(f"not a kind of story: {template_id}")
    template_folder = paths.assets() / "new" / template_id
    story_folder = Path(os.path.abspath(folder))
    story_file = story_folder / STORY_FILE_NAME
    if os.path.lexists(story_file):
        raise CreateStoryError("there", story_folder)
    text = template_file(template_id, language).read_text("utf-8")
    written: list[Path] = []
    try:
        for picture in sorted((template_folder / "assets").glob("*")):
            target = story_folder / "assets" / picture.name
            data = picture.read_bytes()
            if target.exists():
                if not _holds(target, data):
                    raise CreateStoryError("taken", story_folder, f"assets/{picture.name}")
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with open(target, "xb") as stream:
                written.append(target)
                stream.write(data)
        story_folder.mkdir(parents=True, exist_ok=True)
        save_text(story_file, text, previous=FileFormat())
    except ChangedOnDisk:
        raise CreateStoryError("there", story_folder) from None
    except (OSError, CreateStoryError) as error:
        for target in written:
            target.unlink(missing_ok=True)
        if isinstance(error, CreateStoryError):
            raise
        raise CreateStoryError("unwritable", story_folder, cause=error) from error
    return story_file


def create_story_of_table(folder: str | PathLike[str], table: Path, language: str = "en") -> Path:
    """Create a story of the events in a table; return its file.

    The table is copied beside it: a track reads it. The story has a title slide and a timeline. No file is overwritten:
    raises CreateStoryError where the folder has a story already or cannot be written, or the table cannot be read.
    """
    story_folder = Path(os.path.abspath(folder))
    story_file = story_folder / STORY_FILE_NAME
    if os.path.lexists(story_file):
        raise CreateStoryError("there", story_folder)
    if not is_regular_file(table):
        raise CreateStoryError("unreadable", story_folder, table.name)
    try:
        story_folder.mkdir(parents=True, exist_ok=True)
        renamed = copy_companions((table.name,), table.parent, story_folder)
        save_text(
            story_file, _text_of_table(table, renamed.get(table.name, table.name), language), previous=FileFormat()
        )
    except ChangedOnDisk:
        raise CreateStoryError("there", story_folder) from None
    except OSError as error:
        raise CreateStoryError("unwritable", story_folder, cause=error) from error
    return story_file


def _text_of_table(table: Path, file_name: str, language: str) -> str:
    title = table.name.partition(".")[0].replace("_", " ").strip() or table.name
    tables: dict[str, dict[str, object]] = {
        "story": {"title": title, "languages": [language]},
        "track.events": {"title": title, "color": "gold", "data": file_name},
    }
    blocks = ["format = 1"]
    for name, keys in tables.items():
        blocks.append("\n".join([f"[{name}]", *(f"{key} = {encode_value(keys[key], '', chr(10))}" for key in keys)]))
    slides = ({"id": "title", "layout": "title", "title": title}, new_slide_keys("timeline", "timeline", (language,)))
    return "\n\n".join([*blocks, *(slide_to_toml(slide, "\n") for slide in slides)]) + "\n"


def _holds(file: Path, data: bytes) -> bool:
    try:
        return read_file(file, max_bytes=len(data)) == data
    except RefusedFileError:
        return False


def copy_shipped_story(folder: Path) -> Path:
    """Copy the shipped story with its pictures; return its file.

    If the folder has a story already, it is the copy made before and stays as it is. Raises OSError where it cannot be
    written.
    """
    story = folder / STORY_FILE_NAME
    if story.exists():
        return story
    pictures = folder / "assets" / "art"
    pictures.mkdir(parents=True, exist_ok=True)
    for picture in sorted((paths.assets() / "art").iterdir()):
        (pictures / picture.name).write_bytes(picture.read_bytes())
    story.write_bytes(paths.shipped_story().read_bytes())
    return story
