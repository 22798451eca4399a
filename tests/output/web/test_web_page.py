"""One file holds the whole story for any browser, asks for nothing, and runs nothing of the story's own."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from gzip import compress
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop import paths
from desktop.output.selection import ExportError
from desktop.output.web.page import SCRIPTS, part, script
from desktop.output.web.write import write_page
from desktop.render.colors import contrast, parse_color
from desktop.story.load.load import load_file
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Source, Story

pytestmark = pytest.mark.usefixtures("painter_ready")
VOID = {"br", "hr", "img", "input", "link", "meta", "area", "base", "col", "embed", "source", "track", "wbr"}


class Page(HTMLParser):
    """What a page says: its elements with their attributes, and whether each is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: dict[str, list[str]] = {}
        self.faults: list[str] = []
        self._open: list[str] = []
        self._said: list[str] = []
        self.source = text
        self.feed(text)
        self.close()
        self.faults += self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        tag = self._open[-1] if self._open else ""
        self.text.setdefault(tag, []).append(data)
        if tag not in ("script", "style", "text", "title"):
            self._said.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def words(self) -> str:
        """All that is said, without scripts, styles and drawings."""
        return " ".join("".join(self._said).split())


def written(story: Story, folder: Path, **options: str) -> Page:
    (file, *_) = write_page(story, folder / "talk.html", **options)
    return Page(file.read_text("utf-8"))


def loaded(path: Path) -> Story:
    story = load_file(path).story
    assert story is not None
    return story


@pytest.fixture(scope="module")
def shipped() -> Story:
    return loaded(paths.shipped_story())


