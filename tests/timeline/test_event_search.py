"""Finding events as one types: accents and case do not matter, every word counts, filters narrow."""

from __future__ import annotations

import pytest

from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Claim, Event, Figure, Source, Story, Track
from desktop.timeline.event_search import EventFilter, EventSearch, query_terms


def say(english: str, french: str = "") -> LocalizedText:
    return LocalizedText((("en", english), ("fr", french or english)))


STORY = Story(
    languages=("en", "fr"),
    tracks=(Track("films", say("Films")), Track("rules", say("Rules", "Règles"))),
    sources=(
        Source("lemonde", say("Le Monde"), say("Les quotas, et après ?")),
        Source("variety", say("Variety"), say("Release set")),
    ),
    events=(
        Event("quota", parse_date("2017-02?"), say("End of the quotas?", "Fin des quotas ?"), track="rules", status="planned",
              sources=("lemonde",), known_from=parse_date("2014-11")),
        Event("mood", parse_date("2000-05-20"), say("In the Mood for Love"), say("Shown at Cannes.", "Présenté à Cannes."),
              track="films", people=("Tony Leung",)),
        Event("release", parse_date("2016-12-23"), say("The film’s release", "Sortie du film : Œuvre"), track="films",
              figures=(Figure(say("$4.8bn", "4,8 Md$"), say("in theatres", "en salles"), sources=("variety",)),)),
        Event("stray", parse_date("1999"), say("Founding", "Naissance"), status="disputed",
              claims=(Claim(say("in spring"), date=parse_date("1999-04")),)),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("query", "language", "found"),
    [
        ("mood", "en", ("mood",)),
        ("MOOD love", "en", ("mood",)),
        ("presente", "fr", ("mood",)),
        ("PRÉSENTÉ", "fr", ("mood",)),
        ("présenté", "en", ()),  # texts in the language, titles in any
        ("sortie", "en", ("release",)),
        ("oeuvre", "fr", ("release",)),
        ("film's", "en", ("release",)),
        ("décembre 2016", "fr", ("release",)),
        ("december", "en", ("release",)),
        ("2016-12", "en", ("release",)),
        ("avril", "fr", ("stray",)),
        ("le monde", "en", ("quota",)),
        ("et apres", "en", ("quota",)),
        ("variety", "en", ("release",)),
        ("md$", "fr", ("release",)),
        ("regles", "fr", ("quota",)),
        ("leung", "en", ("mood",)),
        ('"the mood"', "en", ("mood",)),
        ('"mood the"', "en", ()),
        ("mood quotas", "en", ()),
        ("", "en", ("stray", "mood", "release", "quota")),
        ("o", "en", ("stray", "mood", "release", "quota")),
    ],
)
def test_words_are_found_wherever_an_event_says_them(query, language, found):
    assert EventSearch(STORY, language).find_events(query) == found


def test_filters_narrow_and_go_together():
    find = EventSearch(STORY, "en").find_events
    assert find("", EventFilter(tracks=frozenset({"films"}))) == ("mood", "release")
    assert find("", EventFilter(tracks=frozenset({""}))) == ("stray",)
    assert find("", EventFilter(statuses=frozenset({"planned", "disputed"}))) == ("stray", "quota")
    assert find("", EventFilter(sources=frozenset({"variety"}))) == ("release",)
    assert find("mood", EventFilter(tracks=frozenset({"films"}), sources=frozenset({"variety"}))) == ()


def test_only_what_was_known_is_found():
    find = EventSearch(STORY, "en").find_events
    assert find("", as_of=parse_date("2015")) == ("stray", "mood", "quota")
    assert find("", as_of=parse_date("2001")) == ("stray", "mood")


def test_texts_and_queries_are_folded_alike():
    assert query_terms("« En salles » quotas “the end”") == ("en salles", "quotas", "the end")
    assert query_terms('"not closed yet') == ("not closed yet",)


def test_moments_within_a_second_are_found_in_order():
    events = [
        Event(name, parse_date(f"2014-06-05T20:30:09{fraction}"), say("Beat"))
        for name, fraction in (("a", ".75"), ("b", ".5"), ("c", ""), ("d", ".25"))
    ]
    assert EventSearch(Story(events=tuple(events)), "en").find_events("beat") == ("c", "d", "b", "a")


def test_an_event_that_recurs_is_found_with_its_occurrences_each_by_its_own_date():
    games = Event("games", parse_date("2000-09"), say("Games", "Jeux"), every="4 years", until=parse_date("2012"))
    search = EventSearch(Story(events=(games, Event("other", parse_date("2004"), say("Other")))), "en")
    assert search.find_events("games") == ("games", "games@2", "games@3", "games@4")
    assert search.find_events("games 2008") == ("games@3",)
    assert [name for _, _, name in search.find_with_starts("2004")] == ["other", "games@2"]


def test_only_events_of_drawn_tracks_are_found_where_these_are_named():
    search = EventSearch(STORY, "en")
    assert search.find_events("", tracks={"films"}) == ("mood", "release")
    assert search.find_events("", tracks={"rules", ""}) == ("stray", "quota")
