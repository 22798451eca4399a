"""A story with the extremes that each layout must survive, made in code with its pictures.

Claims 1–8, figures 1–9, items 1–12 with two lines, bars 1–40, points 1–400, series 1–6, sources 1–20, titles of 1–120
characters, texts of 1–400, one word, pictures from 1:8 to 8:1, 1–200 events. The numbers of items are those of the slides' ids.
"""

from __future__ import annotations

import math
import struct
import zlib
from pathlib import Path

import numpy as np

TITLE = (
    "The canal that nobody wanted to pay for was dug by hand in ten years, "
    "opened by an empress, and closed by a sandstorm in one night of March"
)
TEXT = (
    "The first surveyors reported that one sea stood ten metres above the other, and for half a century nobody dared to dig. "
    "A second survey found no difference at all. What followed was less a feat of engineering than of persuasion: shares were "
    "sold in villages, workers were brought from the whole valley, and a railway was laid only to carry drinking water to "
    "those who dug, for there was none on the way at all."
)
GERMAN = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
LANDS = (
    "Baden-Württemberg", "Bayern", "Berlin", "Brandenburg", "Bremen", "Hamburg", "Hessen", "Mecklenburg-Vorpommern",
    "Niedersachsen", "Nordrhein-Westfalen", "Rheinland-Pfalz", "Saarland", "Sachsen", "Sachsen-Anhalt",
    "Schleswig-Holstein", "Thüringen",
)  # fmt: skip
RATIOS = ((1, 8), (1, 4), (2, 3), (1, 1), (4, 3), (16, 9), (4, 1), (8, 1))
NAMES = (
    "The survey", "The concession", "The first spade", "The strike", "The railway", "The water", "The cholera", "The loan",
    "The opening", "The toll", "The sandstorm", "The widening",
)  # fmt: skip


