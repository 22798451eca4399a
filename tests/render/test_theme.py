"""Colours reach WCAG AA; sizes are steps of one scale."""

from __future__ import annotations

import pytest

from desktop.render import theme as themes
from desktop.render.frame import Font
from desktop.story.format.fields import THEMES


@pytest.mark.parametrize("name", sorted(themes.THEMES))
@pytest.mark.parametrize("color", ["paper", "muted"])
def test_text_is_legible_on_the_ground_and_in_the_brightest_light(name: str, color: str):
    theme = themes.theme(name)
    assert themes.contrast_ratio(theme.color(color), theme.background) >= 4.5
    for _, glow in theme.glows:
        lit = themes.blend(theme.background, glow, 0.6)
        assert themes.contrast_ratio(theme.color(color), lit) >= 4.5, (color, lit)


@pytest.mark.parametrize("name", sorted(themes.THEMES))
@pytest.mark.parametrize("color", ["vermilion", "gold", "jade", "ink-blue"])
def test_large_text_in_a_track_colour_is_legible(name: str, color: str):
    theme = themes.theme(name)
    assert themes.contrast_ratio(theme.color(color), theme.background) >= 3.0


def test_contrast_is_that_of_wcag():
    assert themes.contrast_ratio("#000000", "#ffffff") == pytest.approx(21.0)
    assert themes.contrast_ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_one_step_smaller_is_the_next_of_the_scale():
    assert themes.step_down(Font("body", 35.0)).size == 29.0
    assert themes.step_down(Font("body", 24.0)).size == 24.0
    assert themes.step_down(themes.display_font(86.0)).tracking == pytest.approx(-0.008 * 72.0)


def test_an_unknown_theme_still_shows_something():
    assert themes.theme("no such theme") is themes.CINEMA


def test_a_colour_may_be_given_in_full():
    assert themes.CINEMA.color("#123456") == "#123456"
    assert themes.CINEMA.color("ink-blue") == "#6a9bc3"
    assert themes.CINEMA.color("") == themes.CINEMA.paper


def test_the_themes_of_the_format_are_those_that_can_be_painted():
    assert tuple(themes.THEMES) == THEMES
