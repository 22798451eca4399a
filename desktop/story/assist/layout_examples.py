"""Make an example slide of each layout, to be chosen from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop.story.edit.new_slide import new_slide_keys
from desktop.story.edit.slides import insert_slide
from desktop.story.layouts import LAYOUTS
from desktop.story.load.load import load_text
from desktop.story.model import Slide, Story
from desktop.story.storage.files import NamedFiles
from desktop.story.toml.write import encode_value


def layout_examples(
    story: Story, example: Story, event_id: str = "", image_file: str = ""
) -> Mapping[str, tuple[Story, Slide]]:
    """Return a story with a new slide, for each layout.

    What the story lacks, an event, a picture or a timeline, is shown with what `example` has.
    """
    examples: dict[str, tuple[Story, Slide]] = {}
    for name in LAYOUTS:
        lacks = (
            (name == "event" and not event_id)
            or (name == "image" and not image_file)
            or (name == "timeline" and not story.events)
        )
        base = example if lacks else story
        shown_event_id = next((event.id for event in example.events), "") if lacks else event_id
        shown_image_file = next(iter(example.image_files), "") if lacks else image_file
        keys = new_slide_keys(name, name, story.languages, shown_event_id, shown_image_file)
        head = f"format = 1\n[story]\nlanguages = {encode_value(list(story.languages))}\n"
        text = insert_slide(head, 0, keys).apply(head)
        # Nothing is known of the files: each counts as there, and no disk is waited for.
        loaded = load_text(text, folder=base.folder or None, known_files=NamedFiles(base.folder)).story
        if loaded is not None and loaded.slides:
            # The small text has no events to name: they come with the story.
            slide = replace(loaded.slides[0], event=str(keys.get("event", "")), has_error=False)
            # The theme and the words of the story, whatever the events come from.
            whole = replace(
                base,
                slides=(slide,),
                theme=story.theme,
                languages=story.languages,
                aspect=story.aspect,
                words=story.words,
            )
            examples[name] = whole, slide
    return examples
