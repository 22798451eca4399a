"""Make the application's icon in every size and container that a system asks for, from `assets/icon.svg`.

    python packaging/icons.py FOLDER

Where `assets/icon-small.svg` exists it is used up to 32 pixels, where fine lines would turn to mud.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:
    from collections.abc import Mapping

ASSETS: Final = Path(__file__).resolve().parent.parent / "assets"
SIZES: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512, 1024)
HICOLOR_SIZES: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)
# Apple's names for PNG pictures of a size, once as itself and once as the double of half of it.
ICNS_TYPES: Final = (
    *((b"icp4", 16), (b"icp5", 32), (b"icp6", 64), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512), (b"ic10", 1024)),
    *((b"ic11", 32), (b"ic12", 64), (b"ic13", 256), (b"ic14", 512)),
)


def draw_icon(size: int, assets: Path = ASSETS) -> QImage:
    """Return the icon drawn at `size` pixels a side, on nothing."""
    small = assets / "icon-small.svg"
    source = small if size <= 32 and small.exists() else assets / "icon.svg"
    renderer = QSvgRenderer(str(source))
    if not renderer.isValid():
        raise SystemExit(f"icons.py: {source} is not an SVG that Qt can draw")
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image.convertToFormat(QImage.Format.Format_ARGB32)


def encode_png(image: QImage) -> bytes:
    """Return the picture as the bytes of a PNG file."""
    encoded = QByteArray()
    buffer = QBuffer(encoded)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(memoryview(encoded.data()))


def encode_bitmap(image: QImage) -> bytes:
    """Return the picture as an icon's bitmap: what Windows reads below 256 pixels in every place."""
    size = image.width()
    mask_row = (size + 31) // 32 * 4
    header = struct.pack("<IiiHHIIiiII", 40, size, size * 2, 1, 32, 0, size * size * 4 + mask_row * size, 0, 0, 0, 0)
    pixels, row = bytes(image.constBits()), image.bytesPerLine()
    rows = [pixels[y * row : y * row + size * 4] for y in reversed(range(size))]  # from the bottom up
    return header + b"".join(rows) + bytes(mask_row * size)


def encode_ico(images: Mapping[int, QImage]) -> bytes:
    """Return a Windows icon that holds the pictures, the smallest first."""
    entries, body = [], b""
    offset = 6 + 16 * len(images)
    for size, image in sorted(images.items()):
        data = encode_png(image) if size >= 256 else encode_bitmap(image)
        entries.append(struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), offset + len(body)))
        body += data
    return struct.pack("<HHH", 0, 1, len(images)) + b"".join(entries) + body


def encode_icns(pictures: Mapping[int, bytes]) -> bytes:
    """Return an Apple icon that holds the PNG pictures, by size."""
    body = b"".join(name + struct.pack(">I", len(pictures[size]) + 8) + pictures[size] for name, size in ICNS_TYPES)
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def write_icons(folder: Path) -> None:
    """Write hicolor PNGs, passeur.ico and passeur.icns into `folder`."""
    images = {size: draw_icon(size) for size in SIZES}
    pictures = {size: encode_png(image) for size, image in images.items()}
    for size in HICOLOR_SIZES:
        png_folder = folder / "hicolor" / f"{size}x{size}" / "apps"
        png_folder.mkdir(parents=True, exist_ok=True)
        (png_folder / "passeur.png").write_bytes(pictures[size])
    scalable = folder / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    (scalable / "passeur.svg").write_bytes((ASSETS / "icon.svg").read_bytes())
    (folder / "passeur.ico").write_bytes(encode_ico({size: images[size] for size in ICO_SIZES}))
    (folder / "passeur.icns").write_bytes(encode_icns(pictures))


if __name__ == "__main__":
    write_icons(Path(sys.argv[1]))
