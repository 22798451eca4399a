"""The editor beside the live slide, driven by real keys: text and picture are linked both ways, with one history."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from desktop.ui.text_area import TextArea, offset_of, units

KEY = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
SLIDE = '\n[[slide]]\nid = "late"\nlayout = "statement"\ntitle = { fr = "Tard", en = "Late" }\n'


@pytest.fixture
def area(qtbot):
    made = TextArea()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


@pytest.fixture
def editor(window, qtbot):
    """Return the editor with the keys in it."""
    QTest.keyClick(window, KEY.Key_E)
    made = window.bench.editor
    qtbot.waitUntil(made.area.hasFocus, timeout=2000)
    return made


def put(area, text: str) -> None:
    """Show a text with the cursor at its bar."""
    at = text.index("|")
    area.take(text.replace("|", "", 1))
    area.go_to(at)


def got(area) -> str:
    text, at = area.text(), area.offset()
    return text[:at] + "|" + text[at:]


# -- keys --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("a = |", "[", "a = [|]"),
        ("a = [|]", "]", "a = []|"),
        ("a = |", '"', 'a = "|"'),
        ('a = "x|"', '"', 'a = "x"|'),
        ('a = "it is|"', "(", 'a = "it is(|"'),
        ("# it is|", '"', '# it is"|'),
        ("a|b", '"', 'a"|b'),
        ("don|", "'", "don'|"),
    ],
)
def test_brackets_and_quotation_marks_close_themselves_outside_of_text(area, before, keys, after):
    put(area, before)
    QTest.keyClicks(area, keys)
    assert got(area) == after


@pytest.mark.parametrize(
    ("before", "key", "modifier", "after"),
    [
        ("a = [|]", KEY.Key_Backspace, None, "a = |"),
        ("a = [x|]", KEY.Key_Backspace, None, "a = [|]"),
        ("  a = 1|", KEY.Key_Return, None, "  a = 1\n  |"),
        ("a = [|]", KEY.Key_Return, None, "a = [\n  |\n]"),
        ("a|", KEY.Key_Tab, None, "a  |"),
        ("  a|", KEY.Key_Backtab, None, "a|"),
        ("a = 1|", KEY.Key_Slash, CTRL, "# a = 1|"),
        ("# a = 1|", KEY.Key_Slash, CTRL, "a = 1|"),
        ("x\ny|", KEY.Key_Up, ALT, "y|\nx"),
        ("x|\ny", KEY.Key_Down, ALT, "y\nx|"),
        ("x|\ny", KEY.Key_D, CTRL, "x|\nx\ny"),
    ],
)
def test_keys_that_arrange_lines(area, before, key, modifier, after):
    put(area, before)
    QTest.keyClick(area, key, modifier or Qt.KeyboardModifier.NoModifier)
    assert got(area) == after


def test_several_lines_are_indented_and_commented_together(area):
    area.take("a\n\nb\n")
    area.selectAll()
    QTest.keyClick(area, KEY.Key_Tab)
    assert area.text().startswith("  a\n\n  b\n")
    QTest.keyClick(area, KEY.Key_Slash, CTRL)
    assert area.text().startswith("#   a\n\n#   b")


def test_signs_beyond_the_first_plane_count_once(area):
    text = 'a = "𝄞 and 𝄢"\nb = 1'
    area.take(text)
    area.go_to(text.index("b"))
    assert area.offset() == text.index("b")
    assert [offset_of(text, units(text, at)) for at in range(len(text))] == list(range(len(text)))


def test_no_break_spaces_stay_what_they_are(area):
    text = 'a = "1\u00a0000\u202f%\u2028x"\n'
    area.take(text)
    QTest.keyClicks(area, "# ")
    assert area.text() == "# " + text


def test_a_change_from_outside_keeps_cursor_and_scroll(area):
    area.take("\n".join(f"a{n} = {n}" for n in range(200)))
    area.go_to(area.text().index("a150"))
    line, scroll = area.textCursor().blockNumber(), area.verticalScrollBar().value()
    heard = []
    area.typed.connect(lambda: heard.append(1))
    area.take(area.text().replace("a180 = 180", "a180 = 9"))
    assert (area.textCursor().blockNumber(), area.verticalScrollBar().value()) == (line, scroll)
    assert not heard


def test_a_table_folds_with_its_sub_tables_and_unfolds_for_whoever_goes_there(area):
    text = '[[slide]]\nid = "a"\n  [[slide.claim]]\n  says = "x"\n\n[[slide]]\nid = "b"\n'
    area.take(text)
    area.go_to(0)
    area.gutter.toggle_here()
    shown = [block.blockNumber() for block, _, _ in area.visible_lines()]
    assert shown == [0, 4, 5, 6, 7]
    area.go_to(text.index("says"))
    assert area.textCursor().block().isVisible()


def test_long_strings_are_coloured_to_their_end(area):
    area.take('a = """\n[not a table]\nx"""\n[table]\n')
    states = []
    block = area.document().firstBlock()
    while block.isValid():
        states.append(block.userState())
        block = block.next()
    assert states[:4] == [1, 1, -1, -1]


# -- find --------------------------------------------------------------------------------------------------------------


def test_find_goes_round_and_counts(editor):
    QTest.keyClick(editor.area, KEY.Key_F, CTRL)
    bar = editor.find_bar
    QTest.keyClicks(bar.line, "[[SLIDE]]")
    total = editor.area.text().count("[[slide]]")
    assert bar.count.text() == f"1 of {total}"
    QTest.keyClick(bar.line, KEY.Key_Return)
    assert bar.count.text() == f"2 of {total}"
    QTest.keyClick(bar.line, KEY.Key_Return, SHIFT)
    QTest.keyClick(bar.line, KEY.Key_Return, SHIFT)
    assert bar.count.text() == f"{total} of {total}"
    QTest.keyClick(bar.line, KEY.Key_Escape)
    assert not bar.isVisible()
    assert editor.area.hasFocus()


def test_replacing_all_is_one_step_back(editor, window):
    before = editor.area.text()
    editor.find_bar.open_bar(replace=True)
    editor.find_bar.regex.setChecked(True)
    editor.find_bar.line.setText(r'layout = "(\w+)"')
    editor.find_bar.by.setText(r'layout =  "\1"')
    editor.find_bar.replace_all()
    assert editor.area.text().count("layout =  ") == before.count("layout = ")
    window.session.document.undo()
    assert editor.area.text() == before


# -- text and picture --------------------------------------------------------------------------------------------------


def test_typing_shows_on_the_slide_after_a_pause(editor, window, qtbot):
    window.session.go_to_slide("statement")
    text = editor.area.text()
    at = text.index("title", text.index('id = "statement"'))
    at = text.index('fr = "', at) + len('fr = "')
    editor.area.go_to(at)
    QTest.keyClicks(editor.area, "Voici ")
    qtbot.waitUntil(lambda: window.session.story.slides[1].title.get("fr").startswith("Voici "), timeout=2000)
    assert window.session.document.dirty
    assert window.windowTitle().startswith("• ")


def test_where_the_cursor_is_that_slide_shows(editor, window, qtbot):
    text = editor.area.text()
    editor.area.go_to(text.index('id = "quote"'))
    qtbot.waitUntil(lambda: window.session.position.slide == "quote", timeout=2000)
    editor.area.go_to(text.index("[event.opening]"))
    qtbot.waitUntil(lambda: window.session.position.slide == "event", timeout=2000)


def test_a_click_on_the_slide_puts_the_cursor_into_its_text(editor, window):
    window.session.go_to_slide("quote")
    view = window.slide
    zone = next(zone for zone in view.frame().zones if zone.kind == "text" and "quote" in zone.path)
    corner, scale = view.placed()
    point = QPoint(round(corner.x() + (zone.x + 40) * scale), round(corner.y() + (zone.y + 30) * scale))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
    chosen = editor.area.textCursor().selectedText()
    assert chosen.strip('"') == window.session.slide.quote.get("fr")


def test_ctrl_click_goes_to_where_an_id_is_defined(editor):
    text = editor.area.text()
    at = text.index('event = "opening"') + len('event = "op')
    editor.area.asked.emit(at)
    assert editor.area.offset() == text.index("[event.opening]")


def test_broken_text_keeps_the_picture_and_is_underlined(editor, window, qtbot):
    before = window.session.story
    editor.area.go_to(0)
    QTest.keyClicks(editor.area, "[[[ ")
    qtbot.waitUntil(lambda: window.session.broken, timeout=2000)
    assert window.session.story is before
    assert editor.area.mark_of(1) == "error"
    assert editor.wrong.text()


def test_f8_walks_the_problems(editor, window, qtbot):
    window.session.type(
        editor.area.text().replace('layout = "quote"', 'layout = "quotes"').replace('"opening"]', '"openin"]')
    )
    editor.area.take(window.session.document.text)
    window.session.refresh()
    assert window.session.problems
    lines = sorted({problem.line for problem in window.session.problems})
    editor.area.go_to(0)
    QTest.keyClick(window, KEY.Key_F8)
    assert editor.area.textCursor().blockNumber() + 1 == lines[0]
    QTest.keyClick(window, KEY.Key_F8, SHIFT)
    assert editor.area.textCursor().blockNumber() + 1 == lines[-1]


def test_a_plain_fix_is_offered_and_mends(editor, window):
    window.session.type(editor.area.text().replace('layout = "quote"', 'layout = "quot"'))
    window.session.refresh()
    editor.area.take(window.session.document.text)
    editor.area.go_to(editor.area.text().index('"quot"') + 2)
    editor._problems()
    assert editor.fix.isVisible()
    menu: QMenu = editor.fix_menu()
    menu.actions()[0].trigger()
    assert 'layout = "quote"' in window.session.document.text
    assert not [one for one in window.session.problems if one.severity == "error"]


def test_completion_offers_keys_and_writes_them(editor, window, qtbot):
    editor.area.take(editor.area.text() + SLIDE)
    window.session.type(editor.area.text())
    editor.area.go_to(len(editor.area.text()))
    QTest.keyClicks(editor.area, "mi")
    qtbot.waitUntil(editor.completion.isVisible, timeout=2000)
    assert editor.completion.list.item(0).text() == "minutes"
    assert editor.completion.help.text()
    QTest.keyClick(editor.area, KEY.Key_Return)
    assert editor.area.text().splitlines()[-1].startswith("minutes = ")
    assert not editor.completion.isVisible()


def test_completion_knows_ids(editor, window, qtbot):
    editor.area.take(editor.area.text() + '\n[[slide]]\nid = "x"\nlayout = "event"\nevent = "')
    window.session.type(editor.area.text())
    editor.area.go_to(len(editor.area.text()))
    QTest.keyClick(editor.area, KEY.Key_Space, CTRL)
    qtbot.waitUntil(editor.completion.isVisible, timeout=2000)
    labels = [editor.completion.list.item(row).text() for row in range(editor.completion.list.count())]
    assert any("opening" in label for label in labels)
    QTest.keyClick(editor.area, KEY.Key_Escape)
    assert not editor.completion.isVisible()


def test_one_history_for_what_is_typed_and_what_is_dragged(editor, window, qtbot):
    first = editor.area.text()
    editor.area.go_to(len(first))
    QTest.keyClicks(editor.area, "# a word")
    window.bench.arranging.move_to("quote", 0)
    assert editor.area.text().index('id = "quote"') < editor.area.text().index('id = "title"')
    assert window.bench.bindings.actions["undo"].text() == "Undo: move quote"
    QTest.keyClick(editor.area, KEY.Key_Z, CTRL)
    for _ in range(20):
        QTest.keyClick(editor.area, KEY.Key_Z, CTRL)
    assert editor.area.text() == first
    QTest.keyClick(editor.area, KEY.Key_Z, CTRL | SHIFT)
    assert editor.area.text() != first


def test_ctrl_s_saves_from_the_text(editor, window, file):
    editor.area.go_to(len(editor.area.text()))
    QTest.keyClicks(editor.area, "# kept")
    QTest.keyClick(editor.area, KEY.Key_S, CTRL)
    assert file.read_text("utf-8").endswith("# kept")
    assert not window.session.document.dirty
    assert editor.state.text() == "saved"


def test_letters_in_the_text_are_no_keys_of_the_window(editor, window):
    here = window.session.position
    editor.area.go_to(0)
    QTest.keyClicks(editor.area, "# e t g o ? 0")
    assert editor.area.text().startswith("# e t g o ? 0")
    assert editor.isVisible()
    assert window.session.position == here


def test_e_shows_and_hides_it(window, qtbot):
    QTest.keyClick(window, KEY.Key_E)
    assert window.bench.editor.isVisible()
    window.slide.setFocus()
    QTest.keyClick(window, KEY.Key_E)
    assert not window.bench.editor.isVisible()


def test_zoom_and_wrap(editor, window):
    size = editor.area.font().pixelSize()
    QTest.keyClick(editor.area, KEY.Key_Plus, CTRL)
    assert editor.area.font().pixelSize() == size + 1
    QTest.keyClick(editor.area, KEY.Key_0, CTRL)
    assert editor.area.font().pixelSize() == size
    editor.wrap.setChecked(False)
    assert not window.settings.wrap
    assert editor.area.lineWrapMode() == TextArea.LineWrapMode.NoWrap


def test_the_partner_of_a_bracket_is_lit(area):
    put(area, "a = |[1, [2]]")
    lit = [one.cursor.position() for one in area.extraSelections() if isinstance(one.cursor, QTextCursor)]
    assert len(area.text()) in lit
