"""Lists the wordings that a story may replace."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from string import Formatter
from typing import Final, NamedTuple

from desktop.i18n.languages import Forms, language
from desktop.i18n.locales import SOURCE_LANGUAGE

_NOT_WORDINGS: Final = ("short", "forms", "contractions", "year_first")


class Wording(NamedTuple):
    """Holds the place of a wording in `locale.toml`, and the English one."""

    path: tuple[str, ...]
    english: Forms
    placeholders: frozenset[str]

    @property
    def example(self) -> str:
        """Return the English wording of many things."""
        return self.english if isinstance(self.english, str) else self.english["other"]


@lru_cache(maxsize=1)
def wordings() -> Mapping[str, Wording]:
    """Return the wordings by the keys that a story uses.

    They are the keys of [words] and [dates], and those of [dates.short] after "short_".
    """
    own = language(SOURCE_LANGUAGE).own_convention
    dates = {key: forms for key, forms in own("dates").items() if key not in _NOT_WORDINGS}
    found = {key: _wording(("words", key), forms) for key, forms in own("words").items()}
    found |= {key: _wording(("dates", key), forms) for key, forms in dates.items() if key not in found}
    return found | {
        f"short_{key}": _wording(("dates", "short", key), forms) for key, forms in own("dates", "short").items()
    }


def _wording(path: tuple[str, ...], forms: Forms) -> Wording:
    texts = [forms] if isinstance(forms, str) else forms.values()
    return Wording(path, forms, frozenset().union(*map(placeholders, texts)))


def placeholders(text: str) -> frozenset[str]:
    """Return the names in the braces of a wording.

    Raises ValueError where a brace has no partner.
    """
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
