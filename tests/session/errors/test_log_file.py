"""The log file holds where something failed and nothing of the story; the places are written once each."""

from __future__ import annotations

import logging
import re

import pytest
from hypothesis import given, strategies as st

from desktop.session.errors import log_file
from desktop.session.errors.log_file import ContentFreeFormatter, LogHandler, last_lines, short_source_path

SECRET = "Xiami’s diary / 1644"


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def handler(tmp_path, told):
    made = LogHandler(tmp_path / "data" / "passeur.log", told.append)
    yield made
    made.close()


def record(
    message: object, *arguments: object, name: str = "desktop.story", error: BaseException | None = None, level=40
):
    info = (type(error), error, error.__traceback__) if error is not None else None
    return logging.LogRecord(name, level, "/home/jane/lib/site-packages/lib/x.py", 7, message, arguments, info, "act")


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    try:
        raise error from cause
    except BaseException as caught:  # noqa: BLE001
        return caught


def written(handler: LogHandler) -> str:
    return "\n".join(last_lines(handler._path, 10_000))


def test_the_file_is_opened_at_the_first_record(handler, tmp_path):
    assert not (tmp_path / "data").exists()
    handler.emit(record("it failed"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d [\d:,]+ \S+ ERROR desktop.story: it failed", written(handler))


@pytest.mark.parametrize(
    ("name", "message", "arguments", "expected"),
    [
        ("desktop.x", "slide %s cannot be painted", (SECRET,), "slide … cannot be painted"),
        ("desktop.x", "%d of %r after %.1f s", (3, SECRET, 2.5), "3 of '…' after 2.5 s"),
        ("desktop.x", "%(name)s", ({"name": SECRET},), "…"),
        ("desktop.x", "%d", (SECRET,), "%d"),
        ("desktop.x", ValueError(SECRET), (), "… lib/x.py:7 act"),
        ("pyarrow", f"cannot read {SECRET}", (), "… lib/x.py:7 act"),
        (
            "qt",
            "%s",
            (f'QFont::fromString: Invalid description "{SECRET}"',),
            "QFont::fromString: Invalid description …",
        ),
        ("qt", "%s", ("cannot open /home/jane/diary.svg: no such file",), "cannot open … no such file"),
        ("qt.svg", "%s", (f"unknown element {SECRET}",), "…"),
        ("qt", "%s", ("QPainter::begin: Paint device returned engine == 0",), None),
    ],
)
def test_a_message_is_written_without_values(name, message, arguments, expected):
    one = record(message, *arguments, name=name)
    assert ContentFreeFormatter().format(one).partition(f"{name}: ")[2] == (expected or arguments[0])


@given(st.text(min_size=4).map(lambda text: f"«{text}»"))
def test_no_text_of_an_exception_is_written(text):
    error = raised(KeyError(text), cause=raised(ValueError(text)))
    error.add_note(text)
    lines = ContentFreeFormatter().format(record("%s", text, error=error))
    assert text not in lines
    assert lines.endswith("builtins.KeyError")
    assert "\nbuiltins.ValueError\n" in lines
    assert "test_log_file.py:" in lines


def test_the_number_of_an_error_of_the_disk_is_written_and_its_path_is_not():
    lines = ContentFreeFormatter().format(
        record("m", error=raised(PermissionError(13, "Permission denied", "/home/jane")))
    )
    assert lines.endswith("builtins.PermissionError 13")
    assert "jane" not in lines


def test_who_asks_for_the_values_gets_them(handler, monkeypatch):
    monkeypatch.setenv("PASSEUR_LOG_VALUES", "1")
    handler.emit(record("slide %s", SECRET, error=raised(ValueError("why"))))
    assert SECRET in written(handler)
    assert "ValueError: why" in written(handler)


def test_a_place_that_fails_all_the_time_is_told_once_and_written_in_powers_of_ten(handler, told):
    for number in range(1000):
        handler.emit(record("%s failed", "paint", error=raised(ValueError(number))))
    assert told == ["paint failed: 0"]
    heads = [line for line in written(handler).splitlines() if line.startswith("20")]
    assert [line.partition("story")[2] for line in heads] == [
        ": … failed", " (10 times): … failed", " (100 times): … failed", " (1000 times): … failed",
    ]  # fmt: skip


def test_another_place_or_another_type_is_told_too_and_a_warning_is_only_written(handler, told):
    handler.emit(record("a", error=raised(ValueError("1"))))
    handler.emit(record("a", error=raised(KeyError("2"))))
    handler.emit(record("b"))
    handler.emit(record("c", level=logging.WARNING))
    assert told == ["a: 1", "a: '2'", "b"]
    assert "WARNING desktop.story: c" in written(handler)


def test_an_error_without_a_message_is_told_by_its_type(handler, told):
    handler.emit(record("paint failed", error=raised(MemoryError())))
    assert told == ["paint failed: MemoryError"]


def test_a_deep_recursion_is_cut():
    def deeper(depth: int) -> int:
        return deeper(depth + 1) + 1

    with pytest.raises(RecursionError) as caught:
        deeper(0)
    lines = ContentFreeFormatter().format(record("m", error=caught.value)).splitlines()
    assert len(lines) < 60
    assert any(re.fullmatch(r"  … \d+ more", line) for line in lines)


def test_the_file_rotates_and_is_bounded(handler, monkeypatch):
    monkeypatch.setattr(log_file, "MAX_BYTES", 500)
    for number in range(220):
        handler.emit(record(f"message {number}"))
    files = sorted(path.name for path in handler._path.parent.iterdir())
    assert files == ["passeur.log", "passeur.log.1", "passeur.log.2"]
    assert all(path.stat().st_size <= 500 for path in handler._path.parent.iterdir())


def test_a_place_that_cannot_be_written_ends_nothing(tmp_path, told):
    (tmp_path / "data").write_text("a file in the way")
    handler = LogHandler(tmp_path / "data" / "passeur.log", told.append)
    handler.emit(record("a"))
    handler.emit(record("%d", "no number"))  # nor does a record that cannot be formatted
    assert told == ["a"]
    assert last_lines(tmp_path / "data" / "passeur.log", 3) == []


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("/home/jane/passeur/desktop/ui/app/app.py", "desktop/ui/app/app.py"),
        (r"C:\Users\jane\Passeur\desktop\cli.py", "desktop/cli.py"),
        ("/usr/lib/python3/site-packages/pyqtgraph/functions.py", "pyqtgraph/functions.py"),
        ("/usr/lib/python3.11/threading.py", "threading.py"),
        ("<string>", "<string>"),
    ],
)
def test_a_source_file_is_named_without_the_folders_of_the_user(path, short):
    assert short_source_path(path) == short


def test_a_log_that_is_not_there_or_no_file_has_no_lines(tmp_path):
    assert last_lines(tmp_path / "none.log", 5) == []
    (tmp_path / "zero.log").symlink_to("/dev/zero")
    assert last_lines(tmp_path / "zero.log", 5) == []
