"""Dates become forms: each kind of doubt its own, and what is known depends on when."""

from __future__ import annotations

import pytest

from desktop.story.dates.calendar import seconds_from_civil as at
from desktop.story.dates.parse import parse_date
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Claim, Event
from desktop.timeline.as_of import status_as_of
from desktop.timeline.date_shapes import event_shape, shape_of

KINDS = {
    "2014-06-05": "dot",
    "2014-06-05T14:30": "dot",
    "2014-06": "bar",
    "2014": "bar",
    "2014-21": "bar",
    "2014-03/2014-06-25": "bar",
    "2014/..": "bar",
    "/2014": "bar",
    "201X": "bracket",
    "2014-06-XX": "bracket",
    "1950S2": "whisker",
    "[2013,2014]": "one_of",
    "{2013,2014}": "all_of",
}


@pytest.mark.parametrize(("text", "shape"), KINDS.items())
def test_each_kind_of_date_has_its_shape(text, shape):
    assert shape_of(parse_date(text)).kind == shape


def test_a_year_is_a_span_of_its_true_width_and_never_a_point():
    form = shape_of(parse_date("2014"))
    assert (form.start, form.certain_start, form.certain_end, form.end) == (at(2014), at(2014), at(2015), at(2015))


def test_a_months_doubt_about_a_beginning_is_not_sure():
    form = shape_of(parse_date("2014-03/2014-06-25"))
    assert (form.start, form.certain_start) == (at(2014, 3), at(2014, 4))
    assert form.certain_end == form.end == at(2014, 6, 26)


def test_an_approximate_year_has_no_edges():
    form = shape_of(parse_date("2014~"))
    assert form.blur_start
    assert form.blur_end
    assert form.start < at(2014) < form.certain_start < form.certain_end < at(2015) < form.end


def test_only_the_approximate_end_is_blurred():
    form = shape_of(parse_date("2013-01/2014~"))
    assert not form.blur_start
    assert form.blur_end


def test_open_and_unknown_ends_differ():
    assert shape_of(parse_date("2014/..")).open_end
    assert not shape_of(parse_date("2014/..")).unknown_end
    assert shape_of(parse_date("2014/")).unknown_end
    assert shape_of(parse_date("../2014")).open_start
    assert shape_of(parse_date("/2014")).unknown_start


@pytest.mark.parametrize(
    "text", [*KINDS, "2014?", "2014~", "2014%", "2014/..", "../2014", "2014/", "[..2014]", "Y-138E8S3"]
)
def test_a_forms_corners_are_in_order(text):
    form = shape_of(parse_date(text))
    assert form.start <= form.certain_start <= form.certain_end <= form.end


def test_a_disputed_event_shows_all_dates_that_are_claimed():
    claims = (
        Claim(LocalizedText(), date=parse_date("2014")),
        Claim(LocalizedText(), date=parse_date("2013-01")),
        Claim(LocalizedText()),
    )
    event = Event("x", parse_date("2013-01/2014~"), status="disputed", claims=claims)
    form = event_shape(event, "disputed")
    assert form.kind == "claims"
    assert [part.start for part in form.parts] == [at(2014), at(2013, 1)]
    assert event_shape(event, "happened").kind == "bar"


# -- what was known when -------------------------------------------------------------------------------------------------

QUOTA = Event(
    "quota",
    parse_date("2017-02?"),
    status="planned",
    known_from=parse_date("2014-11"),
    became="happened",
    became_from=parse_date("2017-02-15"),
)
RELEASE = Event("release", parse_date("2016-12-23"))


def test_on_the_day_of_the_announcement_the_quota_is_planned_and_the_release_unknown():
    day = parse_date("2015-01-11")
    assert status_as_of(QUOTA, day) == "planned"
    assert status_as_of(RELEASE, day) is None


def test_in_2017_they_are_what_they_became():
    day = parse_date("2017-12")
    assert status_as_of(QUOTA, day) == "happened"
    assert status_as_of(RELEASE, day) == "happened"


def test_before_anybody_knew_there_is_nothing():
    assert status_as_of(QUOTA, parse_date("2014-06")) is None
    assert status_as_of(RELEASE, parse_date("2016-12-22")) is None
    assert status_as_of(RELEASE, parse_date("2016-12-23")) == "happened"


def test_without_a_date_of_knowledge_the_text_is_believed():
    assert status_as_of(QUOTA, None) == "planned"
    assert status_as_of(RELEASE, None) == "happened"


def test_one_moment_of_a_range_is_drawn_as_a_range_and_all_of_it_as_a_bar():
    one, every = shape_of(parse_date("[1981..1987]")), shape_of(parse_date("{1981..1987}"))
    decade = shape_of(parse_date("198X"))
    assert (one.kind, every.kind) == (decade.kind, "bar")
    whole = parse_date("1981/1987")
    assert (one.start, one.end) == (every.start, every.end) == (whole.start_min, whole.end_max)
    assert shape_of(parse_date("[1981..1983,1987]")).kind == "one_of"


def test_a_moment_has_its_place_within_the_second():
    assert shape_of(parse_date("2014-06-05T20:30:09.25")).fraction == 0.25
