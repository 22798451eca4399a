"""Dates in words: what every language says, and that each says it whole."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given, strategies as st

from desktop.i18n import known_languages, language as language_of
from desktop.story.dates.date_errors import DateError
from desktop.story.dates.format_date import date_phrase, format_date
from desktop.story.dates.parse import parse_date

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
2013-01/2014~             | from January 2013 to about 2014       | de janvier 2013 à 2014 environ             | Jan 2013 – c. 2014       | janv. 2013 – v. 2014
1801~/1850?               | from about 1801 to 1850 (uncertain)   | de 1801 environ à 1850 (incertain)         | c. 1801 – 1850?          | v. 1801 – 1850_?
1984-06-02?/2004-08-08~   | from 2 June 1984 (uncertain) to about 8 August 2004 | du 2 juin 1984 (incertain) au 8 août 2004 environ | 2 Jun 1984? – c. 8 Aug 2004 | 2 juin 1984_? – v. 8 août 2004
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
1999-06-XX/..             | since a day in June 1999              | depuis un jour de juin 1999                | Jun 1999 →               | juin 1999 →
1999-23~/..               | since about autumn 1999               | depuis l’automne 1999 environ              | c. autumn 1999 →         | v. automne 1999 →
../2014-08                | until August 2014                     | jusqu’en août 2014                         | → Aug 2014               | → août 2014
1985/                     | after 1985                            | après 1985                                 | 1985 – ?                 | 1985 – ?
../1985-04-12             | until 12 April 1985                   | jusqu’au 12 avril 1985                     | → 12 Apr 1985            | → 12 avr. 1985
../1985                   | until 1985                            | jusqu’en 1985                              | → 1985                   | → 1985
/1200                     | before 1200                           | avant 1200                                 | ? – 1200                 | ? – 1200
201X                      | the 2010s                             | années 2010                                | the 2010s                | années 2010
18XX                      | the 19th century                      | XIXe siècle                                | the 19th century         | XIXe siècle
16XX~                     | about the 17th century                | vers le XVIIe siècle                       | c. 17th century          | v. XVIIe siècle
199X/201X                 | from the 1990s to the 2010s           | des années 1990 aux années 2010            | the 1990s – the 2010s    | années 1990 – années 2010
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
Y-1500000                 | 1.5 million years ago                 | il y a 1,5 million d’années                | 1.5 million years ago    | il y a 1,5 million d’années
Y-66000000~               | about 66 million years ago            | il y a environ 66 millions d’années        | c. 66 million years ago  | il y a env. 66 millions d’années
Y-66000000/               | less than 66 million years ago        | il y a moins de 66 millions d’années       | 66 million years ago – ? | il y a 66 millions d’années – ?
Y-66000000/..             | for 66 million years                  | depuis 66 millions d’années                | 66 million years ago →   | il y a 66 millions d’années →
Y-252000000/Y-66000000    | 252 million years ago – 66 million years ago | il y a 252 millions d’années – il y a 66 millions d’années | 252 million years ago – 66 million years ago | il y a 252 millions d’années – il y a 66 millions d’années
Y170000002                | 170,000,002                           | 170_000_002                                | 170,000,002              | 170_000_002
1950S2                    | about 1950 (2 significant digits)     | vers 1950 (2 chiffres significatifs)       | about 1950 (2 significant digits) | vers 1950 (2 chiffres significatifs)
1200S1                    | about 1200 (1 significant digit)      | vers 1200 (1 chiffre significatif)         | about 1200 (1 significant digit) | vers 1200 (1 chiffre significatif)
[1667,1668,1670..1672]    | 1667, 1668 or 1670 – 1672             | 1667, 1668 ou 1670 – 1672                  | 1667, 1668 or 1670 – 1672 | 1667, 1668 ou 1670 – 1672
{1960,1961-12}            | 1960 and December 1961                | 1960 et décembre 1961                      | 1960 and Dec 1961        | 1960 et déc. 1961
[..1760-12-03]            | 3 December 1760 or earlier            | 3 décembre 1760 ou avant                   | → 3 Dec 1760             | → 3 déc. 1760
{1984..}                  | everything from 1984 on               | tout depuis 1984                           | 1984 →                   | 1984 →
"""  # noqa: E501 -- a table: one date, one line
ROWS = [[cell.strip() for cell in line.split("|")] for line in SAID.strip().splitlines()]


