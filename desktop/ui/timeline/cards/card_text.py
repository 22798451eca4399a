"""The card of an event: its date, text, figures and sources.

It lies beside the event's mark, and names causes and effects too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import Messages, language as language_of
from desktop.render.font_files import has_italic
from desktop.render.theme import Theme
from desktop.story.citations import source_name
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.format_date import format_date
from desktop.story.format.event_fields import CARD_FIELDS, field_texts
from desktop.story.format.field import CARD_LINES, CardLine
from desktop.story.markdown import parse_inline, plain_text
from desktop.story.model import Event, Story
from desktop.timeline.as_of import snap_date, status_as_of
from desktop.ui.widgets.plain_text import OwnHtmlLabel, PlainLabel
from desktop.ui.widgets.rich_text import plain_no_break_spaces

CARD_WIDTH: Final = 340
CARD_MARGIN: Final = 14

MESSAGES = Messages(
    {
        "planned": "Planned",
        "disputed": "Sources disagree",
        "reported": "According to the press",
        "known": "Known from {date}",
        "gregorian": "{date} in the Gregorian calendar",
        "leads_to": "Leads to",
        "comes_from": "Comes from",
        "claims": "Dates claimed",
    }
)


def to_rich_text(text: str) -> str:
    """Return a text with its Markdown marks as rich text."""
    parts = []
    for span in parse_inline(text):
        html = escape(span.text)
        html = f"<span style='font-weight:600'>{html}</span>" if span.strong else html
        parts.append(f"<i>{html}</i>" if span.emphasis and has_italic(span.text) else html)
    return "".join(parts)


class EventCardText:
    """The content of an event's card, as lines by kind.

    A line is a kind and a text with marks; the lines come in the order of the kinds.
    """

    def __init__(self, story: Story, event: Event, language: str, as_of: EdtfDate | None = None) -> None:
        self._story = story
        self._event = event
        self._language = language
        self._own_language = story.own_language(language)
        self._as_of = as_of
        special_lines: dict[str, Callable[[], Iterable[str]]] = {
            "date": self._date_lines,
            "title": self._title_lines,
            "status": self._status_lines,
            "known_from": self._known_from_lines,
            "figure": self._figure_lines,
            "claim": self._claim_lines,
            "leads_to": self._link_lines,
            "sources": self._source_lines,
        }
        self.lines: list[tuple[CardLine, str]] = []
        for kind in CARD_LINES:
            for field in CARD_FIELDS:
                if field.use is None or field.use.card != kind:
                    continue
                special = special_lines.get(field.key)
                if special is not None:
                    self.lines += [(kind, line) for line in special()]
                elif line := language_of(language).join_list(field_texts(event, field, language)):
                    self.lines.append((kind, line))

    def _date_lines(self) -> Iterable[str]:
        date = format_date(self._event.when, self._own_language)
        yield date[:1].upper() + date[1:]
        when = self._event.when
        if when.calendar and when.is_point and when.start_min is not None:
            on_axis = snap_date(when.start_min, 1.0)
            yield MESSAGES("gregorian", self._language, date=format_date(on_axis, self._language))

    def _title_lines(self) -> Iterable[str]:
        yield self._event.title.get(self._language) or self._event.id

    def _status_lines(self) -> Iterable[str]:
        status = status_as_of(self._event, self._as_of) or self._event.status
        if status != "happened":
            yield MESSAGES(status, self._language)

    def _known_from_lines(self) -> Iterable[str]:
        known_from = self._event.known_from
        if known_from is not None and known_from.earliest != self._event.when.earliest:
            yield MESSAGES("known", self._language, date=format_date(known_from, self._own_language))

    def _figure_lines(self) -> Iterable[str]:
        for figure in self._event.figures:
            yield f"**{figure.value.get(self._language)}** {figure.label.get(self._language)}".strip()

    def _claim_lines(self) -> Iterable[str]:
        for claim in self._event.claims:
            says = format_date(claim.date, self._own_language) if claim.date else claim.says.get(self._language)
            yield " · ".join(part for part in (says, self._publisher_names(claim.sources)) if part)

    def _link_lines(self) -> Iterable[str]:
        event, story = self._event, self._story
        causes = [cause for cause in story.events if event.id in cause.leads_to]
        effects = [story.event_by_id[event_id] for event_id in event.leads_to if event_id in story.event_by_id]
        for key, linked_events in (("comes_from", causes), ("leads_to", effects)):
            if linked_events:
                names = [plain_text(other.title.get(self._language)) or other.id for other in linked_events]
                titles = language_of(self._language).join_list(names)
                yield f"{MESSAGES(key, self._language)} {titles}"

    def _source_lines(self) -> Iterable[str]:
        if sources := self._publisher_names(self._event.sources):
            yield sources

    def _publisher_names(self, source_ids: tuple[str, ...]) -> str:
        story = self._story
        names = (source_name(story, one, self._language) for one in source_ids if one in story.source_by_id)
        return " · ".join(dict.fromkeys(names))

    def text(self) -> str:
        """Return the card as plain text, a line each."""
        return "\n".join(plain_text(text) for _, text in self.lines)

    def html(self, theme: Theme, accent: str) -> str:
        """Return the card as Qt's rich text."""
        styles: dict[CardLine, str] = {
            "date": f"color:{accent}; font-weight:600; font-size:12px",
            "title": f"color:{theme.paper}; font-weight:600; font-size:16px",
            "status": f"color:{theme.gold}; font-size:12px",
            "text": f"color:{theme.paper}; font-size:13px",
            "figure": f"color:{theme.paper}; font-size:13px",
            "claim": f"color:{theme.paper}; font-size:13px",
            "thread": f"color:{theme.muted}; font-size:12px",
            "detail": f"color:{theme.muted}; font-size:12px",
            "sources": f"color:{theme.muted}; font-size:12px",
        }
        top_margins: dict[CardLine, int] = {
            "title": 1,
            "text": 7,
            "figure": 5,
            "sources": 9,
            "thread": 6,
            "detail": 6,
            "status": 2,
            "claim": 4,
        }
        return "".join(
            f'<p style="margin:{top_margins.get(kind, 0)}px 0 0 0; {styles[kind]}">{to_rich_text(text)}</p>'
            for kind, text in self.lines
        )


