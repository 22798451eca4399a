"""A text that is not UTF-8 is known for what it is, and saved as UTF-8."""

from __future__ import annotations

import pytest

from desktop.story.storage.encodings import encoding_name, guess_encoding
from desktop.story.storage.save import detect_format, save_text
from desktop.story.toml.toml_errors import UnreadableFileError


@pytest.mark.parametrize(
    ("text", "codec", "guess"),
    [
        ('title = "Été"', "utf-8", ""),
        ('title = "Été"', "utf-8-sig", ""),
        ('title = "plain"', "ascii", ""),
        ('title = "Été – 5 €"', "cp1252", "cp1252"),
        ('title = "Été"', "latin-1", "cp1252"),
        ('title = "\x81é"', "latin-1", "latin-1"),
        ('title = "Été"', "utf-16", "utf-16"),
    ],
)
def test_an_encoding_is_guessed_from_the_bytes(text: str, codec: str, guess: str) -> None:
    data = text.encode(codec)
    assert guess_encoding(data) == guess
    if guess:
        assert encoding_name(guess)
        with pytest.raises(UnreadableFileError):
            detect_format(data)
        assert detect_format(data, guess)[0] == text


@pytest.mark.parametrize("data", [b"\x00\xe9\x01", b"\xff\xfe\x00", b""])
def test_bytes_that_are_no_text_have_none(data: bytes) -> None:
    assert guess_encoding(data) == ""


def test_what_is_saved_is_utf_8_with_the_line_ends_of_before(tmp_path) -> None:
    path = tmp_path / "content.toml"
    path.write_bytes("a = 'é'\r\nb = 1\nc = 2\r\n".encode("cp1252"))
    text, file_format = detect_format(path.read_bytes(), "cp1252")
    saved = save_text(path, text + "d = 3\n", previous=file_format)
    assert path.read_bytes() == "a = 'é'\r\nb = 1\nc = 2\r\nd = 3\r\n".encode()
    assert saved.encoding == "utf-8"
