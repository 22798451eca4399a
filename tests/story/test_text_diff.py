"""The difference between two texts."""

from __future__ import annotations

from hypothesis import given, strategies as st

from desktop.story.text_diff import apply_replacements, changed_lines, common_ends, diff_texts


@given(st.text(alphabet="ab\n😀é", max_size=60), st.text(alphabet="ab\n😀é", max_size=60))
def test_changes_make_the_one_text_of_the_other(old, new):
    assert apply_replacements(old, diff_texts(old, new)) == new


def test_changes_far_apart_leave_what_is_between_alone():
    lines = [f"line {number}\n" for number in range(200)]
    new = lines.copy()
    new[3], new[150] = "other 3\n", "other 150\n"
    found = diff_texts("".join(lines), "".join(new))
    assert len(found) == 2
    assert sum(end - start for start, end, _ in found) <= 8


def test_a_change_in_one_line_is_only_that():
    assert diff_texts("one two three", "one 2 three") == [(4, 7, "2")]


@given(st.text("ab", max_size=12), st.text("ab", max_size=12))
def test_common_ends_do_not_overlap_and_are_the_longest(first, second):
    for one, other in ((first, second), (list(first), list(second))):
        prefix, suffix = common_ends(one, other)
        assert prefix + suffix <= min(len(one), len(other))
        assert one[:prefix] == other[:prefix]
        assert one[len(one) - suffix :] == other[len(other) - suffix :]
        if prefix + suffix < min(len(one), len(other)):
            assert one[prefix] != other[prefix]
            assert one[-1 - suffix] != other[-1 - suffix]


def test_each_line_says_what_became_of_it():
    assert changed_lines("a\nb\nc\nd", "a\nB\nc\nd\ne") == {1: "changed", 4: "added"}
    assert changed_lines("a\nb\nc", "a\nc") == {1: "removed"}
    assert changed_lines("a\nb", "a") == {0: "removed"}
    assert changed_lines("a\nb\nc", "a\nx\ny\nc") == {1: "changed", 2: "added"}
    assert changed_lines("a", "a") == {}


def test_a_text_that_is_another_is_changed_from_beginning_to_end():
    new = "\n".join(map(str, range(9000)))
    assert changed_lines("\n".join("a" * 9000), new) == dict.fromkeys(range(9000), "changed")


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_lines_without_a_mark_stand_in_the_older_text_in_their_order(old, new):
    marked = changed_lines("\n".join(old), "\n".join(new))
    kept = [line for number, line in enumerate(new) if marked.get(number, "removed") == "removed"]
    rest = iter(old or [""])
    assert all(line in rest for line in kept)
