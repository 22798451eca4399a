from dataclasses import replace

import pytest

from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Claim, Event, Figure, Slide, Story
from desktop.story.slide_content import slide_content


def text(words: str) -> LocalizedText:
    return LocalizedText((("en", words),))


EVENT = Event(
    "fire",
    parse_date("1871"),
    text("The fire"),
    text("It burned for two days."),
    figures=(Figure(text("300")),),
    claims=(Claim(text("The cow did it")),),
    sources=("early",),
    image="fire.jpg",
)
OWN = {
    "title": text("My fire"),
    "text": text("Mine."),
    "date": parse_date("1872"),
    "image": "mine.jpg",
    "figures": (Figure(text("301")),),
    "claims": (Claim(text("Nobody knows")),),
    "sources": ("late",),
}


def content_of(slide: Slide):
    return slide_content(slide, Story(events=(EVENT,), slides=(slide,)))


@pytest.mark.parametrize("field", OWN)
def test_a_value_of_the_slide_replaces_that_of_its_event_and_nothing_else(field: str):
    inherited = content_of(Slide("one", "event", event="fire"))
    content = content_of(replace(Slide("one", "event", event="fire"), **{field: OWN[field]}))
    assert getattr(content, field) == OWN[field]
    for other in OWN.keys() - {field}:
        assert getattr(content, other) == getattr(EVENT, "when" if other == "date" else other)
        assert getattr(content, other) == getattr(inherited, other)


def test_a_slide_without_an_event_shows_its_own_values():
    content = content_of(Slide("one", "statement", **OWN))
    assert content.event is None
    assert {field: getattr(content, field) for field in OWN} == OWN


def test_the_date_is_changed_where_it_is_written():
    slide = Slide("one", "event", event="fire")
    assert content_of(slide).date_path == ("event", "fire", "date")
    assert content_of(replace(slide, date=parse_date("1872"))).date_path == ("slide", "one", "date")
