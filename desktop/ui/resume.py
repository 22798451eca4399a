"""A talk that was interrupted is offered again: same slide, same step, the clock still running."""

from __future__ import annotations

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.ui import pace
from desktop.ui.journal import Entry
from desktop.ui.settings import Settings
from desktop.words import Words

WORDS = Words(
    {
        "offer": (
            "A talk was interrupted at slide “{slide}”, {time} in.",
            "Une présentation a été interrompue à la diapositive « {slide} », après {time}.",
        ),
        "resume": ("Resume", "Reprendre"),
        "forget": ("Forget it", "Oublier"),
    }
)


class ResumeBar(QFrame):
    """A bar above the slide with the offer."""

    resumed = Signal()
    forgotten = Signal()

    def __init__(self, parent: QWidget, entry: Entry, settings: Settings) -> None:
        super().__init__(parent)
        say = settings.language
        self.setObjectName("offer")
        passed = pace.words(entry.clock.elapsed(time.time()))
        label = QLabel(WORDS("offer", say, slide=entry.position.slide, time=passed))
        resume = QPushButton(WORDS("resume", say))
        resume.setObjectName("primary")
        forget = QPushButton(WORDS("forget", say))
        resume.clicked.connect(self.resumed)
        forget.clicked.connect(self.forgotten)
        self.resume_button, self.forget_button = resume, forget
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 12, 8)
        row.addWidget(label, 1)
        row.addWidget(forget)
        row.addWidget(resume)