def words(length: int, text: str = TEXT) -> str:
    """Return the beginning of a text, exactly so many characters long."""
    long = f"{text} " * (length // len(text) + 1)
    cut = long[:length]
    return cut if not cut.endswith(" ") else cut[:-1] + "."


def write_png(file: Path, width: int, height: int, *, light: bool = False) -> None:
    """Write a picture: a smooth slope of light with a grid, bright or dark."""
    across, down = np.arange(width), np.arange(height)[:, np.newaxis]
    value = (170 if light else 40) + (70 * across / width + 14 * np.sin(down / 9)).astype(int)
    value = np.where((across % 40 == 0) | (down % 40 == 0), value // 2, value)
    colors = np.stack([np.minimum(255, (value * share).astype(int)) for share in (1.0, 0.86, 0.7)], axis=2)
    rows = np.pad(colors.reshape(height, -1), ((0, 0), (1, 0))).astype(np.uint8).tobytes()  # a zero begins each row

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    file.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def write_torture_story(folder: Path, *, events: int = 60) -> Path:
    """Write the story and its pictures into a folder; return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in RATIOS:
        scale = math.sqrt(240_000 / (width * height))
        write_png(folder / f"p{width}x{height}.png", round(width * scale), round(height * scale), light=width >= height)
    file = folder / "content.toml"
    file.write_text(torture_text(events=events), "utf-8")
    return file


def torture_text(*, events: int = 60) -> str:
    """Return the text of the story; its pictures are named `p1x8.png` and so on."""
    slides: list[str] = []

    def add(slide_id: str, layout: str, *lines: str) -> None:
        slides.append(f'[[slide]]\nid = "{slide_id}"\nlayout = "{layout}"\n' + "\n".join(lines) + "\n")

    def sources(count: int) -> str:
        return "sources = [" + ", ".join(f'"s{index}"' for index in range(count)) + "]"

    add("title", "title", f'title = "{words(60, TITLE)}"', f'subtitle = "{words(90)}"')
    add("title-1", "title", 'title = "W"')
    add("title-120", "title", f'title = "{words(120, TITLE)}"', f'subtitle = "{words(160)}"', f'text = "{words(160)}"')
    for length in (1, 5, 20, 60, 120):
        add(f"statement-{length}", "statement", f'title = "{words(length, TITLE)}"')
    add("statement-text-400", "statement", f'title = "{words(60, TITLE)}"', f'text = "{words(400)}"', sources(3))
    add("statement-german", "statement", f'title = "{GERMAN} und {GERMAN}"')
    for count in (2, 3, 4, 5, 6, 7, 8):
        claims = "".join(
            f'[[slide.claim]]\nsays = "{1850 + 3 * index}"\ntext = "{words(40 + 40 * index)}"\ndate = "{1850 + 3 * index}"\n'
            f'sources = ["s{index}"]\n'
            for index in range(count)
        )
        add(f"claims-{count}", "dispute", 'title = "When was the canal begun?"', claims)
    add(
        "claims-words",
        "dispute",
        f'title = "{words(110, TITLE)}"',
        f'text = "{words(120)}"',
        "".join(f'[[slide.claim]]\nsays = "{words(40)}"\ntext = "{words(330)}"\n{sources(3)}\n' for _ in range(3)),
    )
    for count in range(1, 10):
        figures = "".join(
            f'[[slide.figure]]\nvalue = "{(index + 3) * 1_237:,} km³"\nlabel = "{words(12 + 9 * index)}"\n'
            f'sources = ["s{index}"]\n'
            for index in range(count)
        )
        add(f"figures-{count}", "event", f'event = "e{count}"', f'text = "{words(180)}"', figures)
    for count in (1, 4, 6, 9):
        figures = "".join(
            f'[[slide.figure]]\nvalue = "+{7 * index + 3} %"\nlabel = "{words(14 + 5 * index)}"\n'
            for index in range(count)
        )
        add(f"number-{count}", "number", 'number = "4.8 bn €"', f'text = "{words(120)}"', sources(count), figures)
    add("number-long", "number", 'number = "1 234 567 890 123 €"', f'text = "{words(300)}"', sources(2))
    for count in (1, 2, 3, 4, 6, 7, 9, 12):
        items = "".join(
            f'[[slide.item]]\ntitle = "{NAMES[index]}"\ntext = "{words(90 + 10 * (index % 4))}"\nsources = ["s{index}"]\n'
            for index in range(count)
        )
        add(f"items-{count}", "list", 'title = "What it took to dig a canal"', items)
    add(
        "items-figures-8",
        "list",
        'title = "The bill"',
        "".join(
            f'[[slide.item]]\nfigure = "{index * 37 + 4} M"\ntitle = "{NAMES[index]}"\ntext = "{words(60)}"\n'
            for index in range(8)
        ),
    )
    add(
        "items-words",
        "list",
        f'title = "{words(80, TITLE)}"',
        "items = [" + ", ".join(f'"{one}"' for one in NAMES) + "]",
    )
    for count in (1, 2, 8, 16, 40):
        bars = ", ".join(
            f"{{ at = {1860 + index}, value = {round(40 + 35 * math.sin(index), 1)} }}" for index in range(count)
        )
        add(f"bars-{count}", "chart", 'title = "Ships a year"', f'[slide.chart]\nkind = "bars"\npoints = [{bars}]')
    named = ", ".join(f'{{ at = "{name}", value = {1000 + 137 * index} }}' for index, name in enumerate(LANDS))
    add(
        "bars-names",
        "chart",
        'title = "Sixteen Länder"',
        f'[slide.chart]\nkind = "bars"\nunit = "Thousands"\npoints = [{named}]',
    )
    signs = ", ".join(
        f'{{ at = "Q{index % 4 + 1} {21 + index // 4}", value = {round(4.2 * math.cos(index), 1)} }}'
        for index in range(20)
    )
    add("bars-signs", "chart", 'title = "Growth"', f'[slide.chart]\nkind = "bars"\npoints = [{signs}]')
    for count in (1, 2, 12, 100, 400):
        points = ", ".join(
            f"{{ at = {1500 + index}, value = {round(50 + 30 * math.sin(index / 9) + index / 20, 2)} }}"
            for index in range(count)
        )
        add(f"points-{count}", "chart", 'title = "Tonnes"', f'[slide.chart]\nkind = "line"\npoints = [{points}]')
    for count in (2, 4, 6):
        series = "".join(
            f'[[slide.chart.series]]\ntitle = "{NAMES[one]} of the north"\npoints = ['
            + ", ".join(f"{{ at = {1860 + year}, value = {20 + 3 * one + year % (3 + one)} }}" for year in range(10))
            + "]\n"
            for one in range(count)
        )
        add(f"series-{count}", "chart", 'title = "Six companies, one canal"', f'[slide.chart]\nkind = "line"\n{series}')
        add(f"series-bars-{count}", "chart", 'title = "Side by side"', f'[slide.chart]\nkind = "bars"\n{series}')
    steps = ", ".join(f"{{ at = {1860 + 4 * index}, value = {10 - index / 2} }}" for index in range(12))
    add(
        "steps-12",
        "chart",
        f'title = "{words(120, TITLE)}"',
        f'text = "{words(160)}"',
        f'[slide.chart]\nkind = "steps"\npoints = [{steps}]',
    )
    for count in (1, 4, 12, 20):
        add(f"sources-{count}", "statement", 'title = "It rests on many"', f'text = "{words(120)}"', sources(count))
    for length in (1, 90, 200, 400):
        add(
            f"quote-{length}",
            "quote",
            f'quote = "{words(length)}"',
            'by = "Ferdinand de Lesseps"',
            'role = "diplomat"',
            sources(1),
        )
    for layout in ("image", "title", "statement", "quote", "list", "event", "closing"):
        for width, height in RATIOS if layout == "image" else ((1, 8), (1, 1), (8, 1)):
            rest = {
                "quote": 'quote = "The canal is a fact."\nby = "A pilot"',
                "list": 'title = "Three things"\nitems = ["The survey", "The loan", "The opening"]',
                "event": 'event = "e3"',
            }.get(layout, f'title = "{words(40, TITLE)}"\ntext = "{words(150)}"')
            if layout == "title":
                rest = f'title = "{words(40, TITLE)}"'
            add(
                f"{layout}-{width}x{height}",
                layout,
                rest,
                f'image = "p{width}x{height}.png"',
                'alt = "A slope of light"',
            )
    add("image-alone", "image", 'image = "p16x9.png"', 'alt = "A slope of light"', f'note = "{words(90)}"')
    add(
        "closing",
        "closing",
        f'title = "{words(50, TITLE)}?"',
        f'text = "{words(200)}"',
        "items = [" + ", ".join(f'"{one}"' for one in NAMES[:5]) + "]",
    )
    add("timeline", "timeline", 'title = "All that happened"')
    add("timeline-1", "timeline", 'title = "A year of it"', 'window = "1869"')
    add(
        "timeline-text",
        "timeline",
        f'title = "{words(120, TITLE)}"',
        f'text = "{words(200)}"',
        'highlight = ["e1", "e2", "e3"]',
    )
    head = 'format = 1\n[story]\ntitle = "Torture"\nlanguages = ["en"]\n'
    for index in range(20):
        author = 'author = "Ferdinand Marie de Lesseps"\n' if index % 3 == 0 else ""
        head += (
            f'[source.s{index}]\npublisher = "The {NAMES[index % 12][4:].title()} Courier of Port Said"\n{author}'
            f'title = "{words(60)}"\ndate = "{1860 + index}"\n'
        )
    for name, title, color in (("dig", "Digging", "gold"), ("pay", "Paying", "jade"), ("sail", "Sailing", "#7c3aed")):
        head += f'[track.{name}]\ntitle = "{title}"\ncolor = "{color}"\n'
    for index in range(events):
        year = 1854 + index * 20 // max(1, events)
        dates = (f"{year}", f"{year}-0{index % 9 + 1}", f"{year}/{year + 2}", f"{year}-03-1{index % 9}", f"{year}~")
        head += (
            f'[event.e{index}]\ndate = "{dates[index % 5]}"\ntrack = "{("dig", "pay", "sail")[index % 3]}"\n'
            f'title = "{words(8 + 37 * index % 80, TITLE)}"\nsources = ["s{index % 20}"]\n'
        )
    return head + "\n".join(slides)
