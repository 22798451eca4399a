"""Messages drive no terminal and turn no line."""

from desktop.story.load.load import load_text
from desktop.story.problems.visible_text import name_unshown_characters


def test_control_and_bidirectional_characters_are_named():
    assert name_unshown_characters("\x1b[2J\u202eabc\x9b\ud800\u2029") == "U+001B[2JU+202EabcU+009BU+D800U+2029"


def test_words_of_every_script_stay_as_they_are():
    for text in ("l’été\u00a0: « 3\u202f% »", "שלום", "नमस्ते", "👩\u200d🚀", "渡し守"):
        assert name_unshown_characters(text) == text


def test_no_message_hint_or_file_name_of_a_story_carries_them():
    text = 'format = 1\n"\\u001b[2J\\u001b]0;pwned\\u0007\\u202e" = 1\n[story]\ntitle = 3\nlanguages = ["\\u001b"]\n'
    problems = load_text(text, path="a\x1b[2J.toml").problems
    assert len(problems) > 2
    for problem in problems:
        for language in ("en", "fr"):
            assert not set(problem.format_line(language)) & set("\x1b\x07\u202e\n")
    assert any("U+001B" in problem.message("en") for problem in problems)
