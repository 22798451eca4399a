import pytest
from PySide6.QtGui import QImage, QPixmap

from desktop.render.painter_scope import painting

pytestmark = pytest.mark.usefixtures("painter_ready")


@pytest.mark.parametrize("kind", [QImage, QPixmap])
def test_a_painter_ends_where_painting_fails(kind):
    device = QPixmap(9, 9) if kind is QPixmap else QImage(9, 9, QImage.Format.Format_RGB32)
    with pytest.raises(RuntimeError, match="broken"), painting(device):
        raise RuntimeError("broken")
    assert not device.paintingActive()
