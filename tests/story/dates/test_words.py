"""Dates in words, in French and English."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from desktop.story.dates.date_errors import DateError
from desktop.story.dates.parse import parse_date
from desktop.story.dates.words import format_date

# What is written | in English | in French | as a short label in English | in French; _ is a space that does not break.
SAID = """
2014                      | 2014                                  | 2014                                       | 2014                     | 2014
2014-06                   | June 2014                             | juin 2014                                  | Jun 2014                 | juin 2014
2014-08-01                | 1 August 2014                         | 1er août 2014                              | 1 Aug 2014               | 1er août 2014
2014-06-05T20:30          | 5 June 2014, 20:30                    | 5 juin 2014, 20_h_30                       | 5 Jun 2014, 20:30        | 5 juin 2014, 20_h_30
2014~                     | about 2014                            | vers 2014                                  | c. 2014                  | v. 2014
2014?                     | 2014 (uncertain)                      | 2014 (incertain)                           | 2014?                    | 2014_?
2014%                     | about 2014 (uncertain)                | vers 2014 (incertain)                      | c. 2014?                 | v. 2014_?
2004-06-11~               | about 11 June 2004                    | vers le 11 juin 2004                       | c. 11 Jun 2004           | v. 11 juin 2004
2013-01/2014~             | between January 2013 and 2014         | entre janvier 2013 et 2014                 | Jan 2013 – c. 2014       | janv. 2013 – v. 2014
1984-06-02?/2004-08-08~   | between 2 June 1984 and 8 August 2004 | entre le 2 juin 1984 et le 8 août 2004     | 2 Jun 1984? – c. 8 Aug 2004 | 2 juin 1984_? – v. 8 août 2004
1964/2008                 | 1964 – 2008                           | 1964 – 2008                                | 1964 – 2008              | 1964 – 2008
2014-03/2014-06           | from March to June 2014               | de mars à juin 2014                        | Mar – Jun 2014           | mars – juin 2014
2014-04/2014-08           | from April to August 2014             | d’avril à août 2014                        | Apr – Aug 2014           | avr. – août 2014
2014-06-05/2014-06-08     | from 5 to 8 June 2014                 | du 5 au 8 juin 2014                        | 5 – 8 Jun 2014           | 5 – 8 juin 2014
2014-12-25/2015-01-03     | from 25 December 2014 to 3 January 2015 | du 25 décembre 2014 au 3 janvier 2015    | 25 Dec 2014 – 3 Jan 2015 | 25 déc. 2014 – 3 janv. 2015
2001-21/2001-23           | from spring 2001 to autumn 2001       | du printemps 2001 à l’automne 2001         | spring 2001 – autumn 2001 | printemps 2001 – automne 2001
2014-06-05T20:30/2014-06-05T22:00 | 5 June 2014, 20:30 – 22:00    | 5 juin 2014, 20_h_30 – 22_h_00             | 5 Jun 2014, 20:30 – 22:00 | 5 juin 2014, 20_h_30 – 22_h_00
2014-06/2014-06           | June 2014                             | juin 2014                                  | Jun 2014                 | juin 2014
2004-06-XX/2004-07-03     | from a day in June 2004 to 3 July 2004 | d’un jour de juin 2004 au 3 juillet 2004  | Jun 2004 – 3 Jul 2004    | juin 2004 – 3 juil. 2004
1985-04-12/..             | since 12 April 1985                   | depuis le 12 avril 1985                    | 12 Apr 1985 →            | 12 avr. 1985 →
1985/                     | after 1985                            | après 1985                                 | 1985 – ?                 | 1985 – ?
../1985-04-12             | until 12 April 1985                   | jusqu’au 12 avril 1985                     | → 12 Apr 1985            | → 12 avr. 1985
../1985                   | until 1985                            | jusqu’en 1985                              | → 1985                   | → 1985
/1200                     | before 1200                           | avant 1200                                 | ? – 1200                 | ? – 1200
201X                      | the 2010s                             | années 2010                                | the 2010s                | années 2010
18XX                      | the 19th century                      | XIXe siècle                                | the 19th century         | XIXe siècle
00XX                      | the 1st century                       | Ier siècle                                 | the 1st century          | Ier siècle
1XXX                      | the 2nd millennium                    | 2e millénaire                              | the 2nd millennium       | 2e millénaire
XXXX                      | an unknown year                       | une année inconnue                         | an unknown year          | une année inconnue
XXXX-12-25                | 25 December of an unknown year        | 25 décembre d’une année inconnue           | 25 Dec of an unknown year | 25 déc. d’une année inconnue
156X-12-25                | 25 December, between 1560 and 1569    | 25 décembre, entre 1560 et 1569            | 25 Dec, between 1560 and 1569 | 25 déc., entre 1560 et 1569
1X85                      | between 1085 and 1985                 | entre 1085 et 1985                         | between 1085 and 1985    | entre 1085 et 1985
1985-04-XX                | a day in April 1985                   | un jour d’avril 1985                       | Apr 1985                 | avr. 1985
1985-XX-XX                | a day in 1985                         | un jour de 1985                            | a day in 1985            | un jour de 1985
2004-XX                   | a month of 2004                       | un mois de 2004                            | a month of 2004          | un mois de 2004
2001-24                   | winter 2001                           | hiver 2001                                 | winter 2001              | hiver 2001
2001-34                   | the 2nd quarter of 2001               | 2e trimestre 2001                          | the 2nd quarter of 2001  | 2e trimestre 2001
2001-40                   | the 1st half of 2001                  | 1er semestre 2001                          | the 1st half of 2001     | 1er semestre 2001
-0043-03-15               | 15 March 44 BC                        | 15 mars 44 av. J.-C.                       | 15 Mar 44 BC             | 15 mars 44 av. J.-C.
0000                      | 1 BC                                  | 1 av. J.-C.                                | 1 BC                     | 1 av. J.-C.
Y-13800000000             | 13.8 billion years ago                | il y a 13,8 milliards d’années             | 13.8 billion years ago   | il y a 13,8 milliards d’années
Y-66000000                | 66 million years ago                  | il y a 66 millions d’années                | 66 million years ago     | il y a 66 millions d’années
Y170000002                | 170,000,002                           | 170_000_002                                | 170,000,002              | 170_000_002
1950S2                    | about 1950 (2 significant digits)     | vers 1950 (2 chiffres significatifs)       | about 1950 (2 significant digits) | vers 1950 (2 chiffres significatifs)
1200S1                    | about 1200 (1 significant digit)      | vers 1200 (1 chiffre significatif)         | about 1200 (1 significant digit) | vers 1200 (1 chiffre significatif)
[1667,1668,1670..1672]    | 1667, 1668 or 1670 – 1672             | 1667, 1668 ou 1670 – 1672                  | 1667, 1668 or 1670 – 1672 | 1667, 1668 ou 1670 – 1672
{1960,1961-12}            | 1960 and December 1961                | 1960 et décembre 1961                      | 1960 and Dec 1961        | 1960 et déc. 1961
[..1760-12-03]            | 3 December 1760 or earlier            | 3 décembre 1760 ou avant                   | → 3 Dec 1760             | → 3 déc. 1760
{1984..}                  | everything from 1984 on               | tout depuis 1984                           | 1984 →                   | 1984 →
"""  # noqa: E501 -- a table: one date, one line
ROWS = [[cell.strip() for cell in line.split("|")] for line in SAID.strip().splitlines()]


def bare(said: str) -> str:
    return said.replace("\u202f", "_").replace("\u00a0", "_")


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_date_is_said_as_a_person_would(row):
    text, *wanted = row
    when = parse_date(text)
    assert [
        bare(format_date(when, language, style=style)) for style in ("long", "short") for language in ("en", "fr")
    ] == wanted


def test_a_variant_of_a_language_is_that_language():
    assert format_date(parse_date("2014-08"), "fr-CA") == "août 2014"
    assert format_date(parse_date("2014-08"), "en-GB") == "August 2014"


@given(
    st.text(st.sampled_from("0123456789-/XYSE?~%.,[]{}T:"), max_size=24), st.sampled_from(["fr", "en"]), st.booleans()
)
def test_every_date_can_be_said(text, language, short):
    try:
        when = parse_date(text)
    except DateError:
        return
    said = format_date(when, language, style="short" if short else "long")
    assert said.strip()
    assert "{" not in said
