"""The fonts that are our own are what the script makes of their sources, to the byte."""

from __future__ import annotations

import re

import pytest

from desktop import paths


@pytest.mark.slow
def test_the_shipped_fonts_are_what_the_script_makes(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "packaging" / "fonts"))
    import make_fonts

    files = make_fonts.made_fonts()
    for name, content in files.items():
        assert (paths.fonts() / name).read_bytes() == content, f"{name}: run packaging/fonts/make_fonts.py"
    assert len(files) >= 2


def test_the_readme_of_the_fonts_names_each_file_with_its_size():
    rows = re.findall(
        r"^\| (\S+\.[ot]tf) \| .* \| ([\d,]+) \|$", (paths.fonts() / "README.md").read_text("utf-8"), re.MULTILINE
    )
    named = {name: int(size.replace(",", "")) for name, size in rows}
    assert named == {file.name: file.stat().st_size for file in paths.fonts().glob("*.?tf")}
