"""A frame as text, to compare."""

from __future__ import annotations

from desktop.render.frame import Frame


def frame_to_text(frame: Frame) -> str:
    """Return a frame as text that tests compare.

    Numbers are rounded to half a pixel.
    """
    lines = [
        f"frame {frame.width:g} x {frame.height:g} steps {frame.steps}",
        f"  ground {_format_value(frame.background)}",
    ]
    lines += [f"  {type(item).__name__} {_format_value(item)}" for item in frame.items]
    lines += [
        f"  overflow {overflow.element} {'.'.join(map(str, overflow.path))} by {overflow.excess:.0f}"
        for overflow in frame.overflows
    ]
    lines += [f"  missing {file}" for file in frame.missing_images]
    return "\n".join(lines) + "\n"


def _format_value(value: object) -> str:
    """Return a value of a frame as text.

    Numbers are rounded to half a pixel, empty fields are left out, and so are the folder and the version of a file.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{round(value * 2) / 2:g}"
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, tuple):
        return "(" + " ".join(_format_value(part) for part in value) + ")"
    field_names = getattr(value, "__slots__", None)
    if field_names is None:
        return "-"
    fields = ((name, getattr(value, name)) for name in field_names)
    return " ".join(
        f"{name}={_format_value(part)}"
        for name, part in fields
        if part not in ("", (), 0, None) and name not in ("folder", "version")
    )
