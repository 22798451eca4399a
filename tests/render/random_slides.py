"""Random stories through every layout: no two texts touch, nothing is cut, nothing is small, and what is left out is said.

    python -m tests.render.random_slides --slides 100000 --jobs 2     # counts, and the smallest failure of each layout
    python -m tests.render.random_slides --seed 4711 --output sheets  # one story, in each aspect, as pictures

Each seed is a story with one slide of each layout, in one of fourteen scripts and ways of writing, with 0–60 events.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop.render.check.frame_check import check_frame
from desktop.render.frame import Frame, TextRun
from desktop.render.layouts.slide_layout import layout
from desktop.render.page.grid import CANVASES
from desktop.story.layouts import LAYOUTS
from desktop.story.load.load import load_text
from desktop.story.localized_text import LocalizedText
from desktop.story.model import Slide, Story

# The first article of the Universal Declaration of Human Rights, or words of its kind.
TEXTS = {
    "en": "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience.",
    "fr": "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience.",
    "de": "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Straßenverkehrsordnungsänderung.",
    "es": "Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están de razón y conciencia.",
    "pl": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni obdarzeni rozumem.",
    "ru": "Все люди рождаются свободными и равными в своём достоинстве и правах. Они наделены разумом и совестью.",
    "el": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.",
    "ar": "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق. وقد وهبوا عقلًا وضميرًا وعليهم أن يعامل بعضهم بعضًا بروح الإخاء.",
    "he": "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון.",
    "hi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।",
    "zh": "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。",
    "ja": "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    "ko": "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 이성과 양심을 부여받았다.",
    "vi": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi. Mọi con người đều được.",
}
CHECKED = ("overlap", "struck", "outside", "small")


@dataclass(frozen=True, slots=True)
class Failure:
    """Says what is wrong with one slide, and how to see it again."""

    seed: int
    layout: str
    language: str
    aspect: str
    kind: str
    what: str
    size: int  # characters on the slide: the smallest failure is told

    def __str__(self) -> str:
        place = f"seed {self.seed} {self.layout} {self.language} {self.aspect}"
        return f"{place}: {self.kind}: {self.what} ({self.size} characters)"


class _Writer:
    """Writes a random story as TOML."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.language = self.random.choice(sorted(TEXTS))
        self.source_count = self.random.choice((0, 1, 2, 4, 8, 20))
        self.event_count = self.random.choice((0, 1, 2, 5, 12, 30, 60))

    def words(self, most: int) -> str:
        """Return a text of 1 to `most` characters, more often a short one."""
        length = max(1, min(most, round(most ** self.random.uniform(0.0, 1.0))))
        text = TEXTS[self.language]
        parts = text.split(" ") if " " in text else list(text)
        start = self.random.randrange(len(parts))
        joint = " " if " " in text else ""
        long = joint.join(parts[start:] + parts * (most // len(text) + 2))
        return long[:length].strip() or text[0]

    def sources(self) -> str:
        count = min(self.source_count, self.random.choice((0, 1, 1, 2, 3, 6, 20)))
        return "sources = [" + ", ".join(f'"s{index}"' for index in range(count)) + "]" if count else ""

    def maybe(self, key: str, most: int, share: float = 0.6) -> str:
        return f'{key} = "{self.words(most)}"' if self.random.random() < share else ""

    def date(self) -> str:
        year = self.random.randint(1500, 2030)
        day = f"{year}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"
        return self.random.choice(
            (f"{year}", f"{year}-{self.random.randint(1, 12):02}", day, f"{year}~", f"{year}/{year + 9}")
        )

    def number(self) -> str:
        return self.random.choice(("7", "12 %", "+36 %", "1 234 567 €", "4,8 Md€", "−0.4", "210 km/h", "¾"))

    def figures(self, most: int) -> str:
        return "".join(
            f'[[slide.figure]]\nvalue = "{self.number()}"\n{self.maybe("label", 80, 0.9)}\n'
            + (f"share = {self.random.random():.2f}\n" if self.random.random() < 0.1 else "")
            for _ in range(self.random.randint(0, most))
        )

    def chart(self) -> str:
        kind = self.random.choice(("bars", "line", "steps"))
        series_count = self.random.choice((1, 1, 2, 3, 6))
        point_count = self.random.choice((1, 2, 5, 12, 24, 40))
        named = kind == "bars" and self.random.random() < 0.4
        names = [self.words(24) if named else str(1900 + 3 * index) for index in range(point_count)]
        scale = 10 ** self.random.randint(-1, 5)
        text = f'[slide.chart]\nkind = "{kind}"\n{self.maybe("unit", 60)}\n'
        for _ in range(series_count):
            points = ", ".join(
                f'{{ at = "{name}"'
                + (f", value = {round(self.random.uniform(-0.2, 1) * scale, 1)}" if self.random.random() < 0.95 else "")
                + " }"
                for name in names
            )
            text += f'[[slide.chart.series]]\ntitle = "{self.words(30)}"\npoints = [{points}]\n'
        return text

    def claims(self) -> str:
        return "".join(
            f'[[slide.claim]]\nsays = "{self.words(40)}"\n{self.maybe("text", 400, 0.8)}\n{self.sources()}\n'
            + (f'date = "{self.date()}"\n' if self.random.random() < 0.6 else "")
            for _ in range(self.random.randint(2, 8))
        )

    def items(self, most: int = 12) -> str:
        has_figures = self.random.random() < 0.3
        return "".join(
            f'[[slide.item]]\ntitle = "{self.words(60)}"\n{self.maybe("text", 120)}\n{self.sources()}\n'
            + (f'figure = "{self.number()}"\n' if has_figures else "")
            for _ in range(self.random.randint(1, most))
        )

    def slide(self, name: str) -> str:
        """Return a slide of a layout, with what that layout shows."""
        lines = [f'[[slide]]\nid = "{name}"\nlayout = "{name}"', self.maybe("kicker", 40)]
        title, text = f'title = "{self.words(120)}"', self.maybe("text", 400)
        match name:
            case "title" | "closing":
                lines += [title, self.maybe("subtitle", 160), text, self.maybe("note", 90, 0.4)]
                lines += [self.items(5)] if name == "closing" else []
            case "event":
                has_event = self.event_count and self.random.random() < 0.6
                lines += [
                    'event = "e0"' if has_event else f'date = "{self.date()}"\n{title}',
                    text,
                    self.maybe("note", 90, 0.3),
                ]
                lines += [self.sources(), self.figures(9)]
            case "number":
                lines += [f'number = "{self.number()}"', text, self.sources(), self.figures(9)]
                lines += [self.chart()] if self.random.random() < 0.4 else []
            case "chart":
                lines += [title, self.maybe("text", 160), self.sources(), self.chart()]
            case "dispute":
                lines += [title, self.maybe("text", 160, 0.4), self.claims()]
            case "quote":
                lines += [f'quote = "{self.words(400)}"', self.maybe("by", 60), self.maybe("role", 90), self.sources()]
            case "list":
                lines += [title, self.maybe("text", 160, 0.3), self.items()]
            case "timeline":
                lines += [title, self.maybe("text", 160, 0.4)]
            case "image":
                lines += [title, text, 'image = "none.png"', 'alt = "None"']
            case _:
                lines += [title, text, self.maybe("note", 90, 0.3), self.sources()]
        return "\n".join(line for line in lines if line) + "\n"

    def story(self) -> str:
        parts = [f'format = 1\n[story]\ntitle = "{self.words(60)}"\nlanguages = ["{self.language}"]\n']
        parts += [
            f'[source.s{index}]\npublisher = "{self.words(40)}"\n{self.maybe("author", 40, 0.5)}\ndate = "{self.date()}"\n'
            for index in range(self.source_count)
        ]
        colors = ("gold", "jade", "#7c3aed")
        parts += [f'[track.t{index}]\ntitle = "{self.words(30)}"\ncolor = "{colors[index]}"\n' for index in range(3)]
        parts += [
            f'[event.e{index}]\ndate = "{self.date()}"\ntrack = "t{index % 3}"\ntitle = "{self.words(100)}"\n'
            for index in range(self.event_count)
        ]
        return "".join(parts) + "".join(self.slide(name) for name in LAYOUTS)


def random_story(seed: int) -> Story:
    """Return the story of a seed."""
    text = _Writer(seed).story()
    result = load_text(text, folder=None)
    errors = [
        problem for problem in result.problems if problem.severity == "error" and not problem.code.startswith("path")
    ]
    assert not errors, (seed, [problem.format_line("en") for problem in errors][:3])
    assert result.story is not None, seed
    return result.story


def shown_texts(slide: Slide, story: Story) -> Iterator[LocalizedText]:
    """Yield the texts that a slide is meant to show."""
    yield from (slide.title, slide.subtitle, slide.text, slide.note, slide.number, slide.quote, slide.by, slide.role)
    for item in slide.items:
        yield from (item.title, item.text, item.figure)
    for claim in slide.claims:
        yield from (claim.says, claim.text)
    for figure in slide.figures:
        yield from (figure.value, figure.label)
    event = story.event_of(slide)
    if event is not None:
        yield event.title


def left_out(slide: Slide, story: Story, frame: Frame) -> str:
    """Return a text that is not wholly on a frame and of which nothing is said, or ""."""
    if frame.overflows:
        return ""
    language = story.languages[0]
    shown = "".join(item.text for item in frame.items if type(item) is TextRun)
    available = Counter(shown + shown.lower())
    for text in shown_texts(slide, story):
        words = text.get(language)
        if any(count > available[letter] for letter, count in letters_of(words)):
            return words
    return ""


@lru_cache(maxsize=512)
def letters_of(words: str) -> tuple[tuple[str, int], ...]:
    """Return the letters and digits of a text with how often each comes."""
    return tuple(Counter(filter(str.isalnum, words)).items())


def check_seed(seed: int) -> tuple[int, list[Failure]]:
    """Return how many slides a seed has, and what is wrong with them."""
    story = random_story(seed)
    count = 0
    failures: list[Failure] = []
    for slide in story.slides:
        size = sum(len(text.get(story.languages[0])) for text in shown_texts(slide, story))
        for aspect in CANVASES:
            frame = layout(slide, story, story.languages[0], aspect=aspect)
            count += 1

            def fail(kind: str, what: str, slide: Slide = slide, aspect: str = aspect, size: int = size) -> None:
                failures.append(Failure(seed, slide.layout, story.languages[0], aspect, kind, what, size))

            findings = check_frame(frame)
            if any(finding.kind == "glyph" and not finding.face for finding in findings):
                continue  # no font on this machine: empty boxes have sizes of their own
            for finding in findings:
                if finding.kind in CHECKED:
                    box = ",".join(str(round(value)) for value in finding.box)
                    fail(finding.kind, f"“{finding.text}” {finding.other!r} at {box}")
            if missing := left_out(slide, story, frame):
                fail("left out", f"“{missing[:60]}”")
    return count, failures


def _start_worker() -> None:
    from PySide6.QtGui import QGuiApplication

    from desktop.render.paint import load_fonts

    globals()["_app"] = QGuiApplication.instance() or QGuiApplication(["random-slides"])
    load_fonts()


def main(arguments: list[str]) -> int:
    """Check random slides; print counts and the smallest failures; return 1 if there are any."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--slides", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, help="one seed only")
    parser.add_argument("--layouts", default="", help="such as list,event: only these are told")
    parser.add_argument("--output", type=Path, help="with --seed: a folder for the pictures")
    options = parser.parse_args(arguments)
    _start_worker()
    if options.seed is not None and options.output:
        from tests.render.contact_sheets import draw_sheet

        story = random_story(options.seed)
        options.output.mkdir(parents=True, exist_ok=True)
        for aspect in CANVASES:
            frames = [layout(slide, story, story.languages[0], aspect=aspect) for slide in story.slides]
            shown = [(slide, frame, check_frame(frame)) for slide, frame in zip(story.slides, frames, strict=True)]
            name = f"seed-{options.seed}-{aspect.replace(':', 'x')}"
            draw_sheet(name, shown, 4, 480).save(str(options.output / f"{name}.png"))
    per_seed = len(LAYOUTS) * len(CANVASES)
    seeds = range(options.first, options.first + -(-options.slides // per_seed))
    if options.seed is not None:
        seeds = range(options.seed, options.seed + 1)
    began = time.perf_counter()
    total, failures = 0, []
    with get_context("spawn").Pool(options.jobs, _start_worker) as pool:
        for count, found in pool.imap_unordered(check_seed, seeds, 4):
            total += count
            failures += found
    only = options.layouts.split(",") if options.layouts else list(LAYOUTS)
    failures = [failure for failure in failures if failure.layout in only]
    bad = len({(failure.seed, failure.layout, failure.aspect) for failure in failures})
    print(f"{total} slides of {len(seeds)} stories in {time.perf_counter() - began:.0f} s: {bad} with faults")
    kinds = Counter((failure.layout, failure.kind) for failure in failures)
    for (name, kind), count in sorted(kinds.items()):
        smallest = min((one for one in failures if (one.layout, one.kind) == (name, kind)), key=lambda one: one.size)
        print(f"{count:6} {smallest}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
