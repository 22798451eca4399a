"""The settings of a person: the language of the interface."""

from __future__ import annotations

import pytest

from desktop.session.settings import Settings


@pytest.mark.parametrize(
    ("system", "speaks"), [("fr_CA", "fr"), ("de_CH.UTF-8", "de"), ("en_GB", "en"), ("ja_JP", "en")]
)
def test_the_interface_follows_the_system_where_it_has_its_language(
    monkeypatch: pytest.MonkeyPatch, system: str, speaks: str
) -> None:
    monkeypatch.setenv("PASSEUR_LANG", system)
    settings = Settings()
    settings.set_language("")
    assert settings.language == speaks


@pytest.mark.parametrize(("chosen", "speaks"), [("de", "de"), ("en", "en"), ("xx", "fr")])
def test_a_chosen_language_counts_while_it_has_a_catalogue(
    monkeypatch: pytest.MonkeyPatch, chosen: str, speaks: str
) -> None:
    monkeypatch.setenv("PASSEUR_LANG", "fr")
    settings = Settings()
    settings.set_language(chosen)
    assert settings.language == speaks
