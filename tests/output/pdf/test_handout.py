"""A handout holds each slide with all of its notes and sources, the timeline and every source, on any paper."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from desktop import paths
from desktop.output.pdf.handout_text import HandoutText
from desktop.output.pdf.write import write_pdf
from desktop.render import theme as themes
from desktop.story.load.load import load_file, load_text
from desktop.story.model import Story

pytestmark = pytest.mark.usefixtures("painter_ready")
HEAD = 'format = 1\n[story]\ntitle = "A story"\nlanguages = ["en"]\n'


@pytest.fixture(scope="module")
def shipped() -> Story:
    story = load_file(paths.shipped_story()).story
    assert story is not None
    return story


def words_of(file: Path) -> str:
    """Return all words of a PDF on one line."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(file).pages).split())


def story_with_notes(count: int, words: int) -> Story:
    slides = "".join(
        f'[[slide]]\nid = "s{number}"\nlayout = "statement"\ntitle = "Slide {number}"\n'
        f'notes = "{" ".join(f"w{number}x{index}" for index in range(words))}"\n'
        for number in range(count)
    )
    story = load_text(HEAD + slides).story
    assert story is not None
    return story


@pytest.mark.parametrize(("per_page", "pages"), [(1, 7), (2, 4), (3, 3), (6, 2)])
def test_a_page_holds_as_many_slides_as_asked_for(per_page: int, pages: int, tmp_path: Path) -> None:
    (file,) = write_pdf(story_with_notes(7, 5), tmp_path / "out.pdf", handout=per_page)
    reader = pypdf.PdfReader(file)
    assert len(reader.pages) == pages  # there are no events and no sources
    assert len(reader.outline) == 7


@pytest.mark.parametrize("per_page", [1, 2, 3, 6])
@pytest.mark.parametrize("words", [3, 400, *(pytest.param(count, marks=pytest.mark.slow) for count in (1000, 2500))])
def test_no_word_of_the_notes_is_lost(per_page: int, words: int, tmp_path: Path) -> None:
    (file,) = write_pdf(story_with_notes(3, words), tmp_path / "out.pdf", handout=per_page)
    text = words_of(file).replace(" ", "")  # the reader parts a word here and there
    assert [word for number in range(3) for index in range(words) if (word := f"w{number}x{index}") not in text] == []


def test_the_timeline_and_all_sources_stand_at_the_end(shipped: Story, tmp_path: Path) -> None:
    (file,) = write_pdf(shipped, tmp_path / "out.pdf", handout=6, language="en", slides="1-2")
    *_, timeline, sources = pypdf.PdfReader(file).pages
    assert timeline.mediabox.width > timeline.mediabox.height
    text = " ".join(sources.extract_text().split())
    for number, source in enumerate(shipped.sources, 1):
        assert f"{number}." in text
        assert source.publisher.get("en").replace("’", "'") in text.replace("’", "'")


def test_sources_have_their_addresses(tmp_path: Path) -> None:
    story = load_text(
        HEAD + '[source.s]\npublisher = "P"\nauthor = "A. Writer"\nurl = "https://example.org/a"\n'
        '[[slide]]\nid = "a"\nlayout = "statement"\ntitle = "T"\nsources = ["s"]\n'
    ).story
    assert story is not None
    (file,) = write_pdf(story, tmp_path / "out.pdf", handout=1)
    assert words_of(file).count("https://example.org/a") == 2
    assert "A. Writer" in words_of(file)


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_the_one_asked_for(paper: str, size: tuple[int, int], tmp_path: Path) -> None:
    (file,) = write_pdf(story_with_notes(1, 3), tmp_path / "out.pdf", handout=1, paper=paper)
    box = pypdf.PdfReader(file).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


@pytest.mark.parametrize("color", ["paper", "muted", "vermilion", "gold", "jade", "ink-blue"])
def test_the_colours_of_print_can_be_read(color: str) -> None:
    assert themes.contrast_ratio(themes.PRINT.color(color), themes.PRINT.background) >= 4.5


def test_parts_of_a_text_cut_no_line() -> None:
    text = HandoutText(" ".join(f"word{index}" for index in range(400)), 300.0, 15.0)
    parts = list(text.slices(100.0, 200.0))
    assert len(parts) > 3
    assert parts[0][1] - parts[0][0] <= 100
    assert all(bottom - top <= 200 for top, bottom in parts)
    assert [top for top, _ in parts[1:]] == [bottom for _, bottom in parts[:-1]]
    assert parts[-1][1] == pytest.approx(text.height, abs=1.0)
    assert list(HandoutText("", 300.0, 15.0).slices(100.0, 200.0)) == []


def test_six_slides_with_notes_and_sources_share_a_page(tmp_path: Path) -> None:
    slides = "".join(
        f'[[slide]]\nid = "s{number}"\nlayout = "statement"\ntitle = "Slide {number}"\nsources = ["one", "two"]\n'
        f'notes = "{" ".join(f"w{number}x{index}" for index in range(30))}"\n'
        for number in range(6)
    )
    sources = '[source.one]\npublisher = "First"\nurl = "https://example.org/a"\n[source.two]\npublisher = "Second"\n'
    story = load_text(HEAD + sources + slides).story
    assert story is not None
    (file,) = write_pdf(story, tmp_path / "out.pdf", handout=6, paper="letter")
    page, _all_sources = pypdf.PdfReader(file).pages
    text = " ".join(page.extract_text().split())
    assert text.count("1 First, https://example.org/a · 2 Second") == 6
    assert all(f"w{number}x29" in text for number in range(6))


@pytest.mark.parametrize(("language", "is_first_at_the_right"), [("ar", True), ("en", False)])
def test_six_slides_stand_in_the_direction_of_the_language(
    language: str, *, is_first_at_the_right: bool, tmp_path: Path
) -> None:
    slides = "".join(
        f'[[slide]]\nid = "{name}"\nlayout = "statement"\ntitle = "{name}"\n' for name in ("Alpha", "Omega")
    )
    story = load_text(HEAD.replace('"en"', f'"{language}"') + slides).story
    assert story is not None
    (file,) = write_pdf(story, tmp_path / "out.pdf", handout=6)
    places: dict[str, float] = {}

    def note(text: str, matrix: list[float], place: list[float], _font: object, _size: float) -> None:
        places.setdefault("".join(text.split()), place[4] * matrix[0] + matrix[4])

    pypdf.PdfReader(file).pages[0].extract_text(visitor_text=note)
    assert (places["Alpha"] > places["Omega"]) is is_first_at_the_right