# What is written | in German | as a short label; the traps are case, articles and plural.
GERMAN = """
2014-06-05T08:05          | 5. Juni 2014, 08:05 Uhr                              | 5. Juni 2014, 08:05 Uhr
2014-06-05T20:30/2014-06-05T22:00 | 5. Juni 2014, 20:30 – 22:00 Uhr              | 5. Juni 2014, 20:30 – 22:00 Uhr
1850~                     | um 1850                                              | ca. 1850
2014-06~                  | etwa im Juni 2014                                    | ca. Juni 2014
2004-06-11~               | um den 11. Juni 2004                                 | ca. 11. Juni 2004
199X~                     | etwa in den 1990er-Jahren                            | ca. 1990er-Jahre
16XX                      | 17. Jahrhundert                                      | 17. Jahrhundert
16XX~                     | etwa im 17. Jahrhundert                              | ca. 17. Jahrhundert
2014?                     | 2014 (unsicher)                                      | 2014?
1801~/1850?               | von etwa 1801 bis 1850 (unsicher)                    | ca. 1801 – 1850?
1984-06-02?/2004-08-08~   | vom 2. Juni 1984 (unsicher) bis etwa zum 8. August 2004 | 2. Juni 1984? – ca. 8. Aug. 2004
2014-03/2014-06           | von März bis Juni 2014                               | März – Juni 2014
2014-06-05/2014-06-08     | vom 5. bis zum 8. Juni 2014                          | 5. – 8. Juni 2014
2001-21/2001-23           | vom Frühjahr 2001 bis zum Herbst 2001                | Frühjahr 2001 – Herbst 2001
199X/201X                 | von den 1990er-Jahren bis zu den 2010er-Jahren       | 1990er-Jahre – 2010er-Jahre
1985-04-12/..             | seit dem 12. April 1985                              | 12. Apr. 1985 →
../199X                   | bis zu den 1990er-Jahren                             | → 1990er-Jahre
/1999-21                  | vor dem Frühjahr 1999                                | ? – Frühjahr 1999
1X85                      | zwischen 1085 und 1985                               | zwischen 1085 und 1985
1985-04-XX                | ein Tag im April 1985                                | Apr. 1985
2004-06-XX/2004-07-03     | von einem Tag im Juni 2004 bis zum 3. Juli 2004      | Juni 2004 – 3. Juli 2004
2001-34                   | 2. Quartal 2001                                      | 2. Quartal 2001
2001-40/..                | seit dem 1. Halbjahr 2001                            | 1. Halbjahr 2001 →
-0043-03-15               | 15. März 44 v. Chr.                                  | 15. März 44 v. Chr.
Y-1500000                 | vor 1,5 Millionen Jahren                             | vor 1,5 Millionen Jahren
Y-4600000000/..           | seit 4,6 Milliarden Jahren                           | vor 4,6 Milliarden Jahren →
/Y-66000000               | vor mehr als 66 Millionen Jahren                     | ? – vor 66 Millionen Jahren
Y170000002                | 170.000.002                                          | 170.000.002
[1667,1668,1670..1672]    | 1667, 1668 oder 1670 – 1672                          | 1667, 1668 oder 1670 – 1672
{1984..}                  | alles seit 1984                                      | 1984 →
1200S1                    | um 1200 (auf 1 Stelle genau)                         | um 1200 (auf 1 Stelle genau)
"""
GERMAN_ROWS = [[cell.strip() for cell in line.split("|")] for line in GERMAN.strip().splitlines()]
DESCRIBED = [code for code in known_languages() if language_of(code).own_convention("dates")]


