"""A PDF can be read by programs: tags, headings, alternatives, links, outline, and pictures as they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import outloud
import pypdf
import pytest
from PySide6.QtGui import QColor, QImage

from desktop import paths
from desktop.output.pdf.slide_painter import with_spaces_between
from desktop.output.pdf.write import write_pdf
from desktop.output.picture_files import jpeg_info
from desktop.output.selection import ExportError
from desktop.render.frame import Font, TextRun
from desktop.story.load.load import load_file, load_text
from desktop.story.markdown import plain_text
from desktop.story.model import Story
from desktop.story.sections import sections_of

pytestmark = pytest.mark.usefixtures("painter_ready")
HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'
_OPERATORS = re.compile(rb"/\w+ (?:<<[^>]*>> BDC|BMC)\n|EMC\n|(?<![\w/.])(?:f\*?|F|S|s|B\*?|b\*?|Tj|TJ|Do|sh)(?=\s)")


@pytest.fixture(scope="module")
def shipped() -> Story:
    story = load_file(paths.shipped_story()).story
    assert story is not None
    return story


@pytest.fixture(scope="module")
def exported(shipped: Story, tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Path:
    (file,) = write_pdf(shipped, tmp_path_factory.mktemp("pdf") / "story.pdf", language="en")
    return file


def elements(node: Any) -> Iterator[Any]:
    """Yield all elements of a structure, from the top."""
    node = node.get_object()
    if isinstance(node, pypdf.generic.ArrayObject):
        for kid in node:
            yield from elements(kid)
    elif isinstance(node, pypdf.generic.DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def elements_of_slide(file: Path, story: Story, slide_id: str) -> list[Any]:
    document = pypdf.PdfReader(file).root_object["/StructTreeRoot"]["/K"].get_object()
    return list(elements(document["/K"][story.slide_index[slide_id]]))


def kinds(file: Path) -> Counter[str]:
    return Counter(str(one["/S"]) for one in elements(pypdf.PdfReader(file).root_object["/StructTreeRoot"]["/K"]))


def test_letters_that_glyphs_do_not_tell_are_written_beside_them(tmp_path: Path) -> None:
    words = "गौरव और अधिकारों"
    story = load_text(f'{HEAD}[[slide]]\nid = "a"\nlayout = "statement"\ntitle = "{words}"\ntext = "Plain"\n').story
    assert story is not None
    (file,) = write_pdf(story, tmp_path / "story.pdf", language="en")
    contents = pypdf.PdfReader(file).pages[0].get_contents().get_data()
    spans = re.findall(rb"/Span << /ActualText <FEFF([0-9A-F]*)> >> BDC\n", contents)
    said = "".join(bytes.fromhex(span.decode("ascii")).decode("utf-16-be") for span in spans)
    assert said.replace(" ", "") == words.replace(" ", "")


def test_all_that_is_painted_is_tagged_or_an_ornament(exported: Path) -> None:
    for page in pypdf.PdfReader(exported).pages:
        depth = painted = 0
        for found in _OPERATORS.findall(page.get_contents().get_data()):
            if found.endswith((b"BDC\n", b"BMC\n")):
                depth += 1
            elif found == b"EMC\n":
                depth -= 1
            else:
                painted += 1
                assert depth == 1, found
        assert depth == 0
        assert painted > 5


def test_marks_of_a_page_are_its_parents_in_order(exported: Path) -> None:
    reader = pypdf.PdfReader(exported)
    table = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(table[::2], table[1::2], strict=True))
    for page in reader.pages:
        marks = [int(one) for one in re.findall(rb"/MCID (\d+)", page.get_contents().get_data())]
        assert marks == list(range(len(marks)))
        assert len(parents[page["/StructParents"]].get_object()) == len(marks)
        for link in page.get("/Annots", []):
            assert parents[link.get_object()["/StructParent"]].get_object()["/S"] == "/Link"


def test_each_slide_is_a_section_with_its_title_first(exported: Path, shipped: Story) -> None:
    reader = pypdf.PdfReader(exported)
    document = reader.root_object["/StructTreeRoot"]["/K"].get_object()
    sections = [one.get_object() for one in document["/K"]]
    assert [one["/S"] for one in sections] == ["/Sect"] * len(shipped.slides)
    for section in sections:
        inside = [str(one["/S"]) for one in elements(section["/K"])]
        assert inside[0] == "/H1"
        assert "/H1" not in inside[1:]


def test_a_slide_without_title_is_headed_by_its_number_or_text(tmp_path: Path) -> None:
    slides = """
[[slide]]
id = "a"
layout = "number"
kicker = "Market"
number = "4.8"
text = "billion"

