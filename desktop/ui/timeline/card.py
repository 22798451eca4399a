"""What is known of an event, on a card beside its mark: date in words, text, figures, sources, causes and effects."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.i18n import Words
from desktop.render.theme import Theme
from desktop.story.dates.parse import When, spoken
from desktop.story.markdown import inline
from desktop.story.model import Event, Story
from desktop.timeline.knowledge import status_as_of
from desktop.ui.widgets.style import unbroken

WORDS = Words(
    {
        "planned": ("Planned", "Prévu"),
        "disputed": ("Sources disagree", "Les sources ne sont pas d’accord"),
        "reported": ("According to the press", "Selon la presse"),
        "known": ("Known from {date}", "Connu dès : {date}"),
        "leads_to": ("Leads to", "Conduit à"),
        "comes_from": ("Comes from", "Vient de"),
        "claims": ("Dates claimed", "Dates avancées"),
    }
)


def plain(text: str) -> str:
    """Return a text without its marks."""
    return "".join(span.text for span in inline(text))


def rich(text: str) -> str:
    """Return a text with its marks as rich text; whatever else it holds stands for itself."""
    out = []
    for span in inline(text):
        words = escape(span.text)
        words = f"<b>{words}</b>" if span.strong else words
        out.append(f"<i>{words}</i>" if span.emphasis else words)
    return "".join(out)


class Known:
    """What one event's card says, as lines of (kind, text with marks)."""

    def __init__(self, story: Story, event: Event, language: str, as_of: When | None = None) -> None:
        self.lines: list[tuple[str, str]] = []
        say = self.lines.append
        date = spoken(event.when, language)
        say(("date", date[:1].upper() + date[1:]))
        say(("title", event.title.get(language) or event.id))
        status = status_as_of(event, as_of) or event.status
        if status != "happened":
            say(("status", WORDS(status, language)))
        if event.known_from is not None and event.known_from.earliest != event.when.earliest:
            say(("status", WORDS("known", language, date=spoken(event.known_from, language))))
        if event.text:
            say(("text", event.text.get(language)))
        for figure in event.figures:
            say(("figure", f"**{figure.value.get(language)}** {figure.label.get(language)}".strip()))
        for claim in event.claims:
            said = spoken(claim.date, language) if claim.date else claim.says.get(language)
            say(("claim", " · ".join(one for one in (said, _publishers(story, claim.sources, language)) if one)))
        causes = [other for other in story.events if event.id in other.leads_to]
        effects = [story.event_by_id[name] for name in event.leads_to if name in story.event_by_id]
        for key, others in (("comes_from", causes), ("leads_to", effects)):
            if others:
                names = ", ".join(plain(other.title.get(language)) or other.id for other in others)
                say(("thread", f"{WORDS(key, language)} {names}"))
        sources = _publishers(story, event.sources, language)
        if sources:
            say(("sources", sources))

    def text(self) -> str:
        """Return the card as plain text, a line each."""
        return "\n".join(plain(text) for _, text in self.lines)

    def html(self, theme: Theme, accent: str) -> str:
        """Return the card as Qt's rich text."""
        looks = {
            "date": f"color:{accent}; font-weight:600; font-size:12px",
            "title": f"color:{theme.paper}; font-weight:600; font-size:16px",
            "status": f"color:{theme.gold}; font-size:12px",
            "text": f"color:{theme.paper}; font-size:13px",
            "figure": f"color:{theme.paper}; font-size:13px",
            "claim": f"color:{theme.paper}; font-size:13px",
            "thread": f"color:{theme.muted}; font-size:12px",
            "sources": f"color:{theme.muted}; font-size:12px",
        }
        space = {"title": 1, "text": 7, "figure": 5, "sources": 9, "thread": 6, "status": 2, "claim": 4}
        return "".join(
            f'<p style="margin:{space.get(kind, 0)}px 0 0 0; {looks[kind]}">{rich(text)}</p>'
            for kind, text in self.lines
        )


def hinted(hint: str, theme: Theme) -> str:
    """Return what can be done with an event as the last line of its card; "" for nothing."""
    style = f"color:{theme.muted}; font-size:11px; font-style:italic"
    return f'<p style="margin:9px 0 0 0; {style}">{escape(hint)}</p>' if hint else ""


def _publishers(story: Story, names: tuple[str, ...], language: str) -> str:
    known = (story.source_by_id[name] for name in names if name in story.source_by_id)
    return " · ".join(dict.fromkeys(source.publisher.get(language) or source.id for source in known))


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
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(14, 11, 14, 12)
        column.addWidget(self._label)
        self.hide()

    def show_at(self, html: str, mark: QRect, within: QRect) -> None:
        """Show the text beside a mark, inside a rectangle as far as it goes: below, else above, else at its side."""
        self._label.setText(unbroken(html))
        width = min(340, within.width() - 16)
        self.setFixedWidth(width)
        height = self._column.heightForWidth(width)
        self.setFixedHeight(min(height, within.height() - 8))
        height = self.height()
        x = min(max(mark.center().x() - width // 4, within.left() + 8), within.right() - width - 8)
        if mark.bottom() + 10 + height <= within.bottom():
            y = mark.bottom() + 10
        elif mark.top() - 10 - height >= within.top():
            y = mark.top() - 10 - height
        else:
            y = max(within.top() + 4, min(mark.center().y() - height // 2, within.bottom() - height - 4))
            x = (
                mark.right() + 12
                if mark.right() + 12 + width <= within.right()
                else max(within.left(), mark.left() - 12 - width)
            )
        self.move(x, y)
        self.show()
        self.raise_()


class Cards:
    """The card of one view: it floats over the whole window, which may be another one than before."""

    def __init__(self, view: QWidget) -> None:
        self._view = view
        self._card: Card | None = None

    @property
    def shown(self) -> bool:
        """Return whether one is to be seen."""
        return self._card is not None and self._card.isVisible()

    def show(self, html: str, mark: QRect, theme: Theme) -> None:
        """Show a card beside a mark, given in the window's coordinates."""
        host = QWidget.window(self._view)  # not the view's own: a timeline's window is one of time
        if self._card is None or self._card.parentWidget() is not host:
            self._card = Card(host, theme)
        self._card.show_at(html, mark, host.rect())

    def hide(self) -> None:
        """Take it away."""
        if self._card is not None:
            self._card.hide()