@st.composite
def dates(draw):
    """Draw any date of EDTF: parts with doubt or without digits, intervals open or closed, sets, deep time."""
    year = draw(st.sampled_from(("2014", "0009", "0476", "-0043", "201X", "18XX", "-04XX", "1XXX", "1X85", "XXXX")))
    if draw(st.booleans()):
        year = f"{draw(st.integers(0, 9999)):04}"
    month = draw(st.sampled_from(("", "", "-01", "-09", "-12", "-XX", "-1X", "-0X")))
    day = draw(st.sampled_from(("", "-01", "-08", "-25", "-XX", "-1X", "-2X"))) if month else ""
    if not month and "X" not in year:
        month = draw(st.sampled_from(("", *(f"-{code}" for code in (21, 22, 23, 24, 25, 29, 32, 33, 36, 37, 40, 41)))))
    first = f"{year}{month}{day}" + draw(st.sampled_from(("", "", "?", "~", "%")))
    kind = draw(st.sampled_from(("alone", "since", "until", "after", "before", "interval", "deep", "set", "time")))
    if kind == "time":
        first, kind = draw(st.sampled_from(("2014-06-05T02:11", "2014-06-05T02:11:07", "0033-04-03T15:00"))), "alone"
    if kind == "deep":
        age = draw(st.integers(1_000_000, 14_000_000_000))
        return parse_date(f"Y-{age}" + draw(st.sampled_from(("", "~", "?", "/..", "/", "/Y-999999"))))
    second = draw(st.sampled_from(("9999", "9999-12~", "9999-12-30?", "999X")))
    written = {
        "alone": first,
        "since": f"{first}/..",
        "until": f"../{first}",
        "after": f"{first}/",
        "before": f"/{first}",
        "interval": f"{first}/{second}",
        "set": f"[{first},{second}]",
    }[kind]
    try:
        return parse_date(written)
    except DateError:
        return parse_date("2014~")


def bare(said: str) -> str:
    return said.replace("\u202f", "_").replace("\u00a0", "_")


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_date_is_said_as_a_person_would(row):
    text, *wanted = row
    when = parse_date(text)
    assert [
        bare(format_date(when, language, style=style)) for style in ("long", "short") for language in ("en", "fr")
    ] == wanted


@pytest.mark.parametrize("row", GERMAN_ROWS, ids=[row[0] for row in GERMAN_ROWS])
def test_german_has_its_cases_and_articles(row):
    text, *wanted = row
    when = parse_date(text)
    assert [bare(format_date(when, "de-AT", style=style)) for style in ("long", "short")] == wanted


@pytest.mark.parametrize(
    ("text", "english", "french", "german"),
    [
        ("2014-06-05", "on 5 June 2014", "le 5 juin 2014", "am 5. Juni 2014"),
        ("2014-06", "in June 2014", "en juin 2014", "im Juni 2014"),
        ("2014", "in 2014", "en 2014", "im Jahr 2014"),
        ("2014-21", "in spring 2014", "au printemps 2014", "im Frühjahr 2014"),
        ("18XX", "in the 19th century", "au XIXe siècle", "im 19. Jahrhundert"),
        ("1850~", "about 1850", "vers 1850", "um 1850"),
        ("Y-66000000", "66 million years ago", "il y a 66 millions d’années", "vor 66 Millionen Jahren"),
    ],
)
def test_a_sentence_asks_for_the_form_that_it_needs(text, english, french, german):
    when = parse_date(text)
    assert [f"{date_phrase(when, code):at}" for code in ("en", "fr", "de")] == [english, french, german]


@pytest.mark.parametrize("code", DESCRIBED)
def test_each_language_says_every_date_in_every_form(code):
    for text, *_ in (*ROWS, *GERMAN_ROWS):
        for style in ("long", "short"):
            phrase = date_phrase(parse_date(text), code, style=style)
            for form in ("", "at", "of", *language_of(code).convention("dates", "forms")):
                said = format(phrase, form)
                assert said.strip() == said != ""
                assert "{" not in said
                assert "  " not in said


def test_a_variant_of_a_language_is_that_language():
    assert format_date(parse_date("2014-08"), "fr-CA") == "août 2014"
    assert format_date(parse_date("2014-08"), "en-GB") == "August 2014"


