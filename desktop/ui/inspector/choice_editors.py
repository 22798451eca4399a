"""Editors of choices, switches, colours and references."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QColorDialog, QHBoxLayout

from desktop.i18n import translate
from desktop.qt_override import qt_override
from desktop.render import theme as themes
from desktop.render.painter_scope import painting
from desktop.story.layouts import LAYOUTS
from desktop.story.model import COLORS
from desktop.ui.inspector.field_editor import FieldEditor, KeyContext
from desktop.ui.inspector.labels import CHOICE_LABELS, MESSAGES
from desktop.ui.inspector.reference_popup import ReferencePopup
from desktop.ui.inspector.references import Reference, references
from desktop.ui.widgets.combo_box import ComboBox
from desktop.ui.widgets.keys.field_keys import FieldKeys
from desktop.ui.widgets.plain_text import elided, plain_tooltip

_SWATCH: Final = 22


class FormComboBox(ComboBox):
    """A combo box in a form, which the wheel scrolls past."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._keys = FieldKeys(self)
        self._keys.watch(self)

    @qt_override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Pass the wheel to the form."""
        event.ignore()


class ChoiceEditor(FieldEditor):
    """Edits one of several words by a list."""

    def __init__(self, context: KeyContext) -> None:
        super().__init__(context)
        self.box = FormComboBox()
        self.column.addWidget(self.box)
        self._fill("")
        self.box.activated.connect(lambda index: self.chosen.emit(self.box.itemData(index)))

    def options(self) -> list[tuple[Any, str]]:
        """Return the values with their labels."""
        field, ui_language = self.context.field, self.context.ui_language
        first = [] if field.required else [(None, "—")]
        return [*first, *((choice, choice_label(choice, ui_language)) for choice in field.choices)]

    def _fill(self, inherited: str) -> None:
        self.box.clear()
        for value, label in self.options():
            self.box.addItem(inherited or label if value is None else label, value)

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the chosen word, also one that is no choice."""
        self._fill(inherited)
        index = next((at for at in range(self.box.count()) if self.box.itemData(at) == value), -1)
        if index < 0:
            self.box.addItem(str(value), value)
            index = self.box.count() - 1
        self.box.setCurrentIndex(index)


def choice_label(choice: str, ui_language: str) -> str:
    """Return the word for a choice in a language."""
    if choice in LAYOUTS:
        return translate(LAYOUTS[choice].label, ui_language)
    return CHOICE_LABELS(choice, ui_language) if choice in CHOICE_LABELS else choice


class SwitchEditor(ChoiceEditor):
    """Edits yes, no, or a word such as auto."""

    def options(self) -> list[tuple[Any, str]]:
        """Return the values with their labels."""
        ui_language = self.context.ui_language
        choices = [(choice, choice_label(choice, ui_language)) for choice in self.context.field.choices]
        return [(None, "—"), (True, MESSAGES("yes", ui_language)), (False, MESSAGES("no", ui_language)), *choices]


class FlagEditor(FieldEditor):
    """Edits a flag by a tick; without it the key is removed."""

    def __init__(self, context: KeyContext) -> None:
        super().__init__(context)
        self.box = QCheckBox()
        self.column.addWidget(self.box)
        self.box.clicked.connect(lambda checked: self.chosen.emit(True if checked else None))

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the tick."""
        self.box.setChecked(value is True)


class _Swatch(QAbstractButton):
    """A round button in a colour, or with a sign."""

    def __init__(self, color: str, sign: str = "/") -> None:
        super().__init__()
        self._color = color
        self._sign = sign
        self.setCheckable(True)
        self.setFixedSize(_SWATCH, _SWATCH)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_color(self, color: str) -> None:
        """Set the colour."""
        self._color = color
        self.update()

    @qt_override
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the disc, with a ring where it is chosen."""
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            theme, middle = themes.CINEMA, QPointF(_SWATCH / 2, _SWATCH / 2)
            ring = QColor(theme.paper if self.isChecked() else theme.gold if self.hasFocus() else "transparent")
            painter.setPen(QPen(ring, 1.5))
            painter.drawEllipse(middle, 9.5, 9.5)
            painter.setPen(QPen(QColor(theme.muted), 1) if not self._color else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._color) if self._color else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, 6.5, 6.5)
            if not self._color and self._sign == "+":
                painter.drawLine(QPointF(8, 11), QPointF(14, 11))
                painter.drawLine(QPointF(11, 8), QPointF(11, 14))
            elif not self._color:
                painter.drawLine(QPointF(7, 15), QPointF(15, 7))


