"""Rich text of a story: it loads nothing, and its links lead to the web and to letters alone."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from desktop.output.safe_link import is_safe_link
from desktop.output.sandboxed_document import SealedDocument

pytestmark = pytest.mark.usefixtures("painter_ready")


@pytest.mark.parametrize("link", ["https://example.org", "HTTP://example.org/?a=b", "mailto:a@example.org"])
def test_the_web_and_letters_are_safe(link: str) -> None:
    assert is_safe_link(link)
    assert is_safe_link(QUrl(link).toString())


@pytest.mark.parametrize(
    "link",
    [
        "javascript:x",
        "file:///etc/passwd",
        "/etc/passwd",
        "//host/share",
        "data:text/html,x",
        "",
        "smb://host/x",
        "\x01\0https://a.org",
    ],
)
def test_files_scripts_and_shares_are_not(link: str) -> None:
    assert not is_safe_link(link)


def test_pictures_are_left_out_and_other_links_are_words() -> None:
    document = SealedDocument()
    document.set_story_markdown(
        "a ![p](/etc/p.png) [js](javascript:x) b [file](file:///etc/passwd) **[web](https://example.org)** ![q](q.png)\n\n"
        "- [dots](../x) <https://example.org/2>\n\n| [cell](ftp://x) | ![r](r.png) |\n|---|---|\n| <b>x</b> | |\n"
    )
    text = document.toHtml()
    for word in ("<img", "javascript", "etc", "ftp:", "../x"):
        assert word not in text
    for word in ("js", "file", "dots", "cell", 'href="https://example.org"', 'href="https://example.org/2"'):
        assert word in text


def test_nothing_is_loaded(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")  # would hold for ever whoever opens it
    document = SealedDocument()
    document.setHtml(f"<img src='{tmp_path}/pipe.png'><link rel='stylesheet' href='{tmp_path}/pipe.png'>")
    assert document.size().height() < 60
