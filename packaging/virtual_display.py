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

PATIENCE = 30.0  # seconds; a machine under load is slow, and a test that is in a hurry is wrong


class Screen:
    """An Xvfb of a size; `with Screen() as screen:` starts and ends it."""

    def __init__(self, width: int = 1280, height: int = 800) -> None:
        self.width, self.height = width, height
        self.name = ""
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="passeur-screen-"))
        self._pixels = Path(folder) / "Xvfb_screen0"
        read, write = os.pipe()
        command = [
            *("Xvfb", "-displayfd", str(write), "-screen", "0", f"{self.width}x{self.height}x24"),
            *("-fbdir", folder, "-nolisten", "tcp", "-ac", "-noreset"),
        ]
        self._server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._stack.callback(self._server.wait, PATIENCE)
        self._stack.callback(self._server.terminate)
        os.close(write)
        with os.fdopen(read) as said:
            number = said.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.name = f":{number}"
        # As on a desktop: what fills a screen, and what has the keyboard, is the window manager's to say.
        manager = subprocess.Popen(
            ["openbox"], env=os.environ | {"DISPLAY": self.name}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._stack.callback(manager.wait, PATIENCE)
        self._stack.callback(manager.terminate)
        end = time.monotonic() + PATIENCE
        while not self._xdotool("get_num_desktops"):
            if time.monotonic() > end:
                raise RuntimeError("openbox did not start")
            time.sleep(0.05)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=os.environ | {"DISPLAY": self.name}, capture_output=True, text=True, check=False
        )
        return done.stdout

    def windows(self) -> dict[str, tuple[int, int]]:
        """Return the windows that can be seen, with their sizes in pixels."""
        found = {}
        for window in self._xdotool("search", "--onlyvisible", "--name", ".").split():
            lines = self._xdotool("getwindowgeometry", "--shell", window).split()
            facts = dict(line.split("=", 1) for line in lines)
            if "WIDTH" in facts:
                found[window] = int(facts["WIDTH"]), int(facts["HEIGHT"])
        return found

    def focus(self, but: Collection[str] = ()) -> str:
        """Give the keyboard to the largest window that is none of `but`, once it is there, and return it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            windows = {window: size for window, size in self.windows().items() if window not in but}
            if windows:
                chosen = max(windows, key=lambda window: windows[window])
                self._xdotool("windowfocus", "--sync", chosen)
                return chosen
            time.sleep(0.05)
        raise TimeoutError("no new window is shown")

    def key(self, *keys: str) -> None:
        """Press and release keys, by X11's names."""
        self._xdotool("key", "--delay", "30", *keys)

    def wheel(self, x: int, y: int) -> None:
        """Turn the wheel away from the hand, over a place on the screen."""
        self._xdotool("mousemove", "--sync", str(x), str(y), "click", "4")

    def picture(self) -> tuple[int, int, bytes]:
        """Return width, height and RGB bytes of what is on the screen now."""
        data = self._pixels.read_bytes()
        head = struct.unpack(">25I", data[:100])  # XWD: header size, …, width, height, …, bytes a line, …, colours
        width, height, row, start = head[4], head[5], head[12], head[0] + head[19] * 12
        rgb = bytearray(width * height * 3)
        for line in range(height):
            source = data[start + line * row : start + line * row + width * 4]
            for channel in range(3):  # in memory: blue, green, red, nothing
                rgb[line * width * 3 + channel : (line + 1) * width * 3 : 3] = source[2 - channel :: 4]
        return width, height, bytes(rgb)

    def still(self) -> tuple[int, int, bytes]:
        """Return the picture once nothing moves there any more, or once patience ends."""
        end = time.monotonic() + PATIENCE
        before, now = None, self.picture()
        while now != before and time.monotonic() < end:
            time.sleep(0.4)
            before, now = now, self.picture()
        return now

    def save(self, file: Path) -> None:
        """Write what is on the screen, once nothing moves there, as a PNG file."""
        width, height, rgb = self.still()
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
