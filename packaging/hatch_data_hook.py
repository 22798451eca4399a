"""Put `assets/` and `content.toml` into the wheel, where `desktop.paths` looks for them."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WheelDataHook(BuildHookInterface[Any]):
    """A wheel holds only packages, so the folders beside the package go inside it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the data to a wheel; an editable install finds them in the source tree."""
        if version == "standard":
            for name in ("assets", "content.toml"):
                build_data["force_include"][name] = f"desktop/_data/{name}"
