"""A program that we did not write finds nothing wrong with the drawings."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from desktop.output.svg.write import write_svg
from desktop.story.load.load import load_file
from tests.torture_story import write_torture_story

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("painter_ready"),
    pytest.mark.skipif(not shutil.which("xmllint"), reason="needs xmllint"),
]


@pytest.mark.parametrize("text", ["outlines", "keep"])
def test_each_drawing_is_clean(tmp_path: Path, text: str) -> None:
    story = load_file(write_torture_story(tmp_path)).story
    assert story is not None
    files = write_svg(story, tmp_path / "drawing-%d.svg", text=text)
    assert len(files) == len(story.slides)
    done = subprocess.run(["xmllint", "--noout", *map(str, files)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
