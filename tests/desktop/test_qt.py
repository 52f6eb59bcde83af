"""What we rely on in Qt's bindings."""

import sys

from PySide6.QtCore import QObject, Signal


class _Heard(QObject):
    spoken = Signal(bool)

    def on_spoken(self, _value: bool) -> None:
        pass


def test_a_call_of_a_slot_loses_no_reference(qapp: object) -> None:
    """PySide 6.12.0 did on Python 3.11, and the program died when None ran out of them."""
    heard = _Heard()
    heard.spoken.connect(heard.on_spoken)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(1_000):
        heard.spoken.emit(True)
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert all(new > old - 100 for old, new in zip(before, after, strict=True))
    heard.deleteLater()
