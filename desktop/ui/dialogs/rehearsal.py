"""The dialog after a rehearsal: planned and spent minutes.

It can write the spent minutes into the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import Messages, in_context
from desktop.render.theme import CINEMA
from desktop.session.talk import talk_time
from desktop.story.edit.rehearsed_minutes import new_minutes
from desktop.story.model import Story
from desktop.story.time_plan import time_plan
from desktop.ui.widgets.plain_text import OwnHtmlLabel, PlainLabel
from desktop.ui.widgets.story_dialog import StoryDialog

MESSAGES: Final = Messages(
    {
        "title": "Rehearsal",
        "planned": "planned",
        "spent": "spent",
        "sum": "{spent} spent, {planned} planned",
        "sum_only": "{spent} spent; no minutes were written",
        "minutes": "minutes",
        "write": "Write these minutes into the text",
        "keep": "Leave the text as it is",
        "name": in_context("name of a change", "minutes of the rehearsal"),
    }
)


class RehearsalDialog(StoryDialog):
    """Dialog of a rehearsal's times, a pair of bars for each slide."""

    def __init__(
        self,
        parent: QWidget,
        story: Story,
        seconds_by_slide: Mapping[str, float],
        ui_language: str,
        on_write: Callable[[Mapping[str, float]], object],
    ) -> None:
        super().__init__(parent)
        # Imported here, as only a rehearsal needs plots.
        import pyqtgraph as pg

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(MESSAGES("title", ui_language))
        self.resize(980, 520)
        main_slides = story.main_slides
        plan = time_plan(story)
        planned_minutes = [(span[1] - span[0]) / 60 if (span := plan.span(slide.id)) else 0.0 for slide in main_slides]
        spent_minutes = [seconds_by_slide.get(slide.id, 0.0) / 60 for slide in main_slides]
        theme = CINEMA
        plot = pg.PlotWidget(background=QColor(theme.background))
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(False, False)
        plot.hideButtons()
        font = QFont("Inter")
        font.setPixelSize(13)
        slide_numbers = [place + 1 for place in range(len(main_slides))]
        for values, bar_offset, color in ((planned_minutes, -0.19, theme.line), (spent_minutes, 0.19, theme.gold)):
            plot.addItem(
                pg.BarGraphItem(
                    x=[n + bar_offset for n in slide_numbers], height=values, width=0.36, brush=color, pen=color
                )
            )
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setTickFont(font)
            axis.setPen(theme.line)
            axis.setTextPen(theme.muted)
        plot.getAxis("left").setLabel(MESSAGES("minutes", ui_language), color=theme.muted)
        tick_interval = max(1, len(main_slides) // 30)
        plot.getAxis("bottom").setTicks([[(number, str(number)) for number in slide_numbers[::tick_interval]]])
        plot.setXRange(0.4, len(main_slides) + 0.6, padding=0)
        plot.setYRange(0, 1.1 * max([*planned_minutes, *spent_minutes, 0.5]), padding=0)
        self.plot = plot
        self.rehearsed_ids = set(seconds_by_slide)
        total = talk_time.format_clock(sum(seconds_by_slide.values()))
        planned_total = sum(end - start for slide_id, start, end in plan.spans if slide_id in seconds_by_slide)
        key = "sum" if planned_total else "sum_only"
        summary = self.summary_label = PlainLabel(
            MESSAGES(key, ui_language, spent=total, planned=talk_time.format_clock(planned_total))
        )
        summary.setStyleSheet("font-family: 'Passeur Display'; font-size: 26px")
        legend = OwnHtmlLabel(
            f"<span style='color:{theme.muted}'>■</span> {MESSAGES('planned', ui_language)} &nbsp;&nbsp; "
            f"<span style='color:{theme.gold}'>■</span> {MESSAGES('spent', ui_language)}"
        )
        minutes = new_minutes(story, seconds_by_slide)
        self.write_button = QPushButton(MESSAGES("write", ui_language))
        self.write_button.setObjectName("primary")
        self.write_button.setEnabled(bool(minutes))
        self.write_button.clicked.connect(lambda: on_write(minutes))
        self.write_button.clicked.connect(self.accept)
        keep_button = QPushButton(MESSAGES("keep", ui_language))
        keep_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(legend)
        buttons.addStretch(1)
        buttons.addWidget(keep_button)
        buttons.addWidget(self.write_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 20, 26, 18)
        column.setSpacing(12)
        column.addWidget(summary)
        column.addWidget(plot, 1)
        column.addLayout(buttons)
