"""Which suggestions fit a word that is being typed."""

from __future__ import annotations

from desktop.story.assist.suggestion import Suggestion, filter_by_word


def test_what_begins_with_the_word_comes_before_what_contains_it_and_what_has_its_letters_in_order():
    labels = ["tab", "battle", "bat", "b-a-t", "t-a-b", "BATH"]
    made = [Suggestion(label, label, "id", "", 0, 0, 0) for label in labels]
    assert [one.label for one in filter_by_word(made, "bat")] == ["battle", "bat", "BATH", "b-a-t"]
    assert [one.label for one in filter_by_word(made, "tb")] == ["tab", "t-a-b"]
    assert filter_by_word([Suggestion("a" * 60, "", "id", "", 0, 0, 0)], "a" * 30 + "b") == []
