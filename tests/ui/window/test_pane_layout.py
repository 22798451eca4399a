"""The slide has half of a small window at first, and each pane stays as it was left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest


@pytest.fixture
def open_window(qtbot, qapp, file):
    """Open windows of a size, one after the other, each as one run of the program."""
    from desktop.ui.app.app import build_window

    opened = []

    def let_go(window) -> None:
        window.session.document.discard_changes()

    def open_one(size: QSize):
        window = build_window(qapp)
        window.settings.set_reduced_motion(True)
        window.resize(size)
        window.place_slide()
        qtbot.addWidget(window, before_close_func=let_go)
        window.story_file.open(file)
        window.show()
        qtbot.waitExposed(window)
        opened.append(window)
        return window

    yield open_one
    for window in opened:
        window.file_watch.watch(None)
        window.close()
        window.session.close()


def slide_rect(window) -> QRect:
    """Return the place of the painted slide in its window."""
    corner, scale = window.slide_view.slide_geometry()
    size = window.slide_view.frame().width * scale, window.slide_view.frame().height * scale
    place = window.slide_view.mapTo(window, QPoint(round(corner.x()), round(corner.y())))
    return QRect(place, QSize(*map(round, size)))


@pytest.mark.parametrize("code", ["en", "fr", "de"])
def test_the_slide_has_half_of_a_screen_of_1280_by_800(open_window, monkeypatch, code):
    monkeypatch.setenv("PASSEUR_LANG", code)
    window = open_window(QSize(1280, 778))  # beside the frame that a desktop draws
    bench = window.build_workbench()
    window.grab()
    slide = slide_rect(window)
    assert slide.width() * slide.height() >= 1280 * 800 / 2
    for pane in (bench.deck, bench.timeline_pane):
        assert pane.isVisible()
    for button, pane in (
        (bench.bar.notes_button, bench.notes_box),
        (bench.bar.inspector_button, bench.side_container),
    ):
        assert not pane.isVisible()
        assert not button.isChecked()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert pane.isVisible()
        assert button.isChecked()
        assert button.toolTip()


def test_a_wide_window_shows_every_pane(open_window):
    bench = open_window(QSize(1600, 950)).build_workbench()
    for pane in (bench.deck, bench.side_container, bench.notes_box, bench.timeline_pane):
        assert pane.isVisible()


def test_panes_stay_as_they_were_left(open_window):
    first = open_window(QSize(1600, 950))
    bench = first.build_workbench()
    bench.bindings.actions["deck"].trigger()
    bench.bindings.actions["notes_pane"].trigger()
    first.close()
    first.settings.flush()
    again = open_window(QSize(1600, 950)).build_workbench()
    assert [pane.isVisible() for pane in (again.deck, again.side_container, again.notes_box, again.timeline_pane)] == [
        False,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("size", [QSize(1280, 778), QSize(1600, 950)])
def test_the_first_slide_stands_where_the_workbench_leaves_it(open_window, qtbot, size):
    for _ in range(2):  # at first, and as it was left
        window = open_window(size)
        before = slide_rect(window)
        window.build_workbench()

        def stands_there(before=before, window=window) -> bool:
            after = slide_rect(window)
            return max(abs(one - other) for one, other in zip(before.getRect(), after.getRect(), strict=True)) <= 12

        qtbot.waitUntil(stands_there, timeout=30_000)
        window.close()
        window.settings.flush()


@pytest.mark.parametrize("code", ["en", "fr", "de"])
@pytest.mark.parametrize("width", [800, 1280])
def test_the_menus_and_the_buttons_share_a_row(open_window, qtbot, monkeypatch, width, code):
    monkeypatch.setenv("PASSEUR_LANG", code)
    window = open_window(QSize(width, 778))
    bench = window.build_workbench()
    bar = window.menuBar()
    shown = (
        bar.actions() if width == 1280 else bar.actions()[:2]
    )  # a narrow row keeps the last ones in a menu of its own

    buttons = (bench.bar.notes_button, bench.present_button, bench.export_button)

    def share_the_row() -> bool:
        return (
            0 < bar.actionGeometry(shown[-1]).right() < bench.bar.x()
            and 0 < bar.height() <= 48
            and all(bar.geometry().contains(button.geometry().translated(bench.bar.pos())) for button in buttons)
        )

    qtbot.waitUntil(share_the_row, timeout=30_000)
    assert all(button.accessibleName() for button in buttons)
