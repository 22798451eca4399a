"""Where lines of titles end well, and where they never do."""

from __future__ import annotations

import pytest

from desktop.render.text import TextStyle, break_text, measure_text
from desktop.render.text_breaks import break_at_clauses, ends_with_clause, keep_counts, keep_numbers, keep_short_parts
from desktop.render.theme import body_font, display_font
from desktop.story.markdown import LINE_BREAK, Span


def clauses(text: str, lines: int, width: float) -> str | None:
    """Return a text of signs ten pixels wide, with "/" where its lines end."""
    spans = break_at_clauses((Span(text[:4]), Span(text[4:], strong=True)), lines, width, lambda part: 10.0 * len(part))
    return "".join(span.text for span in spans).replace(LINE_BREAK, "/") if spans else None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("70 000 people", "70\u00a0000 people"),
        ("1 234 567 €", "1\u00a0234\u00a0567 €"),
        ("in 1789 300 came", "in 1789\u00a0300 came"),
        ("from 5 to 60 days", "from 5 to 60 days"),
        ("room 12 3456", "room 12 3456"),
    ],
)
def test_groups_of_digits_stay_together(text: str, kept: str) -> None:
    assert keep_numbers(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("on 19 September 2014", "on 19\u00a0September 2014"),
        ("am 9. November", "am 9.\u00a0November"),
        ("Il dit : « Non ! » Pourquoi ?", "Il dit\u00a0: «\u00a0Non\u00a0!\u00a0» Pourquoi\u00a0?"),
        ("« Oui », (« non ») et d’« autres »", "«\u00a0Oui\u00a0», («\u00a0non\u00a0») et d’«\u00a0autres\u00a0»"),
        ("»Nein« sagte sie, ›so nicht‹ auch", "»Nein« sagte sie, ›so nicht‹ auch"),
        ("a : b, :param", "a\u00a0: b, :param"),
        ("for 4.8 million, or 55 %", "for 4.8\u00a0million, or 55\u00a0%"),
        ("from 5 to 60", "from 5 to 60"),
        ("in 1788 How", "in 1788 How"),
        ("2 Verfassungsgesetze", "2 Verfassungsgesetze"),
        ("c. 1850", "c.\u00a01850"),
        ("env. 538,8", "env.\u00a0538,8"),
        ("It was enough. 300 came", "It was enough. 300\u00a0came"),
        ("entre 1–5 mm e 4 100 t", "entre 1–5\u00a0mm e\u00a04 100\u00a0t"),
        ("Saem 900. Onde", "Saem 900. Onde"),
        ("a 27 de setembro", "a\u00a027\u00a0de\u00a0setembro"),
        ("When does a revolution end", "When does a\u00a0revolution end"),
        ("w oknie i z lewej", "w\u00a0oknie i\u00a0z\u00a0lewej"),
        ("fina (< 63 µm)", "fina (<\u00a063\u00a0µm)"),
        ("하루에 네 번 논에", "하루에 네 번 논에"),
        ("и в окне", "и\u00a0в\u00a0окне"),
        ("d’années, à 20 millions près", "d’années, à\u00a020\u00a0millions près"),
        ("Plan B is a plan", "Plan B is a\u00a0plan"),
        ("En 1905 l'État", "En 1905 l'État"),
        ("En 1920 s’achève", "En 1920 s’achève"),
        ("En 1914 M. Dupont", "En 1914 M. Dupont"),
        ("pour 3 M de t, 10 h.", "pour 3\u00a0M de t, 10\u00a0h."),
        ("i z e", "i z e"),
        ("a b c d e f words", "a b c d e\u00a0f\u00a0words"),
        ("est à l’est", "est à\u00a0l’est"),
    ],
)
def test_a_small_number_stays_with_its_word(text: str, kept: str) -> None:
    assert keep_counts(text, 12.0) == kept


@pytest.mark.usefixtures("painter_ready")
def test_a_narrow_line_may_end_behind_a_small_number() -> None:
    style = TextStyle(body_font(30), "#ffffff")
    text = "It was signed on 19 September"
    wide, narrow = break_text(text, style, 400.0), break_text(text, style, 200.0)
    assert [run.text for run in wide.runs] == ["It was signed on", "19 September"]
    assert [run.text for run in narrow.runs] == ["It was signed", "on 19", "September"]


@pytest.mark.usefixtures("painter_ready")
@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1,285,000 km", ["1,285,000", "km"]),
        ("1 285 000 €", ["1\u00a0285\u00a0000", "€"]),
        ("for 48,000 km", ["for", "48,000 km"]),
        ("à l’internationale", ["à", "l’internationale"]),
    ],
)
def test_what_belongs_together_is_parted_at_its_space_where_a_line_is_too_short(text: str, lines: list[str]) -> None:
    style = TextStyle(body_font(30), "#ffffff")
    widest = max(measure_text(line, style.font) for line in lines)
    assert [run.text for run in break_text(text, style, widest + 2.0).runs] == lines


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a-t-il", "a‑t‑il"),
        ("préfère-t-elle", "préfère‑t‑elle"),
        ("an e-mail", "an e‑mail"),
        ("Rendez-vous", "Rendez-vous"),
        ("1914-1918", "1914-1918"),
        ("one - two", "one - two"),
    ],
)
def test_no_line_ends_at_a_part_of_one_or_two_letters(text: str, kept: str) -> None:
    assert keep_short_parts(text) == kept