class ColorEditor(FieldEditor):
    """Edits a colour by swatches of the theme, or another one."""

    is_wide = True

    def __init__(self, context: KeyContext) -> None:
        super().__init__(context)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.setContentsMargins(0, 2, 0, 2)
        self.swatches: dict[str, _Swatch] = {}
        theme = themes.theme(context.session.story.theme)
        for name in ("", *COLORS, "other"):
            swatch = _Swatch(theme.color(name) if name in COLORS else "", "+" if name == "other" else "/")
            words = {"": MESSAGES("none", context.ui_language), "other": MESSAGES("own_color", context.ui_language)}
            swatch.setToolTip(plain_tooltip(words.get(name, name)))
            swatch.clicked.connect(partial(self._choose, name))
            self.swatches[name] = swatch
            row.addWidget(swatch)
        row.addStretch(1)
        self.column.addLayout(row)
        self._value = ""

    def _choose(self, name: str) -> None:
        if name != "other":
            self.chosen.emit(name or None)
            return
        dialog = QColorDialog(QColor(self._value if self._value.startswith("#") else themes.CINEMA.gold), self)
        dialog.colorSelected.connect(lambda color: self.chosen.emit(color.name()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self.show_value(self._value, "")

    def show_value(self, value: Any, inherited: str) -> None:
        """Show which swatch is chosen."""
        self._value = value if isinstance(value, str) else ""
        is_own = self._value.startswith("#")
        self.swatches["other"].set_color(self._value if is_own else "")
        for name, swatch in self.swatches.items():
            swatch.setChecked(name == ("other" if is_own else self._value))


class ReferenceEditor(FieldEditor):
    """Edits the id of another table by a list with search."""

    def __init__(self, context: KeyContext) -> None:
        super().__init__(context)
        self.button = ReferenceButton()
        self.button.pressed_down.connect(self._open)
        self.column.addWidget(self.button)
        self._value = ""

    def show_value(self, value: Any, inherited: str) -> None:
        """Show the title of the referenced table."""
        self._value = value if isinstance(value, str) else ""
        known = {one.id: one for one in references(self.context)}
        reference = known.get(self._value)
        text = reference.title if reference is not None else self._value
        self.button.setText(text or inherited or "—")
        self.button.setToolTip(plain_tooltip(reference.detail if reference is not None else self._value))

    def _open(self) -> None:
        none = Reference("", "—", "")
        popup = ReferencePopup(self, [none, *references(self.context)], self.context.ui_language)
        popup.picked.connect(lambda item_id: self.chosen.emit(item_id or None))
        popup.show_below(self.button, self._value)


class ReferenceButton(FormComboBox):
    """Looks like a combo box; its list is searched by typing."""

    pressed_down = Signal()
    _text = ""

    def setText(self, text: str) -> None:
        """Show as much of a text as fits."""
        self._text = text
        self._elide()

    def _elide(self) -> None:
        room = max(40, self.width() - 44)
        self.clear()
        self.addItem(elided(self._text, self.fontMetrics(), room))

    @qt_override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the text as fits."""
        super().resizeEvent(event)
        self._elide()

    @qt_override
    def showPopup(self) -> None:
        """Open the list of references instead of the box's own."""
        self.pressed_down.emit()
