"""Places a picture in a box: whole or cropped, never blown up."""

from __future__ import annotations

import math
import os
from typing import Final, Protocol

from desktop.render import images, theme as themes
from desktop.render.colors import background_at
from desktop.render.frame import Background, GradientStop, HitZone, Image, Item, LinearGradient, Overflow, Rectangle
from desktop.render.page.grid import Box, Grid
from desktop.render.page.shorten import shorten
from desktop.render.picture_file import is_vector
from desktop.render.picture_tone import picture_tone
from desktop.render.text import TextBlock, TextStyle, break_text, cap_height
from desktop.render.theme import Theme
from desktop.story.localized_text import KeyPath, LocalizedText
from desktop.story.model import Event, Slide, Story
from desktop.story.slide_content import SlideContent

CARD_RADIUS: Final = 20.0
"""The radius of the corners of cards, and of pictures beside them."""

MAX_ENLARGEMENT: Final = 1.5
"""How many canvas pixels a pixel of a picture may take, across and down."""

_WIDEST: Final = 4.0
"""A picture of a longer shape is cropped to it, unless the story wants it whole: else it would be a thread."""
_TALLEST: Final = 0.36
_PLATE_PADDING: Final = 28.0
_CAPTION_FONT: Final = themes.body_font(29)
_CAPTION_LINES: Final = 3
_CAPTION_GAP: Final = 24.0
_CAPTION_FOOT: Final = _CAPTION_GAP + 10.0  # the height that a caption takes beside its lines
_LEAST_HEIGHT: Final = 220.0  # of a box that has room for a caption


class PicturePage(Protocol):
    """Says what a picture needs of its page."""

    slide: Slide
    story: Story
    content: SlideContent
    language: str
    theme: Theme
    grid: Grid
    background: Background | None
    items: list[Item]
    zones: list[HitZone]
    overflows: list[Overflow]
    missing_images: list[str]

    def step_of(self, part: str) -> int:
        """Return the key press at which a part appears."""

    def localized(self, text: LocalizedText | str) -> str:
        """Return a text in the page's language."""


def add_picture(
    page: PicturePage,
    file: str,
    box: Box,
    *,
    fit: str = "",
    radius: float = 0.0,
    opacity: float = 1.0,
    part: str = "image",
) -> bool:
    """Add a picture with its caption; return whether it can be read.

    With a `fit` or a `radius` it belongs to a card, and has no caption and no corners of its own.
    """
    if not file:
        return False
    folder = page.story.folder
    full_path = os.path.join(folder, file)
    version = images.file_version(full_path)
    natural = images.image_size(full_path, folder, version)
    if natural is None:
        page.missing_images.append(file)
        return False
    owner = _owner(page, file)
    step = page.step_of(part)
    bleeds = box.x <= 0.0 or box.right >= page.grid.width
    ground = background_at(page.background, box.x + box.width / 2, box.y + box.height / 2)
    tone = picture_tone(full_path, folder, version, ground)
    is_raster = not is_vector(full_path)
    if bleeds and tone.is_opaque and is_raster and not _can_fill(natural, box):
        # A picture of few pixels would end short of the edge, or be cut off by it: it stands inside the margins, as a card.
        box, bleeds = _inside_margins(page.grid, box), False
    wanted = owner.fit or fit or ("cover" if bleeds and tone.is_opaque else "")
    is_in_card = bool(fit or radius)
    if not is_in_card and not bleeds:
        box = _add_caption(page, owner, box, natural, wanted, step)
    needs_plate = tone.is_hidden and not is_in_card and not bleeds
    inner = box.inset(_PLATE_PADDING, _PLATE_PADDING) if needs_plate else box
    place, is_cropped = _place(natural, inner, wanted, is_raster=is_raster)
    if needs_plate:
        plate = place.inset(-_PLATE_PADDING, -_PLATE_PADDING)
        page.items.append(Rectangle(*plate.bounds, page.theme.paper, radius=CARD_RADIUS, step=step))
    corner = radius or (CARD_RADIUS if tone.is_opaque and not bleeds else 0.0)
    shown = "cover" if is_cropped else "contain"
    page.items.append(
        Image(
            *place.bounds, full_path, folder, shown, corner, opacity, version, step, owner.focus if is_cropped else None
        )
    )
    page.zones.append(HitZone(*place.bounds, "image", (*page.slide.path, "image"), step=step))
    if bleeds:
        _add_credit(page, owner, place, step)
    return True


def reaches_edges(file: str, folder: str, version: int, box: Box) -> bool:
    """Return whether an opaque picture fills a box at the edges."""
    natural = images.image_size(file, folder, version)
    return natural is not None and (is_vector(file) or _can_fill(natural, box))


def full_height(page: PicturePage, file: str, width: float) -> float:
    """Return the height of a picture that takes a width, caption included.

    It is no higher in a higher box, and 0 for a file that is none.
    """
    return shown_size(page, file, width)[1]


