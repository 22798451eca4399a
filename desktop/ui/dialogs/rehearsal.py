"""After a rehearsal: minutes planned against minutes spent, and, if wanted, the new ones written into the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import Words
from desktop.render.theme import CINEMA
from desktop.session import clock
from desktop.story.edit.edit import Edit, EditError, set_value, splice
from desktop.story.model import Story

WORDS: Final = Words(
    {
        "title": ("Rehearsal", "Répétition"),
        "planned": ("planned", "prévu"),
        "spent": ("spent", "passé"),
        "sum": ("{spent} spent, {planned} planned", "{spent} passées, {planned} prévues"),
        "sum_only": ("{spent} spent; no minutes were written", "{spent} passées ; aucune durée n’était écrite"),
        "minutes": ("minutes", "minutes"),
        "write": ("Write these minutes into the text", "Écrire ces durées dans le texte"),
        "keep": ("Leave the text as it is", "Laisser le texte tel quel"),
        "name": ("minutes of the rehearsal", "les durées de la répétition"),
    }
)
_STEP: Final = 0.25
"""Minutes are written in quarters: nobody speaks to the second."""


def rounded(seconds: float) -> float:
    """Return seconds as minutes in quarters, at least one."""
    return max(_STEP, round(seconds / 60 / _STEP) * _STEP)


def new_minutes(story: Story, spent: Mapping[str, float]) -> dict[str, float]:
    """Return the minutes to be written by slide: only of slides that were shown, only where they change."""
    found = {}
    for slide in story.told:
        seconds = spent.get(slide.id, 0.0)
        if seconds >= 1.0 and rounded(seconds) != slide.minutes:
            found[slide.id] = rounded(seconds)
    return found


def write_minutes(text: str, minutes: Mapping[str, float]) -> Edit:
    """Return the edit that writes minutes into their slides and leaves all else as it is."""
    new = text
    for slide, value in minutes.items():
        try:
            made = set_value(new, ("slide", slide, "minutes"), int(value) if value == int(value) else value)
        except EditError:
            continue  # the slide went away since
        new = made.apply(new)
    return _difference(text, new)


def _difference(old: str, new: str) -> Edit:
    from desktop.story.edit.edit import difference

    return replace(difference(old, new) if new != old else splice(old, ()), name="minutes")


class RehearsalSheet(QDialog):
    """The account of a rehearsal as bars, a pair for each slide."""

    def __init__(
        self,
        parent: QWidget,
        story: Story,
        spent: Mapping[str, float],
        say: str,
        write: Callable[[Mapping[str, float]], object],
    ) -> None:
        super().__init__(parent)
        # Loaded only here: a talk that nobody rehearsed needs no plots.
        import pyqtgraph as pg

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(WORDS("title", say))
        self.resize(980, 520)
        told = story.told
        plan = clock.plan(story)
        planned = [(span[1] - span[0]) / 60 if (span := plan.span(slide.id)) else 0.0 for slide in told]
        taken = [spent.get(slide.id, 0.0) / 60 for slide in told]
        theme = CINEMA
        plot = pg.PlotWidget(background=QColor(theme.ground))
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(False, False)
        plot.hideButtons()
        font = QFont("Inter")
        font.setPixelSize(13)
        numbers = [place + 1 for place in range(len(told))]
        for values, shift, color in ((planned, -0.19, theme.line), (taken, 0.19, theme.gold)):
            plot.addItem(
                pg.BarGraphItem(x=[n + shift for n in numbers], height=values, width=0.36, brush=color, pen=color)
            )
        for name in ("left", "bottom"):
            axis = plot.getAxis(name)
            axis.setTickFont(font)
            axis.setPen(theme.line)
            axis.setTextPen(theme.muted)
        plot.getAxis("left").setLabel(WORDS("minutes", say), color=theme.muted)
        every = max(1, len(told) // 30)
        plot.getAxis("bottom").setTicks([[(number, str(number)) for number in numbers[::every]]])
        plot.setXRange(0.4, len(told) + 0.6, padding=0)
        plot.setYRange(0, 1.1 * max([*planned, *taken, 0.5]), padding=0)
        self.plot = plot
        total = clock.words(sum(spent.values()))
        key = "sum" if plan.total else "sum_only"
        head = QLabel(WORDS(key, say, spent=total, planned=clock.words(plan.total)))
        head.setStyleSheet("font-family: 'Fraunces Display'; font-size: 26px")
        legend = QLabel(
            f"<span style='color:{theme.muted}'>■</span> {WORDS('planned', say)} &nbsp;&nbsp; "
            f"<span style='color:{theme.gold}'>■</span> {WORDS('spent', say)}"
        )
        minutes = new_minutes(story, spent)
        self.write = QPushButton(WORDS("write", say))
        self.write.setObjectName("primary")
        self.write.setEnabled(bool(minutes))
        self.write.clicked.connect(lambda: write(minutes))
        self.write.clicked.connect(self.accept)
        keep = QPushButton(WORDS("keep", say))
        keep.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(legend)
        buttons.addStretch(1)
        buttons.addWidget(keep)
        buttons.addWidget(self.write)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 20, 26, 18)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(plot, 1)
        column.addLayout(buttons)