[[slide]]
id = "b"
layout = "statement"
kicker = "Alone"
"""
    (file,) = write_pdf(load_text(HEAD + slides).story, tmp_path / "story.pdf", language="en")
    reader = pypdf.PdfReader(file)
    assert [entry.title for entry in reader.outline] == ["4.8", "Alone"]
    assert kinds(file)["/H1"] == 2


def test_the_outline_has_the_slides_of_a_section_below_its_title(tmp_path: Path) -> None:
    slides = "".join(
        f'[[slide]]\nid = "{name}"\nlayout = "statement"\ntitle = "{name}"\ntext = "t"\n{more}'
        for name, more in (
            ("x", ""),
            ("a", 'section = "*A*"\n'),
            ("b", ""),
            ("c", 'section = "B"\n'),
            ("d", "backup = true\n"),
            ("e", ""),
        )
    )
    (file,) = write_pdf(load_text(HEAD + slides).story, tmp_path / "story.pdf", language="en")
    reader = pypdf.PdfReader(file)
    titles = [[one.title for one in entry] if isinstance(entry, list) else entry.title for entry in reader.outline]
    assert titles == ["x", "A", ["a", "b"], "B", ["c", "e"], "d"]
    pages = [reader.get_destination_page_number(entry) for entry in reader.outline if not isinstance(entry, list)]
    assert pages == [0, 1, 3, 4]


def test_texts_that_stand_apart_have_a_space_between() -> None:
    font = Font("body", 30.0)

    def run(text: str, x: float, y: float) -> TextRun:
        return TextRun(x, y, text, font, "#ffffff", 100.0)

    items = (
        run("online", 0, 0),
        run("shop", 0, 40),
        run("7", 101, 32),
        run("A", 300, 40),
        run("影", 0, 80),
        run("院", 0, 120),
    )
    assert [one.text for one in with_spaces_between(items)] == ["online ", "shop", "7 ", "A", "影", "院"]
    hyphenated = (run("com-", 0, 0), run("merce", 0, 40))
    assert with_spaces_between(hyphenated) == hyphenated


def test_a_ring_is_said_as_the_figure_that_it_is(exported: Path, shipped: Story) -> None:
    section = elements_of_slide(exported, shipped, "evergrande")
    assert [str(one["/S"]) for one in section].count("/LI") == 2
    assert [str(one["/S"]) for one in section].count("/Figure") == 1


def test_numbers_along_a_track_are_a_figure_and_the_axis_an_ornament(exported: Path, shipped: Story) -> None:
    section = elements_of_slide(exported, shipped, "timeline")
    figures = [str(one["/Alt"]) for one in section if one["/S"] == "/Figure"]
    assert [words.split(":")[0] for words in figures] == [
        "Box office, billion US dollars",
        "Chinese share, % of receipts",
    ]
    assert len([one for one in section if one["/S"] == "/P"]) == 1  # the kicker


def test_a_checker_of_accessibility_finds_nothing_but_that_no_claim_is_made(exported: Path) -> None:
    found = outloud.check(str(exported))
    assert not found.error
    errors = {one.rule for one in found.findings if one.severity == "error"}
    assert errors == {"DOC-012"}  # PDF/UA is not claimed: no checker that knows all of its rules has read it


def test_figures_have_words_and_charts_their_numbers(exported: Path) -> None:
    figures = [
        one
        for one in elements(pypdf.PdfReader(exported).root_object["/StructTreeRoot"]["/K"])
        if one["/S"] == "/Figure"
    ]
    assert figures
    assert all(str(one["/Alt"]).strip() for one in figures)
    assert any("highest" in one["/Alt"] and "lowest" in one["/Alt"] for one in figures)


def test_claims_and_items_are_lists(exported: Path) -> None:
    found = kinds(exported)
    assert found["/LI"] == found["/LBody"] > found["/L"] > 0
    assert found["/Note"] > 20


def test_it_says_its_language_title_outline_and_page_numbers(exported: Path, shipped: Story) -> None:
    reader = pypdf.PdfReader(exported)
    root = reader.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "en",
        True,
        True,
    )
    assert reader.metadata.title == plain_text(shipped.title.get("en"))
    entries = [slide for entry in reader.outline if isinstance(entry, list) for slide in entry]
    in_sections = [slide_id for section in sections_of(shipped) for slide_id in section.slide_ids]
    pages = [reader.get_destination_page_number(entry) for entry in entries]
    assert pages == [shipped.slide_index[slide_id] for slide_id in in_sections]
    numbers = [str(shipped.slide_numbers[slide.id]) for slide in shipped.slides]
    assert [label.rpartition(" ")[2] for label in reader.page_labels] == numbers


def test_a_mark_of_a_source_leads_to_its_entry(tmp_path: Path, qapp: object) -> None:
    sources = "".join(f'[source.s{number}]\npublisher = "Paper {number}"\n' for number in (1, 2, 3))
    body = (
        f'{sources}[[slide]]\nid = "a"\nlayout = "statement"\ntitle = "T"\n'
        'text = "A text"\nsources = ["s1", "s2", "s3"]\n'
    )
    story = load_text(HEAD + body).story
    assert story is not None
    (file,) = write_pdf(story, tmp_path / "out.pdf")
    (page,) = pypdf.PdfReader(file).pages
    links = [link.get_object() for link in page["/Annots"]]
    assert [str(link["/Contents"]) for link in links] == ["Paper 1", "Paper 3"]  # the mark is "1–3"
    left, right = (float(link["/A"]["/D"][2]) for link in links)
    assert left < right
    for link in links:
        destination = link["/A"]["/D"]
        assert link["/A"]["/S"] == "/GoTo"
        assert destination[0].get_object() == page
        assert float(destination[3]) < float(link["/Rect"][1])  # the entry stands below the mark


def test_sources_and_links_lead_to_where_they_can_be_read(tmp_path: Path, qapp: object) -> None:
    text = HEAD + (
        '[source.s]\npublisher = "P"\nurl = "https://example.org/s?a=(1)"\n[source.none]\npublisher = "N"\n'
        '[[slide]]\nid = "a"\nlayout = "statement"\ntitle = "A"\nsources = ["s", "none"]\n'
        'text = "[here](https://example.org/b) and [no](javascript:x)"\n'
    )
    story = load_text(text).story
    assert story is not None
    (file,) = write_pdf(story, tmp_path / "out.pdf")
    (page,) = pypdf.PdfReader(file).pages
    links = [link.get_object() for link in page["/Annots"] if "/URI" in link.get_object()["/A"]]
    assert sorted(str(link["/A"]["/URI"]) for link in links) == ["https://example.org/b", "https://example.org/s?a=(1)"]
    for link in links:
        left, bottom, right, top = (float(one) for one in link["/Rect"])
        assert 0 <= left < right <= 960
        assert 0 <= bottom < top <= 540
        assert link["/Contents"]
    assert kinds(file)["/Link"] == 4  # two marks lead to their entries


def test_a_page_without_photographs_takes_less_than_100_kilobytes(exported: Path, shipped: Story) -> None:
    assert exported.stat().st_size < 100_000 * len(shipped.slides)


def test_steps_say_each_thing_once(shipped: Story, tmp_path: Path) -> None:
    (whole,) = write_pdf(shipped, tmp_path / "whole.pdf", language="en", slides="xiami")
    (steps,) = write_pdf(shipped, tmp_path / "steps.pdf", language="en", slides="xiami", steps="all")
    reader = pypdf.PdfReader(steps)
    assert len(reader.pages) > 1
    assert kinds(steps) == kinds(whole)
    assert reader.page_labels[1].endswith(".1")


def jpeg_story(folder: Path, **changes: str) -> tuple[Story, bytes]:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("#3366aa"))
    image.save(str(folder / "photo.jpg"), "JPEG", 80)
    slides = "".join(
        f'[[slide]]\nid = "s{number}"\nlayout = "image"\nimage = "photo.jpg"\nalt = "A photograph"\n'
        for number in range(3)
    )
    (folder / "content.toml").write_text(HEAD + slides, "utf-8")
    story = load_file(folder / "content.toml").story
    assert story is not None
    return story, (folder / "photo.jpg").read_bytes()


def test_a_photograph_goes_in_once_as_it_is(tmp_path: Path) -> None:
    story, data = jpeg_story(tmp_path)
    (file,) = write_pdf(story, tmp_path / "out.pdf")
    assert file.read_bytes().count(data) == 1
    assert all(len(page.images) == 1 for page in pypdf.PdfReader(file).pages)


@pytest.mark.parametrize(
    ("segment", "fits"),
    [
        (b"", True),
        (b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0", True),
        (b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0", False),
        (b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0", False),
    ],
)
def test_a_turned_photograph_is_painted(segment: bytes, fits: bool) -> None:
    exif = b"\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment if segment else b""
    frame = b"\xff\xc0\x00\x11\x08\x00\x10\x00\x20\x03" + b"\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    info = jpeg_info(b"\xff\xd8" + exif + frame)
    assert (info is not None) is fits
    if info is not None:
        assert (info.width, info.height, info.components) == (32, 16, 3)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xc0\x00\x00", b"GIF89a", b"\xff\xd8" + b"\xff" * 40])
def test_what_is_no_photograph_is_painted(data: bytes) -> None:
    assert jpeg_info(data) is None


def test_a_stopped_export_leaves_the_old_file(shipped: Story, tmp_path: Path) -> None:
    old = tmp_path / "story.pdf"
    old.write_bytes(b"old")
    with pytest.raises(ExportError):
        write_pdf(shipped, old, slides="1-3", progress=lambda done, total: done < 2)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("story.pdf", b"old")]