def shown_size(page: PicturePage, file: str, width: float, height: float = math.inf) -> tuple[float, float]:
    """Return the size of a picture in a box, caption included.

    They are 0 for a file that is none.
    """
    full_path = os.path.join(page.story.folder, file)
    natural = images.image_size(full_path, page.story.folder, images.file_version(full_path))
    if natural is None:
        return 0.0, 0.0
    owner = _owner(page, file)
    words, _ = _caption_words(page, owner)
    caption = shorten(words, _caption_style(page), width, _CAPTION_LINES).height + _CAPTION_FOOT if words else 0.0
    place, _ = _place(natural, Box(0.0, 0.0, width, height - caption), owner.fit, is_raster=not is_vector(full_path))
    return place.width, place.height + caption


def _owner(page: PicturePage, file: str) -> Slide | Event:
    """Return what names the picture: the slide, else its event."""
    event = page.content.event
    return event if event is not None and page.slide.image != file and event.image == file else page.slide


def _can_fill(natural: tuple[float, float], box: Box) -> bool:
    """Return whether a picture of pixels has enough for a box."""
    return MAX_ENLARGEMENT * natural[0] >= box.width and MAX_ENLARGEMENT * natural[1] >= box.height


def _inside_margins(grid: Grid, box: Box) -> Box:
    """Return the part of a box inside the page's margins."""
    x, y = max(box.x, grid.margin), max(box.y, grid.margin)
    return Box(x, y, min(box.right, grid.right) - x, min(box.bottom, grid.height - grid.margin) - y)


def _place(natural: tuple[float, float], box: Box, fit: str, *, is_raster: bool) -> tuple[Box, bool]:
    """Return where a picture is shown, and whether it is cropped there."""
    most_width, most_height = box.width, box.height
    if is_raster:
        most_width = min(most_width, MAX_ENLARGEMENT * natural[0])
        most_height = min(most_height, MAX_ENLARGEMENT * natural[1])
    if fit == "cover":
        return _centred(box, most_width, most_height), True
    ratio = natural[0] / natural[1]
    shape = ratio if fit else min(max(ratio, _TALLEST), _WIDEST)
    width = min(most_width, most_height * shape)
    height = width / shape
    if shape != ratio:
        # What is cropped must not be enlarged beyond the limit either.
        return _centred(box, width, height), True
    return _centred(box, width, height), False


def _centred(box: Box, width: float, height: float) -> Box:
    return Box(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height)


def _caption_words(page: PicturePage, owner: Slide | Event) -> tuple[str, KeyPath]:
    """Return caption and credit as one text, and where it is written."""
    caption, credit = page.localized(owner.caption), page.localized(owner.credit)
    path = (owner.caption if caption else owner.credit).path_for(page.language)
    return "\u2002·\u2002".join(words for words in (caption, credit) if words), path


def _caption_block(
    page: PicturePage, words: str, path: KeyPath, style: TextStyle, width: float, lines: int
) -> TextBlock:
    """Return a caption in so many lines; record what is cut."""
    block = shorten(words, style, width, lines)
    excess = break_text(words, style, width).height - block.height
    if excess > 0.5:
        page.overflows.append(Overflow("caption", path, excess))
    return block


def _caption_style(page: PicturePage) -> TextStyle:
    return TextStyle(_CAPTION_FONT, page.theme.muted, leading=1.25)


def _add_caption(
    page: PicturePage, owner: Slide | Event, box: Box, natural: tuple[float, float], fit: str, step: int
) -> Box:
    """Add caption and credit below a picture; return the picture's box."""
    words, path = _caption_words(page, owner)
    if not words or box.height < _LEAST_HEIGHT:
        return box
    block = _caption_block(page, words, path, _caption_style(page), box.width, _CAPTION_LINES)
    foot = block.height + _CAPTION_FOOT
    room = Box(box.x, box.y, box.width, box.height - foot)
    place, _ = _place(natural, room, fit, is_raster=True)
    top = min(place.bottom + _CAPTION_GAP, box.bottom - block.height)
    # Wider than the picture, it stands in the middle of it.
    left = place.x + min(0.0, (place.width - block.width) / 2)
    left = min(max(left, box.x), box.right - block.width)
    page.items.extend(block.runs_at(left, top, step))
    page.zones.append(HitZone(left - 8, top - 10, block.width + 16, block.height + 20, "text", path, step=step))
    return room


def _add_credit(page: PicturePage, owner: Slide | Event, place: Box, step: int) -> None:
    """Add caption and credit inside a picture that reaches the edge."""
    words, path = _caption_words(page, owner)
    if not words:
        return
    style = TextStyle(_CAPTION_FONT, page.theme.paper)
    margin = page.grid.margin
    right = min(place.right, page.grid.width - margin)
    block = _caption_block(page, words, path, style, max(200.0, right - place.x - 48.0), 1)
    top = place.bottom - 96.0
    clear, dark = themes.with_alpha(page.theme.background, 0.0), themes.with_alpha(page.theme.background, 0.86)
    stops = (GradientStop(0.0, clear), GradientStop(0.6, dark), GradientStop(1.0, dark))
    fill = LinearGradient(0.0, top, 0.0, place.bottom, stops)
    page.items.append(Rectangle(place.x, top, place.width, 96.0, fill, step=step))
    cap_top = place.bottom - 28.0 - cap_height(_CAPTION_FONT)
    left = right - block.width
    page.items.extend(block.runs_at(left, cap_top, step))
    page.zones.append(HitZone(left - 8, cap_top - 10, block.width + 16, 44, "text", path, step=step))