# What is written | language | in words | as a short label: what a native speaker writes, and code gets wrong first.
SPOKEN = """
1801~/1850?            | es | de aproximadamente 1801 a 1850 (incierto)           | c. 1801 – 1850?
1801~/1850?            | it | dal 1801 circa al 1850 (incerto)                    | c. 1801 – 1850?
1801~/1850?            | pt | de cerca de 1801 a 1850 (incerto)                   | c. 1801 – 1850?
1801~/1850?            | nl | van ongeveer 1801 tot 1850 (onzeker)                | ca. 1801 – 1850?
1801~/1850?            | sv | från omkring 1801 till 1850 (osäkert)               | ca 1801 – 1850?
1801~/1850?            | pl | mniej więcej od 1801 roku do 1850 roku (niepewne)   | ok. 1801 – 1850?
1801~/1850?            | ru | примерно с 1801 года по 1850 год (под вопросом)     | ок. 1801 – 1850?
1801~/1850?            | uk | приблизно з 1801 року до 1850 року (непевно)        | бл. 1801 – 1850?
1801~/1850?            | ar | من نحو عام 1801 إلى عام 1850 (غير مؤكد)             | نحو 1801 – 1850؟
1801~/1850?            | he | בערך מ-1801 עד 1850 (לא ודאי)                       | בערך 1801 – 1850?
1801~/1850?            | fa | از حدود سال ۱۸۰۱ تا سال ۱۸۵۰ (نامطمئن)              | حدود ۱۸۰۱ – ۱۸۵۰؟
1801~/1850?            | hi | लगभग 1801 से 1850 (अनिश्चित) तक                      | लगभग 1801 – 1850?
1801~/1850?            | zh | 约1801年至1850年（存疑）                              | 约1801年–1850年？
1801~/1850?            | ja | 1801年ごろから1850年（不確か）まで                      | 1801年ごろ〜1850年？
1801~/1850?            | ko | 1801년경부터 1850년(불확실)까지                       | 1801년경~1850년?
1801~/1850?            | vi | từ khoảng năm 1801 đến năm 1850 (không chắc chắn)   | k. 1801 – 1850?
2014-03/2014-06        | ru | с марта по июнь 2014 года                           | март – июнь 2014
2014-03/2014-06        | it | da marzo a giugno 2014                              | mar – giu 2014
2014-03/2014-06        | tr | Mart – Haziran 2014                                 | Mar – Haz 2014
2014-03/2014-06        | zh | 2014年3月至6月                                       | 2014年3月–6月
2014-03/2014-06        | ja | 2014年3月から6月まで                                  | 2014年3月〜6月
2014-03/2014-06        | he | ממרץ עד יוני 2014                                   | מרץ – יוני 2014
2014-06-05/2014-06-08  | it | dal 5 all’8 giugno 2014                             | 5 – 8 giu 2014
2014-06-05/2014-06-08  | es | del 5 al 8 de junio de 2014                         | 5 – 8 jun 2014
2014-06-05/2014-06-08  | sv | från den 5 till den 8 juni 2014                     | 5 – 8 juni 2014
2014-06-05/2014-06-08  | zh | 2014年6月5日至8日                                    | 2014年6月5日–8日
2014-06-05/2014-06-08  | vi | từ ngày 5 đến ngày 8 tháng 6 năm 2014               | 5 – 8/6/2014
2004-06-11~            | it | intorno all’11 giugno 2004                          | c. 11 giu 2004
1985-04-12/..          | pl | od 12 kwietnia 1985                                 | 12 kwi 1985 →
1985-04-12/..          | tr | 12 Nisan 1985 tarihinden beri                       | 12 Nis 1985 →
1985-04-12/..          | ar | منذ 12 أبريل 1985                                   | منذ 12 أبريل 1985
1985-04/               | pl | po kwietniu 1985                                    | kwi 1985 – ?
1985-09/               | pl | po wrześniu 1985                                    | wrz 1985 – ?
/1999-21               | pl | przed wiosną 1999                                   | ? – wiosna 1999
/1200                  | tr | 1200 yılından önce                                  | ? – 1200
../1985                | ru | по 1985 год                                         | → 1985
199X/201X              | ru | с 1990-х годов по 2010-е годы                       | 1990-е годы – 2010-е годы
199X/201X              | pt | da década de 1990 à década de 2010                  | década de 1990 – década de 2010
16XX~                  | ru | около XVII века                                     | ок. XVII века
16XX~                  | es | hacia el siglo XVII                                 | c. siglo XVII
16XX~                  | sv | omkring 1600-talet                                  | ca 1600-talet
19XX~                  | ar | نحو القرن العشرين                                   | نحو القرن العشرين
19XX                   | ar | القرن العشرون                                       | القرن العشرون
18XX                   | fa | قرن نوزدهم                                          | قرن نوزدهم
18XX                   | he | המאה ה-19                                           | המאה ה-19
18XX                   | hi | 19वीं सदी                                            | 19वीं सदी
18XX                   | ko | 19세기                                               | 19세기
-04XX                  | tr | MÖ 5. yüzyıl                                        | MÖ 5. yüzyıl
1560-XX-25             | en | the 25th of a month in 1560                         | the 25th of a month in 1560
1560-XX-25             | fr | le 25 d’un mois de 1560                             | le 25 d’un mois de 1560
1560-XX-25             | de | der 25. eines Monats im Jahr 1560                   | der 25. eines Monats im Jahr 1560
1560-XX-25             | zh | 1560年某月25日                                       | 1560年某月25日
1984-1X                | en | between October and December 1984                   | between Oct and Dec 1984
1984-1X                | ru | между октябрём и декабрём 1984 года                 | между октябрём и декабрём 1984 года
1984-1X                | pl | między październikiem a grudniem 1984               | między październikiem a grudniem 1984
2004-06-1X             | fr | entre le 10 et le 19 juin 2004                      | entre le 10 et le 19 juin 2004
2004-06-3X             | en | 30 June 2004                                        | 30 Jun 2004
-0027/0014             | en | 28 BC – AD 14                                       | 28 BC – AD 14
-0027/0014             | fr | 28 av. J.-C. – 14 apr. J.-C.                        | 28 av. J.-C. – 14 apr. J.-C.
-0027/0014             | de | 28 v. Chr. – 14 n. Chr.                             | 28 v. Chr. – 14 n. Chr.
-0027/0014             | ja | 紀元前28年〜西暦14年                                  | 紀元前28年〜西暦14年
-0752/0476             | en | 753 BC – AD 476                                     | 753 BC – AD 476
0009-09                | en | September AD 9                                      | Sep AD 9
0033~                  | en | about AD 33                                         | c. AD 33
0476                   | en | 476                                                 | 476
-00XX                  | en | the 1st century BC                                  | the 1st century BC
-04XX~                 | en | about the 5th century BC                            | c. 5th century BC
-X9XX                  | en | between 10,000 BC and 901 BC                        | between 10,000 BC and 901 BC
2014-06-05T02:11:07    | en | 5 June 2014, 02:11:07                               | 5 Jun 2014, 02:11:07
2014-06-05T02:11:00    | fr | 5 juin 2014, 2 h 11 min 00 s                        | 5 juin 2014, 2 h 11 min 00 s
2014-06-05T10:00:00/2014-06-05T10:00:45 | en | 5 June 2014, 10:00:00 – 10:00:45   | 5 Jun 2014, 10:00:00 – 10:00:45
2001-29                | en | spring 2001 (southern hemisphere)                   | spring 2001 (southern hemisphere)
Y-66000000             | zh | 6600万年前                                           | 6600万年前
Y-13800000000          | ja | 138億年前                                            | 138億年前
Y-1500000              | ru | 1,5 миллиона лет назад                              | 1,5 миллиона лет назад
Y-2000000              | pl | 2 miliony lat temu                                  | 2 miliony lat temu
Y-5000000              | pl | 5 milionów lat temu                                 | 5 milionów lat temu
Y-2000000              | ar | قبل مليوني سنة                                      | قبل مليوني سنة
Y-5000000              | ar | قبل 5 ملايين سنة                                    | قبل 5 ملايين سنة
Y-66000000~            | fr | il y a environ 66 millions d’années                 | il y a env. 66 millions d’années
Y-66000000~            | he | לפני כ-66 מיליון שנה                                | בערך לפני 66 מיליון שנה
Y-252000000/Y-66000000 | es | hace 252 millones de años – hace 66 millones de años | hace 252 millones de años – hace 66 millones de años
2014-06-05             | zh-TW | 2014年6月5日                                      | 2014年6月5日
2014~                  | zh-TW | 約2014年                                          | 約2014年
1XXX                   | pt-PT | II milénio                                        | II milénio
1XXX                   | pt-BR | II milênio                                        | II milênio
"""  # noqa: E501 -- a table: one date, one line
SPOKEN_ROWS = [[cell.strip() for cell in line.split("|")] for line in SPOKEN.strip().splitlines()]


