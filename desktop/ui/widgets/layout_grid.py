"""The grid of layouts, each shown by the slide it adds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPixmap

from desktop.i18n import translate
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.grid import grid_for
from desktop.render.paint import paint
from desktop.render.painter_scope import painting
from desktop.story.assist.layout_examples import layout_examples
from desktop.story.layouts import LAYOUTS
from desktop.story.load.load import load_file
from desktop.story.model import Slide, Story
from desktop.story.storage.new import template_file
from desktop.ui.widgets.picture_grid import GridEntry, PictureGrid

_PICTURE_WIDTH: Final = 208


class LayoutGrid(PictureGrid):
    """Grid of all layouts; `chosen` emits the name of one."""

    def __init__(self, story: Story, language: str, ui_language: str, event_id: str = "", image_file: str = "") -> None:
        aspect = story.aspect if story.aspect != "auto" else "16:9"
        grid = grid_for(aspect)
        width = _PICTURE_WIDTH if grid.width > grid.height else round(_PICTURE_WIDTH * 0.6)
        super().__init__(QSize(width, round(width * grid.height / grid.width)))
        example = load_file(template_file("news", ui_language)).story
        examples = layout_examples(story, example or story, event_id, image_file)
        self.set_entries(
            [
                GridEntry(
                    name,
                    translate(LAYOUTS[name].label, ui_language),
                    slide_painter(slide_story, slide, language, aspect),
                    tool_tip=translate(LAYOUTS[name].help, ui_language),
                )
                for name, (slide_story, slide) in examples.items()
            ]
        )


def slide_painter(
    story: Story, slide: Slide, language: str, aspect: str = "16:9"
) -> Callable[[int, int, float], QPixmap | None]:
    """Return a function that paints a slide at a size."""

    def paint_slide(width: int, height: int, dpr: float) -> QPixmap:
        frame = layout(slide, story, language, aspect=aspect)
        pixmap = QPixmap(max(1, width), max(1, height))
        pixmap.setDevicePixelRatio(dpr)
        pixmap.fill(Qt.GlobalColor.black)
        with painting(pixmap) as painter:
            paint(painter, frame, QRectF(0, 0, width / dpr, height / dpr), frame.steps)
        return pixmap

    return paint_slide
