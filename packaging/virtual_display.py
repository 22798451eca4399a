"""A screen that nobody sees: an X server in memory and a window manager, with a hand on its keys. Linux only."""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
import time
import zlib
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Collection
    from types import TracebackType

TIMEOUT_S = 30.0  # seconds; a machine under load is slow, and a test that is in a hurry is wrong


class VirtualDisplay:
    """An Xvfb of a size; `with Screen() as screen:` starts and ends it."""

    def __init__(self, width: int = 1280, height: int = 800) -> None:
        self.width, self.height = width, height
        self.name = ""
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="passeur-screen-"))
        self._framebuffer_file = Path(folder) / "Xvfb_screen0"
        read, write = os.pipe()
        command = [
            *("Xvfb", "-displayfd", str(write), "-screen", "0", f"{self.width}x{self.height}x24"),
            *("-fbdir", folder, "-nolisten", "tcp", "-ac", "-noreset"),
        ]
        self._server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._stack.callback(self._server.wait, TIMEOUT_S)
        self._stack.callback(self._server.terminate)
        os.close(write)
        with os.fdopen(read) as display_number:
            number = display_number.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.name = f":{number}"
        # As on a desktop: what fills a screen, and what has the keyboard, is the window manager's to say.
        manager = subprocess.Popen(
            ["openbox"], env=os.environ | {"DISPLAY": self.name}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._stack.callback(manager.wait, TIMEOUT_S)
        self._stack.callback(manager.terminate)
        deadline = time.monotonic() + TIMEOUT_S
        while not self._xdotool("get_num_desktops"):
            if time.monotonic() > deadline:
                raise RuntimeError("openbox did not start")
            time.sleep(0.05)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _xdotool(self, *arguments: str) -> str:
        result = subprocess.run(
            ["xdotool", *arguments],
            env=os.environ | {"DISPLAY": self.name},
            capture_output=True,
            text=True,
            check=False,
        )
        return result.stdout

    def windows(self) -> dict[str, tuple[int, int]]:
        """Return the windows that can be seen, with their sizes in pixels."""
        sizes = {}
        for window in self._xdotool("search", "--onlyvisible", "--name", ".").split():
            lines = self._xdotool("getwindowgeometry", "--shell", window).split()
            facts = dict(line.split("=", 1) for line in lines)
            if "WIDTH" in facts:
                sizes[window] = int(facts["WIDTH"]), int(facts["HEIGHT"])
        return sizes

    def focus(self, exclude: Collection[str] = ()) -> str:
        """Give the keyboard to the largest window that is none of `but`, once it is there, and return it."""
        deadline = time.monotonic() + TIMEOUT_S
        while time.monotonic() < deadline:
            windows = {window: size for window, size in self.windows().items() if window not in exclude}
            if windows:
                largest = max(windows, key=lambda window: windows[window])
                self._xdotool("windowfocus", "--sync", largest)
                return largest
            time.sleep(0.05)
        raise TimeoutError("no new window is shown")

    def press_keys(self, *keys: str) -> None:
        """Press and release keys, by X11's names."""
        self._xdotool("key", "--delay", "30", *keys)

    def scroll_up(self, x: int, y: int) -> None:
        """Turn the wheel away from the hand, over a place on the screen."""
        self._xdotool("mousemove", "--sync", str(x), str(y), "click", "4")

    def screenshot(self) -> tuple[int, int, bytes]:
        """Return width, height and RGB bytes of what is on the screen now."""
        data = self._framebuffer_file.read_bytes()
        header = struct.unpack(">25I", data[:100])  # XWD: header size, …, width, height, …, bytes a line, …, colours
        width, height, row, start = header[4], header[5], header[12], header[0] + header[19] * 12
        rgb = bytearray(width * height * 3)
        for line in range(height):
            source = data[start + line * row : start + line * row + width * 4]
            for channel in range(3):  # in memory: blue, green, red, nothing
                rgb[line * width * 3 + channel : (line + 1) * width * 3 : 3] = source[2 - channel :: 4]
        return width, height, bytes(rgb)

    def wait_until_still(self) -> tuple[int, int, bytes]:
        """Return the picture once nothing moves there any more, or once patience ends."""
        deadline = time.monotonic() + TIMEOUT_S
        previous, current = None, self.screenshot()
        while current != previous and time.monotonic() < deadline:
            time.sleep(0.4)
            previous, current = current, self.screenshot()
        return current

    def save_screenshot(self, file: Path) -> None:
        """Write what is on the screen, once nothing moves there, as a PNG file."""
        width, height, rgb = self.wait_until_still()
        lines = b"".join(b"\0" + rgb[y * width * 3 : (y + 1) * width * 3] for y in range(height))
        chunks = {
            b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0),
            b"IDAT": zlib.compress(lines, 6),
            b"IEND": b"",
        }
        body = b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks.items()
        )
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
