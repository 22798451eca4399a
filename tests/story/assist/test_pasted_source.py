"""A link, a DOI, BibTeX or RIS becomes the fields of a source."""

from __future__ import annotations

import pytest

from desktop.story.assist.pasted_source import SourceFields, read_source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "https://www.lemonde.fr/economie/article/2021/03/29/canal-de-suez_6074859.html",
            SourceFields(
                publisher="lemonde.fr",
                url="https://www.lemonde.fr/economie/article/2021/03/29/canal-de-suez_6074859.html",
                date="2021-03-29",
            ),
        ),
        ("doi:10.1038/s41586-020-2649-2", SourceFields(url="https://doi.org/10.1038/s41586-020-2649-2")),
        ("https://doi.org/10.1038/nphys1170.", SourceFields(url="https://doi.org/10.1038/nphys1170")),
        (
            "@article{x,\n author = {M{\\\"u}ller, Hans and Garc{\\'\\i}a, Ana},\n"
            ' title={The {LaTeX} of \\\'Ecole -- a story}, journal="Nature & Co", year=2014, month=jun, doi={10.1000/abc}}',
            SourceFields(
                "Nature & Co",
                "The LaTeX of École – a story",
                "Hans Müller, Ana García",
                "https://doi.org/10.1000/abc",
                "2014-06",
            ),
        ),
        (
            "TY  - JOUR\nAU  - Doe, Jane\nAU  - Roe, R\nTI  - A title\nJO  - Science\nPY  - 2014/06/05/\nDO  - 10.1000/x\nER  - ",
            SourceFields("Science", "A title", "Jane Doe, R Roe", "https://doi.org/10.1000/x", "2014-06-05"),
        ),
    ],
    ids=["link", "doi", "doi link", "bibtex", "ris"],
)
def test_a_reference_says_what_it_knows(text, source):
    assert read_source(text) == source


@pytest.mark.parametrize(
    "text", ["", "hello", "two words", "http://localhost", "file:///etc/hosts", "https://[bad", "x" * 30_000]
)
def test_what_is_no_reference_is_none(text):
    assert read_source(text) is None


def test_a_reference_that_never_ends_is_read_as_far_as_it_goes():
    assert read_source("@book{x, title = {An open {brace") == SourceFields(title="An open brace")
