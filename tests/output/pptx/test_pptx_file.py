"""What a library that we did not write reads in the file."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pptx
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE
from PySide6.QtGui import QColor, QImage

from desktop import paths
from desktop.output.export_job import prepare_export
from desktop.output.outline import slide_outline
from desktop.output.pptx.lint import package_faults
from desktop.output.pptx.write import write_pptx
from desktop.output.selection import ExportError
from desktop.render.frame import Frame, TextRun
from desktop.story.load.load import load_file, load_text
from desktop.story.markdown import plain_text
from desktop.story.model import Slide, Story
from desktop.story.reveal_steps import step_count
from desktop.story.sections import sections_of
from tests.golden_stories import golden_stories

pytestmark = pytest.mark.usefixtures("painter_ready")
HEAD = 'format = 1\n[story]\ntitle = "T"\nlanguages = ["en"]\n'


@pytest.fixture(scope="module")
def shipped() -> Story:
    story = load_file(paths.shipped_story()).story
    assert story is not None
    return story


@pytest.fixture(scope="module")
def exported(shipped: Story, tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Path:
    (file,) = write_pptx(shipped, tmp_path_factory.mktemp("pptx") / "story.pptx", language="en")
    return file


@pytest.fixture(scope="module")
def slides(exported: Path) -> list[Any]:
    return list(pptx.Presentation(str(exported)).slides)


def written(text: str, folder: Path, language: str = "", **options: Any) -> Path:
    """Return the file of a story that is given as text."""
    story = load_text(text, folder=folder).story
    assert story is not None
    (file,) = write_pptx(story, folder / "out.pptx", language=language, **options)
    assert list(package_faults(file)) == []
    return file


def shapes_of(shapes: Iterable[Any]) -> Iterator[Any]:
    """Yield all shapes, those of groups too."""
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from shapes_of(shape.shapes)


def words_of(slide: Any) -> str:
    """Return all words of a slide without white space."""
    texts = (shape.text_frame.text for shape in shapes_of(slide.shapes) if shape.has_text_frame)
    return re.sub(r"\s", "", "".join(texts))


def runs_with_links(shapes: Iterable[Any]) -> list[Any]:
    boxes = [shape.text_frame for shape in shapes_of(shapes) if shape.has_text_frame]
    return [run for box in boxes for paragraph in box.paragraphs for run in paragraph.runs if run.hyperlink.address]


def frame_of(story: Story, slide: Slide, language: str) -> Frame:
    job = prepare_export(story, language, slide.id, "final")
    return job.lay_out(job.pages[0], "16:9")


def test_nothing_has_to_be_repaired(exported: Path) -> None:
    assert list(package_faults(exported)) == []


@pytest.mark.slow
@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
def test_no_golden_slide_has_to_be_repaired(aspect: str, tmp_path: Path) -> None:
    for slide_id, story in golden_stories().items():
        (file,) = write_pptx(replace(story, aspect=aspect), tmp_path / f"{slide_id}.pptx")
        assert list(package_faults(file)) == [], slide_id
        assert len(list(pptx.Presentation(str(file)).slides)) == 1


def test_each_slide_has_its_title_first(shipped: Story, slides: list[Any]) -> None:
    for slide, source in zip(slides, shipped.slides, strict=True):
        title = " ".join(slide.shapes.title.text_frame.text.split())
        said = plain_text(slide_outline(source, shipped, "en").title or source.number.get("en"))
        assert re.sub(r"\W", "", title).startswith(re.sub(r"\W", "", said)), source.id
        assert said


def test_all_words_of_a_slide_are_text(shipped: Story, slides: list[Any]) -> None:
    for slide, source in zip(slides, shipped.slides, strict=True):
        words = words_of(slide)
        frame = frame_of(shipped, source, "en")
        charts = [zone for zone in frame.zones if zone.kind == "chart"]
        for item in frame.items:
            if isinstance(item, TextRun) and not any(zone.contains(item.x, item.y) for zone in charts):
                assert re.sub(r"\s", "", item.text) in words, (source.id, item.text)


def test_a_block_is_one_box_with_the_line_breaks_of_the_slide(shipped: Story, slides: list[Any]) -> None:
    slide = slides[shipped.slide_index["shop"]]
    lines = [
        item.text
        for item in frame_of(shipped, shipped.slides[1], "en").items
        if isinstance(item, TextRun) and item.font.size == 35
    ]
    assert len(lines) > 1
    boxes = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert any(box.startswith("\v".join(lines)) for box in boxes)


def test_notes_hold_what_is_said_and_the_sources(shipped: Story, slides: list[Any]) -> None:
    for slide, source in zip(slides, shipped.slides, strict=True):
        spoken = plain_text(source.notes.get("en"))
        if spoken.strip():
            notes = slide.notes_slide.notes_text_frame.text
            assert re.sub(r"\W", "", spoken)[:200] in re.sub(r"\W", "", notes), source.id


def test_a_break_in_the_notes_stays_one(tmp_path: Path) -> None:
    slide_text = "[[slide]]\nid = 's'\nlayout = 'statement'\ntitle = 'T'\nnotes = '''one\\\ntwo **three**'''\n"
    slide = pptx.Presentation(str(written(HEAD + slide_text, tmp_path))).slides[0]
    assert slide.notes_slide.notes_text_frame.text == "one\vtwo three"


def test_the_master_of_notes_is_listed(exported: Path) -> None:
    with ZipFile(exported) as archive:
        assert b"<p:notesMasterIdLst>" in archive.read("ppt/presentation.xml")


def test_pictures_have_words_and_ornaments_none(shipped: Story, slides: list[Any]) -> None:
    slide = slides[shipped.slide_index["shop"]]
    pictures = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert [picture._element.nvPicPr.cNvPr.get("descr") for picture in pictures] == [
        plain_text(shipped.slides[1].alt.get("en"))
    ]
    ribbon = next(shape for shape in slide.shapes if shape.name == "Ribbon")
    assert "decorative" in ribbon._element.xml.split("</p:nvGrpSpPr>")[0]


def test_a_drawing_stands_there_as_drawing_and_as_picture(exported: Path) -> None:
    with ZipFile(exported) as archive:
        markup = archive.read("ppt/slides/slide2.xml").decode()
        table = archive.read("ppt/slides/_rels/slide2.xml.rels").decode()
        targets = dict(re.findall(r'Id="(\w+)"[^>]*Target="\.\./media/([^"]+)"', table))
        (drawing,) = re.findall(r'svgBlip [^>]*r:embed="(\w+)"', markup)
        pictures = [targets[one] for one in re.findall(r'<a:blip r:embed="(\w+)"', markup)]
        assert targets[drawing].endswith(".svg")
        assert any(name.endswith(".png") for name in pictures)
        assert archive.read(f"ppt/media/{targets[drawing]}").startswith(b"<svg")


def test_sources_are_links_at_the_foot_and_in_the_notes(tmp_path: Path) -> None:
    body = (
        '[source.s]\npublisher = "P"\nurl = "https://example.org/a?b=1&c=2"\n'
        '[[slide]]\nid = "a"\nlayout = "statement"\ntitle = "T"\nsources = ["s"]\n'
        'text = "as [they](https://example.org/they) say"\n'
    )
    (slide,) = pptx.Presentation(str(written(HEAD + body, tmp_path))).slides
    foot = next(shape for shape in slide.shapes if shape.name == "Source s")
    assert foot.click_action.hyperlink.address == "https://example.org/a?b=1&c=2"
    assert [run.text for run in runs_with_links(slide.shapes)] == ["they"]
    (note,) = (
        run
        for paragraph in slide.notes_slide.notes_text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    )
    assert note.text == note.hyperlink.address == "https://example.org/a?b=1&c=2"


def test_the_number_of_a_slide_is_a_field(slides: list[Any]) -> None:
    fields = slides[1].shapes._spTree.xpath(".//a:fld[@type='slidenum']/a:t")
    assert [field.text for field in fields] == ["2"]


def test_each_step_waits_for_a_press(shipped: Story, slides: list[Any]) -> None:
    for slide, source in zip(slides, shipped.slides, strict=True):
        waits = slide._element.xpath("./p:timing//p:cond[@delay='indefinite']")
        assert len(waits) == step_count(source, shipped), source.id
        appearing = slide._element.xpath("./p:timing//p:spTgt[not(p:graphicEl)]/@spid")
        assert len(appearing) == len(set(appearing))


def test_sections_of_the_deck_and_backup_slides_are_sections(shipped: Story, exported: Path) -> None:
    with ZipFile(exported) as archive:
        markup = archive.read("ppt/presentation.xml").decode()
    names = re.findall(r'<p14:section name="([^"]+)"', markup)
    titles = [section.title.get("en") for section in sections_of(shipped)]
    assert names == [plain_text(shipped.title.get("en")), *titles, "Backup"]
    assert titles
    assert len(re.findall("<p14:sldId ", markup)) == len(shipped.slides)


def test_the_file_says_what_it_is(shipped: Story, exported: Path) -> None:
    properties = pptx.Presentation(str(exported)).core_properties
    assert properties.title == plain_text(shipped.title.get("en"))
    assert properties.language == "en-US"


def test_the_ground_of_slides_is_in_their_layouts_once(exported: Path, slides: list[Any]) -> None:
    with ZipFile(exported) as archive:
        grounds = [name for name in archive.namelist() if name.startswith("ppt/media/") and name.endswith(".jpg")]
    layouts = {slide.slide_layout.name for slide in slides}
    assert len(grounds) == len(layouts) < len(slides)


def test_the_same_story_gives_the_same_bytes(shipped: Story, tmp_path: Path) -> None:
    first, second = (
        write_pptx(shipped, tmp_path / name, slides="1-4")[0].read_bytes() for name in ("one.pptx", "two.pptx")
    )
    assert first == second


def test_a_page_of_another_aspect_has_its_size(shipped: Story, tmp_path: Path) -> None:
    (file,) = write_pptx(replace(shipped, aspect="4:3"), tmp_path / "out.pptx", slides="2")
    presentation = pptx.Presentation(str(file))
    assert presentation.slide_width * 3 == presentation.slide_height * 4


def test_languages_read_from_the_right_have_paragraphs_from_the_right(stories: Path, tmp_path: Path) -> None:
    story = load_file(stories / "hebrew.toml").story
    assert story is not None
    (file,) = write_pptx(story, tmp_path / "out.pptx", slides="1-3")
    assert list(package_faults(file)) == []
    with ZipFile(file) as archive:
        markup = archive.read("ppt/slides/slide2.xml").decode()
    assert re.search(r'<a:pPr [^>]*algn="r" rtl="1"', markup)
    assert 'lang="he-IL"' in markup
    assert 'typeface="Passeur Hebrew' in markup


def test_chinese_texts_name_their_own_face(stories: Path, tmp_path: Path) -> None:
    story = load_file(stories / "chinese.toml").story
    assert story is not None
    (file,) = write_pptx(story, tmp_path / "out.pptx", slides="1-2")
    with ZipFile(file) as archive:
        markup = archive.read("ppt/slides/slide2.xml").decode()
    assert '<a:ea typeface="Passeur WenKai' in markup
    assert 'lang="zh-CN"' in markup


def test_a_figure_beside_an_ideograph_has_room_for_the_space_between_them(stories: Path, tmp_path: Path) -> None:
    story = load_file(stories / "japanese.toml").story
    assert story is not None
    (file,) = write_pptx(story, tmp_path / "talk.pptx", slides="delay")
    (shape,) = (
        one
        for one in pptx.Presentation(str(file)).slides[0].shapes
        if one.has_text_frame and "人" in one.text_frame.text[:2]
    )
    job = prepare_export(story, "ja", "delay", "final")
    frame = job.lay_out(job.pages[0], story.aspect)
    (run,) = (one for one in frame.items if isinstance(one, TextRun) and one.text == "0人")
    pixels = shape.width / 12192000 * frame.width
    assert pixels > 1.06 * run.width + 0.2 * run.font.size


def test_a_photograph_goes_in_as_it_is_but_without_its_place(tmp_path: Path) -> None:
    image = QImage(640, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    image.save(str(tmp_path / "sea.jpg"), "JPEG", 80)  # type: ignore[call-overload]
    data = (tmp_path / "sea.jpg").read_bytes()
    place = b"Exif\0\0GPSLatitude 48.85"
    private = b"\xff\xe1" + (len(place) + 2).to_bytes(2, "big") + place
    comment = b"\xff\xfe\0\x0bmy phone!"
    (tmp_path / "sea.jpg").write_bytes(data[:2] + private + comment + data[2:])
    file = written(HEAD + '[[slide]]\nid = "a"\nlayout = "image"\ntitle = "Sea"\nimage = "sea.jpg"\n', tmp_path)
    with ZipFile(file) as archive:
        media = [archive.read(name) for name in archive.namelist() if name.startswith("ppt/media/")]
    assert data in media
    assert not any(b"GPSLatitude" in one or b"my phone" in one for one in media)


def peak_memory(slides: int, folder: Path) -> int:
    """Return the most bytes that Python held while equal slides were written."""
    body = "".join(
        f'[[slide]]\nid = "s{number}"\nlayout = "list"\ntitle = "One"\nitems = [{{ title = "x" }},{{ title = "y" }}]\n'
        for number in range(slides)
    )
    story = load_text(HEAD + body, folder=folder).story
    assert story is not None
    write_pptx(replace(story, slides=story.slides[:2]), folder / "warm.pptx")
    tracemalloc.start()
    try:
        write_pptx(story, folder / "out.pptx")
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_slides(tmp_path: Path) -> None:
    few, many = (peak_memory(count, tmp_path) for count in (10, 90))
    # A slide is 20 kB of markup, which is not kept; how much of what is laid out waits for the collector is chance.
    assert many - few < 80 * 10_000


# -- what must do no harm ------------------------------------------------------------------------------------------


def test_characters_that_xml_forbids_are_dropped(tmp_path: Path) -> None:
    story = load_text(
        HEAD + '[[slide]]\nid = "a"\nlayout = "statement"\ntitle = "x"\nnotes = "y"\n', folder=tmp_path
    ).story
    assert story is not None
    nasty = "a\x00b\x07c\u202ed ]]> </script> & <x>\ufffe\ud800 end"
    text = replace(story.slides[0].title, values=(("", nasty),))
    broken = replace(story, title=text, slides=(replace(story.slides[0], title=text, notes=text, kicker=text),))
    (file,) = write_pptx(broken, tmp_path / "out.pptx")
    assert list(package_faults(file)) == []
    (slide,) = pptx.Presentation(str(file)).slides
    assert slide.notes_slide.notes_text_frame.text == "abcd ]]> </script> & <x> end"
    with ZipFile(file) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                assert not re.search("[\x00-\x08\u202e\ufffe]", archive.read(name).decode("utf-8"))


def test_a_word_of_ten_thousand_letters_is_written(tmp_path: Path) -> None:
    body = f'[[slide]]\nid = "a"\nlayout = "statement"\ntitle = "{"x" * 10_000}"\ntext = "{"y" * 10_000}"\n'
    assert len(list(pptx.Presentation(str(written(HEAD + body, tmp_path))).slides)) == 1


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "\\\\\\\\host\\\\share"])
def test_links_of_other_kinds_are_texts(url: str, tmp_path: Path) -> None:
    body = (
        f'[source.s]\npublisher = "P"\nurl = "{url}"\n'
        f'[[slide]]\nid = "a"\nlayout = "statement"\ntitle = "T"\ntext = "[here]({url})"\nsources = ["s"]\n'
    )
    file = written(HEAD + body, tmp_path)
    with ZipFile(file) as archive:
        tables = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
    assert b"External" not in tables


def test_a_picture_that_cannot_be_read_is_named_in_the_notes(tmp_path: Path) -> None:
    (tmp_path / "torn.png").write_bytes(b"\x89PNG\r\n\x1a\nno")
    body = '[[slide]]\nid = "a"\nlayout = "image"\ntitle = "T"\nimage = "torn.png"\n'
    (slide,) = pptx.Presentation(str(written(HEAD + body, tmp_path))).slides
    assert "torn.png: n/a" in slide.notes_slide.notes_text_frame.text


def test_an_error_on_one_slide_leaves_the_others(tmp_path: Path) -> None:
    body = (
        '[[slide]]\nid = "a"\nlayout = "statement"\ntitle = "One"\n'
        '[[slide]]\nid = "b"\nlayout = "event"\nevent = "nowhere"\ntitle = "Two"\n'
        '[[slide]]\nid = "c"\nlayout = "statement"\ntitle = "Three"\n'
    )
    titles = [
        slide.shapes.title.text_frame.text for slide in pptx.Presentation(str(written(HEAD + body, tmp_path))).slides
    ]
    assert titles == ["One", "Two", "Three"]


def test_a_stop_leaves_the_old_file(shipped: Story, tmp_path: Path) -> None:
    target = tmp_path / "out.pptx"
    target.write_bytes(b"old")
    with pytest.raises(ExportError, match="stopped"):
        write_pptx(shipped, target, progress=lambda done, _total: done < 2)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
