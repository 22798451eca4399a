"""Large stories for the bench: as many slides as asked for, of every kind, in two languages, with sources and events."""

from __future__ import annotations

WORDS = [
    "le",
    "fleuve",
    "la",
    "ville",
    "un",
    "pont",
    "trois",
    "barques",
    "passent",
    "sous",
    "la",
    "lune",
    "et",
    "la",
    "foule",
    "attend",
    "que",
    "le",
    "passeur",
    "revienne",
    "avec",
    "les",
    "nouvelles",
    "du",
    "marché",
    "où",
    "le",
    "prix",
    "du",
    "riz",
    "a",
    "doublé",
    "depuis",
    "que",
    "la",
    "route",
    "du",
    "nord",
    "est",
    "fermée",
]


def sentence(seed: int, count: int) -> str:
    """Return some words that differ by seed, so that no cache of texts makes the figure better than it is."""
    start = seed * 7
    words = [WORDS[(start + index * (1 + seed % 5)) % len(WORDS)] for index in range(count)]
    return f"{' '.join(words)} {seed}".capitalize()


def story(slides: int, languages: tuple[str, ...] = ("fr", "en"), *, events: int = 0) -> str:
    """Return the text of a story of so many slides and events; half as many events unless a number is given."""

    def text(seed: int, count: int) -> str:
        return "{ " + ", ".join(f'{name} = "{name} {sentence(seed, count)}"' for name in languages) + " }"

    out = [
        "format = 1",
        "",
        "[story]",
        f"title = {text(0, 3)}",
        f"languages = {list(languages)!r}".replace("'", '"'),
        "",
    ]
    for number in range(20):
        out += [
            f"[source.s{number}]",
            f'publisher = "Publisher {number}"',
            f"title = {text(number, 4)}",
            f'date = "20{number:02d}-03"',
            "",
        ]
    for number, color in enumerate(("vermilion", "gold", "jade", "ink-blue")):
        out += [f"[track.t{number}]", f"title = {text(number, 1)}", f'color = "{color}"', ""]
    events = events or max(4, slides // 2)
    for number in range(events):
        year, month = 1900 + number % 120, 1 + number % 12
        out += [
            f"[event.e{number}]",
            f'date = "{year}-{month:02d}{"~" if number % 5 == 0 else ""}"',
            f'track = "t{number % 4}"',
            f"title = {text(number + 3, 4)}",
            f"text = {text(number + 5, 12)}",
            f'sources = ["s{number % 20}"]',
            "",
        ]
    for number in range(slides):
        kind = ("statement", "event", "number", "dispute", "list", "quote")[number % 6]
        out += [
            "[[slide]]",
            f'id = "slide-{number}"',
            f'layout = "{kind}"',
            f"notes = {text(number, 20)}",
            "minutes = 1",
        ]
        if kind == "event":
            out += [f'event = "e{number % events}"']
        else:
            out += [f"title = {text(number, 4)}", f'sources = ["s{number % 20}"]']
        if kind == "statement":
            out += [f"text = {text(number, 10)}"]
        if kind == "quote":
            out += [f"quote = {text(number, 14)}", 'by = "Somebody"']
        if kind == "number":
            points = ", ".join(
                f'{{ at = {2000 + one}, value = {one + number % 7}, sources = ["s{one}"] }}' for one in range(5)
            )
            out += [f'number = "{number}"', "  [slide.chart]", '  kind = "bars"', f"  points = [{points}]"]
        if kind == "dispute":
            for one in range(2):
                out += [
                    "  [[slide.claim]]",
                    f'  says = "{2000 + one}"',
                    f"  text = {text(number + one, 8)}",
                    f'  sources = ["s{one}"]',
                ]
        if kind == "list":
            for one in range(3):
                out += [
                    "  [[slide.item]]",
                    f"  title = {text(number + one, 2)}",
                    f"  text = {text(number + one, 6)}",
                    f'  sources = ["s{one}"]',
                ]
        out.append("")
    return "\n".join(out)
