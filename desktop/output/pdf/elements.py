"""Makes the structure of a slide's content: headings, lists, figures."""

from __future__ import annotations

from desktop.output.outline import chart_summary, shown_events
from desktop.output.pdf.roles import Role
from desktop.output.pdf.structure import Element
from desktop.story.dates.words import format_date
from desktop.story.inherit import slide_content
from desktop.story.markdown import plain_text
from desktop.story.model import Slide, Story


class SlideElements:
    """Gives the element of each role on a slide.

    It is made when first asked for. Pages of the steps of one slide share them.
    """

    def __init__(self, section: Element, slide: Slide, story: Story, language: str) -> None:
        self.section = section
        self._slide = slide
        self._story = story
        self._language = language
        self._elements: dict[Role | str, Element] = {}

    def element(self, role: Role) -> Element | None:
        """Return the element of a role, None for an ornament."""
        if role.kind == "ornament":
            return None
        if role not in self._elements:
            self._elements[role] = self._make(role)
        return self._elements[role]

    def _make(self, role: Role) -> Element:
        if role.kind == "title":
            heading = Element("H1")
            self.section.kids.insert(0, heading)  # said first, wherever the layout paints it
            return heading
        if role.kind in ("list", "event"):
            name = role.name if role.kind == "list" else "events"
            if name not in self._elements:
                self._elements[name] = self.section.add("L")
            return self._elements[name].add("LI").add("LBody")
        if role.kind == "source":
            note = self.section.add("Note")
            source = self._story.source_by_id.get(role.name)
            return note.add("Link") if source is not None and source.url else note
        if role.kind in ("picture", "chart"):
            return self.section.add("Figure", self._alternative(role.kind))
        return self.section.add("P")

    def _alternative(self, kind: str) -> str:
        """Return the words that stand for a picture or a chart."""
        own_language = self._story.own_language(self._language)
        title = plain_text(slide_content(self._slide, self._story).title.get(self._language)) or self._slide.id
        if kind == "chart" and self._slide.chart is not None:
            return plain_text(f"{title}. {chart_summary(self._slide.chart, own_language)}")
        if kind == "chart" and self._slide.layout == "timeline":
            events = shown_events(self._slide, self._story)
            return "; ".join(
                f"{format_date(event.when, own_language)}: {plain_text(event.title.get(self._language))}"
                for event in events[:50]
            )
        return plain_text(self._slide.alt.get(self._language)) or title