@pytest.mark.parametrize("row", SPOKEN_ROWS, ids=[f"{row[0]}-{row[1]}" for row in SPOKEN_ROWS])
def test_each_language_says_dates_by_its_own_grammar(row):
    text, code, *wanted = row
    when = parse_date(text)
    said = [format_date(when, code, style=style).replace("\u00a0", " ") for style in ("long", "short")]
    assert said == wanted


ENGLISH_WORDS = re.compile(
    r"\b(about|uncertain|from|to|between|since|after|until|before|the|century|month|day|year|ago|BC|AD|or|and|of|in)\b"
)
TRANSLATED = [code for code in DESCRIBED if code != "en"]
SAME_AS_ENGLISH = {"nl": {"in", "of"}, "it": {"in"}, "de": {"in"}, "sv": set(), "fa": set(), "es": set()}


@given(dates(), st.sampled_from(TRANSLATED), st.booleans())
def test_no_language_borrows_a_word_from_english(when, code, short):
    said = format_date(when, code, style="short" if short else "long")
    assert said.strip() == said != ""
    assert "{" not in said
    assert "}" not in said
    assert "  " not in said
    assert {*ENGLISH_WORDS.findall(said)} <= SAME_AS_ENGLISH.get(code, set()), said


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_date_keeps_every_number_that_is_known(code):
    own = language_of(code)
    for text, numbers in (("1801~/1850?", "1801 1850"), ("1560-XX-25", "1560 25"), ("-0027/0014", "28 14")):
        said = format_date(parse_date(text), code)
        assert all(own.format_decimal(number) in said for number in numbers.split()), said