@pytest.fixture(scope="module")
def page(shipped: Story, tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Page:
    return written(shipped, tmp_path_factory.mktemp("page"))


def test_each_element_is_closed_and_each_id_is_there_once(page: Page) -> None:
    assert page.faults == []
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {
        value.removeprefix("#")
        for tag, attributes in page.elements
        for name, value in attributes.items()
        if name in ("href", "xlink:href") and value.startswith("#")
    }
    addressed = {"fr", "en"}  # an address of the script too; the first language is there without it
    assert targets - set(ids) <= addressed


def test_it_asks_for_nothing_and_runs_only_its_own_script(page: Page) -> None:
    (policy,) = [one["content"] for one in page.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        texts = re.findall(rf"<{tag}>(.*?)</{tag}>", page.source, re.DOTALL)
        assert len(texts) == 1
        digest = b64encode(hashlib.sha256(texts[0].encode("utf-8")).digest()).decode("ascii")
        assert f"{directive} 'sha256-{digest}'" in policy
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        for name in ("src", "href", "xlink:href", "data", "action", "srcset"):
            value = attributes.get(name, "#")
            is_web_link = tag == "a" and value.startswith(("http://", "https://", "mailto:"))
            assert is_web_link or value.startswith(("#", "data:image/")), (tag, value[:60])
    style = "".join(page.text["style"])
    assert set(re.findall(r"url\(([a-z]*:?[^;,)]*)", style)) <= {"data:font/woff2"}
    assert "@import" not in style


def test_the_size_is_what_an_e_mail_carries(page: Page) -> None:
    data = page.source.encode("utf-8")
    assert len(data) <= 900_000
    assert len(compress(data)) <= 450_000
    assert all(len(script(is_logarithmic=one).encode("utf-8")) <= 60 * 1024 for one in (False, True))
    assert all(len(part(f"{name}.js").splitlines()) <= 400 for name in SCRIPTS)


def test_each_language_says_each_slide_event_and_source(page: Page, shipped: Story) -> None:
    for code in shipped.languages:
        prefix = "" if code == shipped.languages[0] else f"{code}&"
        ids = {attributes.get("id") for _, attributes in page.elements}
        wanted = [slide.id for slide in shipped.slides]
        wanted += [f"event={event.id}" for event in shipped.events]
        wanted += [f"source={source.id}" for source in shipped.sources]
        assert {prefix + name for name in wanted} <= ids
        for source in shipped.sources:
            assert not source.url or f'href="{source.url}"'.replace("&", "&amp;") in page.source
        for event in shipped.events:
            assert " ".join(event.title.get(code).replace("*", "").split()) in page.words


def test_the_marks_in_the_words_are_the_numbers_of_the_sources(page: Page, shipped: Story) -> None:
    entries = [
        attributes["id"] for tag, attributes in page.elements if tag == "li" and "source=" in attributes.get("id", "")
    ]
    first = [name for name in entries if "&" not in name]
    marks = re.findall(r'<a href="#(source=[^"]+)"[^>]*>(\d+)</a>', page.source)
    assert len(marks) > 20
    assert all(first[int(number) - 1] == name for name, number in marks)


def test_a_step_is_a_group_that_can_be_hidden(page: Page) -> None:
    (slide,) = [one for one in page.all("section") if one.get("id") == "xiami"]
    drawing = page.source.split('id="xiami"')[1].split("</svg>")[0]
    steps = {int(number) for number in re.findall(r'data-step="(\d+)"', drawing)}
    assert steps == set(range(1, int(slide["data-steps"]) + 1))


def test_each_letter_of_the_page_is_in_its_faces(page: Page) -> None:
    from fontTools.ttLib import TTFont

    style = "".join(page.text["style"])
    letters: dict[str, set[int]] = {}
    for family, data in re.findall(r'@font-face{font-family:"([^"]+)".*?base64,([^)]+)\)', style):
        letters.setdefault(family, set()).update(TTFont(BytesIO(b64decode(data))).getBestCmap())
    families = dict(re.findall(r"\.(f\d+){font:[^\"]*([^;}]*)", style))
    drawn = re.findall(r'<text class="(f\d+)[^"]*"[^>]*>([^<]*)</text>', page.source)
    assert len(drawn) > 800
    for name, text in drawn:
        known = set().union(*(letters[one] for one in re.findall(r'"([^"]+)"', families[name])))
        assert {ord(letter) for letter in Page(text).words} - {0x20} <= known, (text, families[name])


def test_light_colours_can_be_read_as_well_as_dark_ones(page: Page) -> None:
    style = "".join(page.text["style"])
    (light,) = re.findall(r":root\[data-colors=light\]{([^}]*)}", style)
    values = dict(re.findall(r"--([\w-]+):(#\w+);", light))
    texts = re.findall(r"\.s text\[fill=\"#\w+\"\]{fill:var\(--(c\d+)\)}", style)
    assert len(texts) >= 5
    on_ground = [name for name in texts if values[name] != values["background"]]
    assert all(contrast(parse_color(values[name])[0], parse_color(values["raised"])[0]) >= 4.0 for name in on_ground)


HOSTILE = (
    "</script><script>alert(1)</script> ]]> <img src=x onerror=alert(2)> \x00\x1b\ud800\u202e&#60; \" ' " + "x" * 10_000
)


def test_a_story_that_means_harm_is_only_text(shipped: Story, tmp_path: Path) -> None:
    text = LocalizedText((("fr", HOSTILE), ("en", HOSTILE)))
    sources = (
        Source("a", title=text, url="javascript:alert(1)"),
        Source("b", title=text, url='https://a.example/"><b>'),
    )
    events = tuple(replace(event, title=text, text=text) for event in shipped.events[:4])
    slides = tuple(replace(slide, title=text, text=text, notes=text) for slide in shipped.slides[:3])
    claims = replace(slides[1], text=LocalizedText((("", "[press](javascript:alert(3)) [file](file:///etc/passwd)"),)))
    story = replace(
        shipped,
        title=text,
        subtitle=text,
        author=text,
        sources=sources,
        events=events,
        slides=(*slides, replace(claims, id="claims")),
    )
    page = written(story, tmp_path)
    assert page.faults == []
    assert len(page.all("script")) == 3  # the data for search engines, that of the page, the program
    assert page.all("img") == []
    assert page.all("b") == []
    assert not [one for one in page.all("a") if one.get("href", "").startswith(("javascript:", "file:"))]
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\u202a-\u202e]", page.source)
    for data in re.findall(r'<script type="application/[^>]*>(.*?)</script>', page.source, re.DOTALL):
        assert "<" not in data
        assert "\\u202e" not in data.lower()
        json.loads(data)
    assert "alert(1)" in page.words


def test_right_to_left_stories_read_from_the_right(stories: Path, tmp_path: Path) -> None:
    page = written(loaded(stories / "arabic.toml"), tmp_path)
    editions = [one for one in page.all("div") if "edition" in one.get("class", "")]
    assert ("ar", "rtl") in [(one["lang"], one["dir"]) for one in editions]
    assert "Passeur Naskh" in "".join(page.text["style"])


def test_a_slide_called_as_a_language_keeps_an_address_of_its_own(shipped: Story, tmp_path: Path) -> None:
    first = replace(shipped.slides[1], id="en")
    page = written(replace(shipped, slides=(first, *shipped.slides[2:4])), tmp_path)
    (section,) = [one for one in page.all("section") if one.get("id") == "slide=en"]
    assert section["data-slide"] == "slide=en"


def test_with_its_address_links_to_it_have_a_picture(shipped: Story, tmp_path: Path) -> None:
    url = "https://example.org/talks/ferryman.html"
    files = write_page(shipped, tmp_path / "talk.html", slides="1-2", language="en", url=url)
    assert [file.name for file in files] == ["talk.html", "talk.png"]
    picture = QImage(str(files[1]))
    assert (picture.width(), picture.height()) == (1200, 630)
    page = Page(files[0].read_text("utf-8"))
    said = {one["property"]: one["content"] for one in page.all("meta") if "property" in one}
    assert said["og:image"] == "https://example.org/talks/talk.png"
    assert said["og:title"] == "The ferryman"
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.source)
    assert len(json.loads(data)["citation"]) == len(shipped.sources)


