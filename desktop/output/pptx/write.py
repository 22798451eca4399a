"""The PowerPoint writer exports slides that stay text, shapes and notes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from desktop.output.export_files import replacing
from desktop.output.export_job import ExportJob, prepare_export
from desktop.output.pptx.lint import check_package
from desktop.output.pptx.markup import document, element, emu
from desktop.output.pptx.masters import (
    MASTER,
    MASTER_ID,
    THEME,
    layout_part,
    write_layout,
    write_master,
    write_notes_master,
    write_properties,
    write_theme,
)
from desktop.output.pptx.notes import NOTES_MASTER, NotesWriter
from desktop.output.pptx.package import Package, Relations
from desktop.output.pptx.pictures import ground_file
from desktop.output.pptx.slide import SlideWriter
from desktop.output.selection import ExportError, ProgressCallback, no_progress
from desktop.render import theme as themes
from desktop.render.frame import Background
from desktop.render.page.grid import grid_for
from desktop.story.layouts import LAYOUTS
from desktop.story.markdown import plain_text
from desktop.story.model import Story
from desktop.story.sections import section_by_slide
from desktop.story.storage.os_reasons import OsReason

_MAIN: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_FIRST_SLIDE_ID: Final = 256
_P14: Final = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def write_pptx(
    story: Story,
    path: str | Path,
    *,
    language: str = "",
    slides: str = "",
    aspect: str = "",
    progress: ProgressCallback = no_progress,
) -> tuple[Path, ...]:
    """Write the selected slides as a PowerPoint file; return its path.

    Steps of a slide appear with the presses of a key. Raises ExportError where a slide is unknown, the file cannot be
    written, or what was written is not well-formed. A QGuiApplication must exist.
    """
    job = prepare_export(story, language, slides, "final")
    file = Path(path)
    with replacing(file) as temp_path:
        try:
            with Package(temp_path) as package:
                _PresentationWriter(package, job, job.aspect(aspect)).write(progress)
            check_package(temp_path)
        except OSError as error:
            raise ExportError("unwritable", path=file, reason=OsReason.of(error)) from error
    return (file,)


class _PresentationWriter:
    """Writes the slides, then the parts that list them."""

    def __init__(self, package: Package, job: ExportJob, aspect: str) -> None:
        self._package = package
        self._job = job
        self._aspect = aspect
        self._grid = grid_for(aspect)
        self._theme = themes.theme(job.story.theme)
        self._layouts: dict[Background, int] = {}
        self._notes = 0

    def write(self, progress: ProgressCallback) -> None:
        """Write all parts of the file."""
        for position, page in enumerate(self._job.pages_with_progress(progress), 1):
            frame = self._job.lay_out(page, self._aspect)
            writer = SlideWriter(self._package, self._job, page, frame, self._theme, position)
            own_language = self._job.story.own_language(self._job.language)
            notes = NotesWriter(self._job.story, own_language, position)
            notes_part = notes.write(self._package, page.slide, frame.missing_images)
            if notes_part:
                writer.relations.add("notesSlide", notes_part)
                self._notes += 1
            writer.write(self._layout(page.slide.layout, frame.background))
        story, language = self._job.story, self._job.language
        write_theme(self._package, self._theme, language)
        write_master(self._package, self._theme, self._grid, language, len(self._layouts))
        if self._notes:
            write_notes_master(self._package, self._theme, language)
        title, author = (plain_text(text.get(language)) for text in (story.title, story.author))
        write_properties(self._package, title, author, language, (len(self._job.pages), self._notes))
        self._write_presentation()

    def _layout(self, name: str, background: Background | None) -> str:
        """Return the layout with a background, written once."""
        background = background or Background(self._theme.background)
        if background not in self._layouts:
            number = self._layouts[background] = len(self._layouts) + 1
            ground = ground_file(self._package, background, self._grid.width, self._grid.height)
            label = f"{LAYOUTS[name].name} {number}"
            write_layout(self._package, number, label, ground, self._grid, self._job.language)
        return layout_part(self._layouts[background])

    def _write_presentation(self) -> None:
        relations = Relations("ppt/presentation.xml")
        master = element("p:sldMasterId", id=str(MASTER_ID), r__id=relations.add("slideMaster", MASTER))
        notes = ""
        if self._notes:
            notes_master = element("p:notesMasterId", r__id=relations.add("notesMaster", NOTES_MASTER))
            notes = element("p:notesMasterIdLst", notes_master)
        slides = [
            element(
                "p:sldId", id=_FIRST_SLIDE_ID + index, r__id=relations.add("slide", f"ppt/slides/slide{index + 1}.xml")
            )
            for index in range(len(self._job.pages))
        ]
        relations.add("theme", THEME)
        width, height = emu(self._grid.width), emu(self._grid.height)
        markup = document(
            "p:presentation",
            element("p:sldMasterIdLst", master),
            notes,
            element("p:sldIdLst", *slides),
            element("p:sldSz", cx=width, cy=height),
            element("p:notesSz", cx=6858000, cy=9144000),
            element("p:extLst", element("p:ext", self._sections(), uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}")),
            saveSubsetFonts=1,
            rtl=1 if self._job.story.own_language(self._job.language).is_right_to_left else None,
        )
        self._package.add(relations.part, _MAIN, markup, relations)

    def _sections(self) -> str:
        """Return the sections of the deck, and the other slides."""
        story, code = self._job.story, self._job.language
        story_title = plain_text(story.title.get(code)) or "Passeur"
        backup_title = story.own_language(code).word("backup", number="").strip()
        by_slide = section_by_slide(story)
        parts: dict[tuple[str, str], tuple[str, list[int]]] = {}
        for index, page in enumerate(self._job.pages):
            section = by_slide.get(page.slide.id)
            if section is not None:
                key, title = ("section", section.id), plain_text(section.title.get(code))
            else:
                key, title = (("backup", ""), backup_title) if page.slide.backup else (("talk", ""), story_title)
            parts.setdefault(key, (title, []))[1].append(index)
        return element("p14:sectionLst", *(_section(name, part) for name, part in parts.values()), xmlns__p14=_P14)


def _section(name: str, indexes: Sequence[int]) -> str:
    ids = "".join(element("p14:sldId", id=_FIRST_SLIDE_ID + index) for index in indexes)
    # The same story gives the same bytes.
    identity = f"{{{uuid5(NAMESPACE_URL, f'section of slide {indexes[0]}')}}}".upper()
    return element("p14:section", element("p14:sldIdLst", ids), name=name, id=identity)