@given(st.text(st.sampled_from("0123456789-/XYSE?~%.,[]{}T:"), max_size=24), st.sampled_from(DESCRIBED), st.booleans())
def test_every_date_can_be_said(text, language, short):
    try:
        when = parse_date(text)
    except DateError:
        return
    said = format_date(when, language, style="short" if short else "long")
    assert said.strip()
    assert "{" not in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Y-313000~", "about 313,000 BC"),
        ("-3300~", "about 3300 BC"),
        ("Y-400000S2", "about 400,000 BC (2 significant digits)"),
        ("Y-313000", "313,001 BC"),
        ("-3301~", "about 3302 BC"),
        ("-0040~", "about 41 BC"),
        ("Y-11000~/Y-10000~", "from about 11,000 BC to about 10,000 BC"),
    ],
)
def test_a_rough_year_before_our_era_stays_round(text: str, words: str) -> None:
    assert format_date(parse_date(text), "en") == words


def test_fractions_of_a_second_are_said_as_they_are_written():
    when = parse_date("2026-01-02T10:00:07.250Z")
    assert format_date(when, "en") == "2 January 2026, 10:00:07.250"
    assert format_date(when, "fr").endswith("10\u00a0h\u00a000\u00a0min\u00a007,250\u00a0s")


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("parts", ["", "-06", "-XX", "-06-1X", "-XX-XX", "-XX-05"])
def test_a_year_may_have_any_digits_unknown(sign, parts):
    for mask in product("X1", repeat=4):
        when = parse_date(f"{sign}{''.join(mask)}{parts}")
        for language in ("en", "fr", "ja", "ar"):
            assert format_date(when, language)
            assert format_date(when, language, style="short")
