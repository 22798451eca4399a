"""Where lines may end in languages without spaces."""

from __future__ import annotations

from itertools import pairwise

import pytest

from desktop.i18n.phrases import may_have_phrases, phrase_ends, phrase_language


def phrases(text: str, language: str) -> str:
    """Return a text with "|" between its phrases."""
    return "|".join(text[first:last] for first, last in pairwise((0, *phrase_ends(text, language))))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ja", "鉄道は|時代遅れだと|言われた|年に、|世界で|いちばん速い|鉄道が|できた"),
        ("ja", "四時間が|二時間|二十二分に|なるまで"),
        ("zh", "七次远航，|二十八年"),
        ("zh", "把它画了下来"),
        ("zh", "和两万七千人"),
        ("zh-Hant", "宗教|或信仰|自由"),
        ("en", "速さは|車両だけでは|つくれない"),  # quoted in an English story: kana tell that it is Japanese
    ],
)
def test_a_line_ends_between_phrases(language: str, expected: str) -> None:
    assert phrases(expected.replace("|", ""), language) == expected


@pytest.mark.parametrize("text", ["二千二十二年", "《瀛涯胜览》", "（不確か）", "はい。", "１，２３４人"])
def test_numbers_titles_and_brackets_are_never_parted(text: str) -> None:
    language = "ja" if "か" in text or "い" in text else "zh"
    ends = phrase_ends(text, language)
    assert all(text[at] not in "》）。，" and text[at - 1] not in "《（" for at in ends[:-1])
    assert "《" not in text or ends == (len(text),)
    assert "二千" not in text or ends == (len(text),)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Oxford", "ja", ""),
        ("Всё", "zh", ""),
        ("한국어", "ko", ""),
        ("日本", "ja", "ja"),
        ("日本", "zh-TW", "zh-hant"),
        ("日本", "fr", "zh-hans"),
        ("ひかり", "zh", "ja"),
        ("ภาษาไทย", "th", "th"),
    ],
)
def test_letters_and_language_choose_the_model(text: str, language: str, expected: str) -> None:
    assert phrase_language(text, language) == expected
    assert may_have_phrases(text) is bool(expected)
    assert bool(phrase_ends(text, language)) is bool(expected)