def picture_words(event: Event, language: str) -> str:
    """Return the caption and the credit of an event's picture."""
    parts = (plain_text(event.caption.get(language)), plain_text(event.credit.get(language)))
    return " · ".join(part for part in parts if part)


def caption_html(words: str, theme: Theme) -> str:
    """Return the line below the picture of a card, or ""."""
    return f'<p style="margin:0 0 5px 0; color:{theme.muted}; font-size:11px">{escape(words)}</p>' if words else ""


def hint_html(hint: str, theme: Theme) -> str:
    """Return the last line of a card, its possible actions, or ""."""
    style = f"color:{theme.muted}; font-size:11px; font-style:italic"
    return f'<p style="margin:9px 0 0 0; {style}">{escape(hint)}</p>' if hint else ""


class Card(QWidget):
    """A card that floats over the timeline and lets the pointer through."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("timeline-card")
        self.setStyleSheet(
            f"#timeline-card {{ background: {theme.raised}; border: 1px solid {theme.line}; border-radius: 8px; }}"
            " #timeline-card QLabel { background: transparent; border: none; }"
        )
        self._picture = PlainLabel(parent=self)
        self._label = OwnHtmlLabel(parent=self)
        self._label.setWordWrap(True)
        self._layout = column = QVBoxLayout(self)
        column.setContentsMargins(CARD_MARGIN, 11, CARD_MARGIN, 12)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._label)
        self.hide()

    def show_at(self, html: str, mark_rect: QRect, bounds: QRect, picture: QImage | None) -> None:
        """Show picture and text below, above or beside a mark.

        They stay inside a rectangle as far as they can.
        """
        self._label.setText(plain_no_break_spaces(html))
        self._picture.setVisible(picture is not None)
        if picture is not None:
            self._picture.setPixmap(QPixmap.fromImage(picture))
            self._picture.setFixedSize(picture.deviceIndependentSize().toSize())
        width = min(CARD_WIDTH, bounds.width() - 16)
        self.setFixedWidth(width)
        height = self._layout.heightForWidth(width)
        self.setFixedHeight(min(height, bounds.height() - 8))
        height = self.height()
        x = min(max(mark_rect.center().x() - width // 4, bounds.left() + 8), bounds.right() - width - 8)
        if mark_rect.bottom() + 10 + height <= bounds.bottom():
            y = mark_rect.bottom() + 10
        elif mark_rect.top() - 10 - height >= bounds.top():
            y = mark_rect.top() - 10 - height
        else:
            y = max(bounds.top() + 4, min(mark_rect.center().y() - height // 2, bounds.bottom() - height - 4))
            x = (
                mark_rect.right() + 12
                if mark_rect.right() + 12 + width <= bounds.right()
                else max(bounds.left(), mark_rect.left() - 12 - width)
            )
        self.move(x, y)
        self.show()
        self.raise_()


class CardPopup:
    """The card of one view; it floats over the whole window."""

    def __init__(self, view: QWidget) -> None:
        self._view = view
        self._card: Card | None = None

    @property
    def is_visible(self) -> bool:
        """Return whether the card is visible."""
        return self._card is not None and self._card.isVisible()

    def show(self, html: str, mark_rect: QRect, theme: Theme, picture: QImage | None = None) -> None:
        """Show a card beside a mark, given in the window's coordinates."""
        host = QWidget.window(self._view)  # not the view's own: a timeline's window is one of time
        if self._card is None or self._card.parentWidget() is not host:
            self._card = Card(host, theme)
        self._card.show_at(html, mark_rect, host.rect(), picture)

    def hide(self) -> None:
        """Hide the card."""
        if self._card is not None:
            self._card.hide()
