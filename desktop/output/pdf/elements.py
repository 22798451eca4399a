"""Makes the structure of a slide's content: headings, lists, figures."""

from __future__ import annotations

from desktop.output.outline import chart_summary, picture_words
from desktop.output.pdf.structure import Element
from desktop.output.semantic_roles import Role
from desktop.output.series_charts import series_charts
from desktop.story.model import Slide, Story
from desktop.story.slide_title import heading_text


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
        heading = heading_text(slide, story, language)
        self._heading_key = heading.path[2] if heading is not None and len(heading.path) > 2 else "title"

    def element(self, role: Role) -> Element | None:
        """Return the element of a role, None for an ornament."""
        if role.kind == "ornament":
            return None
        if role not in self._elements:
            self._elements[role] = self._make(role)
        return self._elements[role]

    def _make(self, role: Role) -> Element:
        if role.kind == "title" or (role.kind == "text" and role.name == self._heading_key):
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
        if role.kind == "series":
            own_language = self._story.own_language(self._language)
            charts = series_charts(self._slide, self._story, own_language, role.name)
            return self.section.add("Figure", " ".join(chart_summary(chart, own_language) for chart in charts))
        if role.kind in ("picture", "chart"):
            return self.section.add("Figure", picture_words(role.kind, self._slide, self._story, self._language))
        return self.section.add("P")
