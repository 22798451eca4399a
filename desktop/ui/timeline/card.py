"""What is known of an event, on a card beside its mark: date in words, text, figures, sources, causes and effects."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.i18n import Messages
from desktop.render.theme import Theme
from desktop.story.dates.edtf_date import EdtfDate
from desktop.story.dates.words import format_date
from desktop.story.markdown import parse_inline
from desktop.story.model import Event, Story
from desktop.timeline.knowledge import status_as_of
from desktop.ui.widgets.rich_text import plain_no_break_spaces

MESSAGES = Messages(
    {
        "planned": "Planned",
        "disputed": "Sources disagree",
        "reported": "According to the press",
        "known": "Known from {date}",
        "leads_to": "Leads to",
        "comes_from": "Comes from",
        "claims": "Dates claimed",
    }
)


def plain_text(text: str) -> str:
    """Return a text without its marks."""
    return "".join(span.text for span in parse_inline(text))


def to_rich_text(text: str) -> str:
    """Return a text with its marks as rich text; whatever else it holds stands for itself."""
    parts = []
    for span in parse_inline(text):
        html = escape(span.text)
        html = f"<b>{html}</b>" if span.strong else html
        parts.append(f"<i>{html}</i>" if span.emphasis else html)
    return "".join(parts)


class EventCardText:
    """What one event's card says, as lines of (kind, text with marks)."""

    def __init__(self, story: Story, event: Event, language: str, as_of: EdtfDate | None = None) -> None:
        self.lines: list[tuple[str, str]] = []
        append_line = self.lines.append
        date = format_date(event.when, language)
        append_line(("date", date[:1].upper() + date[1:]))
        append_line(("title", event.title.get(language) or event.id))
        status = status_as_of(event, as_of) or event.status
        if status != "happened":
            append_line(("status", MESSAGES(status, language)))
        if event.known_from is not None and event.known_from.earliest != event.when.earliest:
            append_line(("status", MESSAGES("known", language, date=format_date(event.known_from, language))))
        if event.text:
            append_line(("text", event.text.get(language)))
        for figure in event.figures:
            append_line(("figure", f"**{figure.value.get(language)}** {figure.label.get(language)}".strip()))
        for claim in event.claims:
            claim_text = format_date(claim.date, language) if claim.date else claim.says.get(language)
            append_line(
                (
                    "claim",
                    " · ".join(part for part in (claim_text, _publisher_names(story, claim.sources, language)) if part),
                )
            )
        causes = [cause for cause in story.events if event.id in cause.leads_to]
        effects = [story.event_by_id[event_id] for event_id in event.leads_to if event_id in story.event_by_id]
        for key, linked_events in (("comes_from", causes), ("leads_to", effects)):
            if linked_events:
                titles = ", ".join(plain_text(other.title.get(language)) or other.id for other in linked_events)
                append_line(("thread", f"{MESSAGES(key, language)} {titles}"))
        sources = _publisher_names(story, event.sources, language)
        if sources:
            append_line(("sources", sources))

    def text(self) -> str:
        """Return the card as plain text, a line each."""
        return "\n".join(plain_text(text) for _, text in self.lines)

    def html(self, theme: Theme, accent: str) -> str:
        """Return the card as Qt's rich text."""
        styles = {
            "date": f"color:{accent}; font-weight:600; font-size:12px",
            "title": f"color:{theme.paper}; font-weight:600; font-size:16px",
            "status": f"color:{theme.gold}; font-size:12px",
            "text": f"color:{theme.paper}; font-size:13px",
            "figure": f"color:{theme.paper}; font-size:13px",
            "claim": f"color:{theme.paper}; font-size:13px",
            "thread": f"color:{theme.muted}; font-size:12px",
            "sources": f"color:{theme.muted}; font-size:12px",
        }
        top_margins = {"title": 1, "text": 7, "figure": 5, "sources": 9, "thread": 6, "status": 2, "claim": 4}
        return "".join(
            f'<p style="margin:{top_margins.get(kind, 0)}px 0 0 0; {styles[kind]}">{to_rich_text(text)}</p>'
            for kind, text in self.lines
        )


def hint_html(hint: str, theme: Theme) -> str:
    """Return what can be done with an event as the last line of its card; "" for nothing."""
    style = f"color:{theme.muted}; font-size:11px; font-style:italic"
    return f'<p style="margin:9px 0 0 0; {style}">{escape(hint)}</p>' if hint else ""


def _publisher_names(story: Story, source_ids: tuple[str, ...], language: str) -> str:
    sources = (story.source_by_id[source_id] for source_id in source_ids if source_id in story.source_by_id)
    return " · ".join(dict.fromkeys(source.publisher.get(language) or source.id for source in sources))


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
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setWordWrap(True)
        self._layout = column = QVBoxLayout(self)
        column.setContentsMargins(14, 11, 14, 12)
        column.addWidget(self._label)
        self.hide()

    def show_at(self, html: str, mark_rect: QRect, bounds: QRect) -> None:
        """Show the text beside a mark, inside a rectangle as far as it goes: below, else above, else at its side."""
        self._label.setText(plain_no_break_spaces(html))
        width = min(340, bounds.width() - 16)
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
    """The card of one view: it floats over the whole window, which may be another one than before."""

    def __init__(self, view: QWidget) -> None:
        self._view = view
        self._card: Card | None = None

    @property
    def is_visible(self) -> bool:
        """Return whether one is to be seen."""
        return self._card is not None and self._card.isVisible()

    def show(self, html: str, mark_rect: QRect, theme: Theme) -> None:
        """Show a card beside a mark, given in the window's coordinates."""
        host = QWidget.window(self._view)  # not the view's own: a timeline's window is one of time
        if self._card is None or self._card.parentWidget() is not host:
            self._card = Card(host, theme)
        self._card.show_at(html, mark_rect, host.rect())

    def hide(self) -> None:
        """Take it away."""
        if self._card is not None:
            self._card.hide()
