"""What is left of an SVG when everything that reads, runs or multiplies is out of it."""

import gzip
import time
from pathlib import Path

import pytest

from desktop.render.svg.svg_element import SvgError
from desktop.render.svg.svg_filter import filter_svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
RECT = '<rect width="9" height="9" fill="#fff"/>'


def left(body: str, head: str = HEAD) -> str:
    return filter_svg(f"{head}{body}</svg>".encode()).data.decode()


def refused(body: str, head: str = HEAD) -> str:
    with pytest.raises(SvgError) as caught:
        left(body, head)
    return caught.value.reason


@pytest.mark.parametrize(
    "body",
    [
        '<image xlink:href="/etc/passwd" width="9" height="9"/>',
        '<image href="http://example.org/x.png"/>',
        '<use xlink:href="other.svg#x"/>',
        '<use href="data:image/svg+xml,x"/>',
        "<style>@import url(file:///etc/passwd);</style>",
        "<style>rect{fill:url(http://example.org/x)} g{fill:u\\72l(x)}</style>",
        '<g style="fill:url(file:///etc/passwd)"/>',
        '<g fill="url(other.svg#a)" onload="x()"/>',
        "<script>passwd()</script>",
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">passwd</p></foreignObject>',
        '<filter id="f"><feImage href="/etc/passwd"/></filter>',
        '<set attributeName="href" to="/etc/passwd"/>',
        '<a xlink:href="http://example.org/x"/>',
    ],
)
def test_nothing_that_reads_or_runs_is_left(body: str) -> None:
    text = left(body + RECT)
    for word in ("passwd", "example.org", "other.svg", "data:", "import", "onload", "script", "\\"):
        assert word not in text
    assert RECT in text


def test_what_names_a_part_of_the_same_picture_stays() -> None:
    body = (
        '<linearGradient id="a"><stop offset="0"/></linearGradient><style>.b{fill:url(#a)}</style>'
        '<g id="c"><rect class="b" width="9" style="stroke:url(#a)"/></g><use xlink:href="#c"/>'
    )
    assert body in left(body)


def test_processing_instructions_and_a_plain_doctype_are_left_out_and_entities_refused() -> None:
    head = '<?xml version="1.0"?><?xml-stylesheet type="text/css" href="/etc/passwd"?>'
    public = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert "passwd" not in left(RECT, head + HEAD)
    assert "DTD" not in left(RECT, public + HEAD)
    assert refused("&a;", '<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/passwd">]>' + HEAD) == "doctype"
    assert refused(RECT, '<!DOCTYPE svg [<!ENTITY % a "x">]>' + HEAD) == "doctype"


def test_what_references_multiply_to_is_counted() -> None:
    bomb = '<g id="a0">' + RECT + "</g>"
    bomb += "".join(f'<g id="a{n}">' + f'<use xlink:href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 10))
    assert refused(f'<defs>{bomb}</defs><use xlink:href="#a9"/>') == "use"
    masks = '<mask id="m0">' + RECT + "</mask>"
    masked = [f'<rect width="9" mask="url(#m{n})"/>' for n in range(8)]
    masks += "".join(f'<mask id="m{n + 1}">{masked[n] * 10}</mask>' for n in range(7))
    assert refused(masks + masked[7]) == "use"
    assert refused('<pattern id="p">' + RECT + "</pattern>" + '<g fill="url(#p)">' + RECT * 2000 + "</g>") == "use"
    assert (
        refused('<marker id="k">' + RECT * 99 + '</marker><path marker="url(#k)" d="M0 0' + "L1 1" * 9999 + '"/>')
        == "use"
    )
    assert refused('<g opacity=".5"/>' * 1000) == "use"


def test_what_refers_to_itself_is_refused() -> None:
    assert refused('<g id="a"><use xlink:href="#a"/></g>') == "use"
    assert refused('<linearGradient id="a" xlink:href="#b"/><linearGradient id="b" xlink:href="#a"/>') == "use"
    assert refused('<pattern id="p"><rect fill="url(#p)"/></pattern><rect fill="url(#p)"/>') == "use"


def test_the_second_of_two_with_one_id_has_none() -> None:
    assert left('<g id="a"/><mask id="a"/>').endswith('<g id="a"/><mask/></svg>')


def test_a_rule_paints_by_no_layer_as_it_can_reach_any_element() -> None:
    assert "<mask><" in left('<style>rect{mask:url(#m)}</style><mask id="m">' + RECT + "</mask>" + RECT)


def test_size_depth_and_count_are_bounded() -> None:
    assert refused("<g>" * 40 + "</g>" * 40) == "deep"
    assert refused(RECT * 60_000) == "large"
    assert refused("<text>" + "a" * 30_000 + "</text>") == "large"
    assert refused("<style>" + ".a,.b{fill:red}" * 2000 + "</style>" + RECT * 4000) == "large"
    with pytest.raises(SvgError, match="large"):
        filter_svg(gzip.compress(b" " * 9_000_000))


def test_numbers_beyond_the_rasteriser_are_left_out() -> None:
    assert left('<rect width="1e99" x="12345678" y="1234567"/>').endswith('<rect y="1234567"/></svg>')
    assert left('<rect fill="#12345678" stroke="#2e101010"/>').endswith(
        '<rect fill="#12345678" stroke="#2e101010"/></svg>'
    )
    assert left('<text font-size="0" font-weight="5000"/><text style="font-size:-3"/>').endswith(
        '<text/><text style=""/></svg>'
    )


@pytest.mark.parametrize("data", [b"", b"<svg", b"<html/>", b"nonsense", b"\x1f\x8bnonsense", b"\xff\xfe\0"])
def test_what_is_no_svg_is_refused(data: bytes) -> None:
    with pytest.raises(SvgError, match="xml"):
        filter_svg(data)


def test_what_is_left_out_is_named_and_titles_are_no_loss() -> None:
    found = filter_svg((HEAD + "<title>t</title><image/><filter/></svg>").encode())
    assert found.left_out == ("filter", "image")


def test_the_shipped_pictures_lose_nothing(root: Path) -> None:
    files = sorted((root / "assets").rglob("*.svg"))
    assert len(files) > 10
    assert [file.name for file in files if filter_svg(file.read_bytes()).left_out] == []


def test_a_rule_without_a_selector_is_left_out():
    filtered = left("<style>.a  } {fill:red} { } b{fill:red}</style>")
    assert "<style>b{fill:red}</style>" in filtered
    assert filter_svg(filtered.encode()).data.decode() == filtered


def test_comments_of_a_style_are_left_out_and_one_without_an_end_takes_the_rest() -> None:
    assert "<style>a{fill:red}\nb{fill:red}</style>" in left(
        "<style>a{fill:/* } */red} b{/**/fill:red} /* c{fill:red}</style>"
    )
    assert left('<rect style="fill:red;/* x; */y:1;stroke:red/*;width:1"/>').endswith(
        '<rect style="fill:red;stroke:red"/></svg>'
    )


@pytest.mark.parametrize("sign", ["/* ", "a", "a{", "}", ".a{fill:red}", "fill:red;"])
@pytest.mark.parametrize("body", ["<style>{}</style>", '<rect style="{}"/>'])
def test_a_style_is_read_in_time_proportional_to_its_length(body: str, sign: str) -> None:
    def seconds(count: int) -> float:
        text = body.format(sign * count)
        began = time.process_time()
        left(text)
        return time.process_time() - began

    # 64 times as long where the square counts, and then it takes seconds.
    assert min(seconds(16_000) for _ in range(2)) < 24 * min(seconds(2_000) for _ in range(2)) + 0.01