def test_lines_end_with_clauses_where_that_takes_no_more_lines() -> None:
    assert clauses("一二三四五、六七八九。", 2, 100.0) == "一二三四五、/六七八九。"
    assert clauses("一二三、四五、六七八九十。", 2, 80.0) == "一二三、四五、/六七八九十。"
    assert clauses("「一二三四。」五六七八。", 2, 90.0) == "「一二三四。」/五六七八。"


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("一二三、", True),
        ("「一二三。」", True),
        ("一二三", False),
        ("一、二", False),
        ("「一二三」", False),
        ("", False),
    ],
)
def test_a_line_ends_with_its_clause_or_inside_it(line: str, ends: bool) -> None:
    assert ends_with_clause(line) is ends


@pytest.mark.parametrize(
    ("text", "lines", "width"),
    [
        ("一二三四五六七八九十", 2, 60.0),  # one clause
        ("一、二三四五六七八九十。", 2, 110.0),  # lines of two and ten signs
        ("一二三、四五六、七八九。", 2, 50.0),  # three lines in place of two
        ("He saw M. Dupont and St. Paul", 2, 160.0),  # abbreviations
        ("In May, the canal opens to all", 2, 250.0),  # lines of eight and twenty-two signs
        ("One, two; three: four!", 5, 60.0),  # it is no heading that needs so many
        ("一二三、四五六。", 1, 120.0),
    ],
)
def test_else_they_end_as_they_did(text: str, lines: int, width: float) -> None:
    assert clauses(text, lines, width) is None


@pytest.mark.usefixtures("painter_ready")
def test_a_title_shows_plain_hyphens_and_breaks_at_none_of_them() -> None:
    style = TextStyle(display_font(72.0), "#ffffff", balance=True)
    words = "Quand Alibaba a-t-il acheté Xiami ?"
    for width in range(330, 700, 20):
        lines = [run.text for run in break_text(words, style, float(width)).runs]
        assert not any(line.rstrip().endswith(("a-", "t-")) for line in lines), lines
        assert "a-t-il" in "".join(lines)


@pytest.mark.usefixtures("painter_ready")
def test_a_balanced_title_in_chinese_ends_its_lines_with_clauses() -> None:
    style = TextStyle(body_font(50.0, 600), "#ffffff", balance=True, language="zh")
    block = break_text("哥伦布带了三条船和九十个人，郑和带了两万七千人", style, 800.0)
    assert [run.text for run in block.runs] == ["哥伦布带了三条船和九十个人，", "郑和带了两万七千人"]


def lines(text: str, style: TextStyle, width: float) -> list[str]:
    """Return the lines of a text."""
    found: dict[float, str] = {}
    for run in break_text(text, style, width).runs:
        found[run.y] = found.get(run.y, "") + run.text
    return list(found.values())


def test_a_heading_without_spaces_ends_its_lines_with_phrases() -> None:
    style = TextStyle(display_font(60), "#ffffff", balance=True, language="ja")
    assert lines("四時間が二時間二十二分になるまで", style, 700.0) == ["四時間が二時間", "二十二分になるまで"]


def test_a_text_without_spaces_ends_its_lines_with_phrases_across_marked_words() -> None:
    style = TextStyle(body_font(29), "#ffffff", language="ja")
    shown = lines("一九六〇年代、先進国は**高速道路とジェット機**に投資していた。", style, 600.0)
    assert shown == ["一九六〇年代、先進国は高速道路と", "ジェット機に投資していた。"]


def test_a_phrase_wider_than_its_line_is_parted_anywhere() -> None:
    style = TextStyle(body_font(29), "#ffffff", language="ja")
    assert len(lines("新函館北斗間が開業", style, 100.0)) > 2


@pytest.mark.parametrize(
    ("text", "lines", "width", "broken"),
    [
        ("One, two; three: four!", 2, 120.0, "One, two; /three: four!"),
        ("The river parts us no more, it waits for us", 2, 300.0, "The river parts us no more, /it waits for us"),
        ("\u201cWho?\u201d Nobody knows", 2, 150.0, "\u201cWho?\u201d /Nobody knows"),
        ("Entram 4 100 t. Saem 900. Onde está o resto?", 2, 300.0, "Entram 4 100 t. Saem 900. /Onde está o resto?"),
        ("قال الملك، لن نعود", 2, 150.0, "قال الملك، /لن نعود"),
    ],
)
def test_a_heading_with_spaces_ends_its_lines_with_clauses(text: str, lines: int, width: float, broken: str) -> None:
    assert clauses(text, lines, width) == broken


@pytest.mark.usefixtures("painter_ready")
def test_a_quote_breaks_behind_its_comma_and_a_paragraph_at_its_width() -> None:
    words = "La tierra dividida, el mundo unido y en paz."
    heading = TextStyle(display_font(104.0, italic=True), "#ffffff", balance=True, language="es")
    assert [run.text.strip() for run in break_text(words, heading, 1200.0).runs] == [
        "La tierra dividida,",
        "el mundo unido y en paz.",
    ]
    paragraph = TextStyle(body_font(50.0), "#ffffff", language="es")
    assert not break_text(words, paragraph, 800.0).runs[0].text.strip().endswith(",")


def test_a_large_title_keeps_a_count_with_its_word_on_a_narrow_page_too() -> None:
    block = break_text("12 miljoner kronor, 18 månader", TextStyle(display_font(180), "#fff", balance=True), 945.0)
    assert [run.text.strip() for run in block.runs] == ["12 miljoner", "kronor,", "18 månader"]