def test_without_its_address_nothing_says_where_it_is(page: Page) -> None:
    assert not [one for one in page.all("meta") if "property" in one]
    assert page.all("link") == []


@pytest.mark.parametrize("url", ["talk.html", "javascript:alert(1)", "ftp://example.org/x", "https:///"])
def test_an_address_that_is_none_is_refused(shipped: Story, tmp_path: Path, url: str) -> None:
    with pytest.raises(ExportError):
        write_page(shipped, tmp_path / "talk.html", slides="1", url=url)
    assert list(tmp_path.iterdir()) == []


def test_a_stop_half_way_leaves_the_old_file(shipped: Story, tmp_path: Path) -> None:
    (tmp_path / "talk.html").write_text("old", "utf-8")
    with pytest.raises(ExportError):
        write_page(shipped, tmp_path / "talk.html", progress=lambda done, total: done < 3)
    assert [file.read_text("utf-8") for file in tmp_path.iterdir()] == ["old"]


def test_the_same_story_is_the_same_page(shipped: Story, tmp_path: Path) -> None:
    pages = []
    for name in ("a.html", "b.html"):
        write_page(shipped, tmp_path / name, slides="1-3")
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]


def test_a_logarithmic_timeline_moves_too_and_counts_its_ticks_from_the_day_of_the_story(tmp_path: Path) -> None:
    story = load_file(Path(__file__).parents[2] / "stories" / "bigbang.toml").story
    assert story is not None
    page = written(replace(story, axis="log", deep_time="Ma"), tmp_path)
    assert "stage" in {attributes.get("class") for _, attributes in page.elements}
    assert not [one for one in page.all("button") if one.get("data-do") == "shorten"]
    assert "100\u00a0Ma" in page.source
    assert script(is_logarithmic=True) in page.source
    assert not page.faults
