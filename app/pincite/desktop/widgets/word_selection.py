"""Which words are selected: an anchor and a caret that mouse and arrow keys move."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from pincite.desktop.widgets.page_geometry import Word, line_end, line_neighbour, next_word
from pincite.domain.pages import PageLayout, WordBox

_ACROSS = (Qt.Key.Key_Left, Qt.Key.Key_Right)


class WordSelection:
    """The words from the anchor to the caret, in whichever order they stand."""

    def __init__(self, layouts: Sequence[PageLayout]) -> None:
        """Select among the words of these pages; nothing at first."""
        self._layouts = layouts
        self._anchor: Word | None = None
        self._caret: Word | None = None
        self._is_open = False

    @property
    def caret(self) -> Word | None:
        """The word that the caret stands at, or None."""
        return self._caret

    @property
    def caret_offset(self) -> int | None:
        """Where the caret's word begins in the text, or None."""
        return self._box(self._caret).start if self._caret else None

    @property
    def stretch(self) -> tuple[int, int] | None:
        """The stretch of text that is selected, half-open, or None."""
        if not self._is_open or self._anchor is None or self._caret is None:
            return None
        first, last = sorted((self._anchor, self._caret))
        return self._box(first).start, self._box(last).end

    def clear(self) -> None:
        """Select nothing; the caret stays."""
        self._is_open = False
        self._anchor = self._caret

    def place(self, word: Word) -> None:
        """Put anchor and caret on a word, with nothing selected."""
        self._anchor = self._caret = word
        self._is_open = False

    def extend_to(self, word: Word) -> None:
        """Select from the anchor to a word."""
        if self._anchor is None:
            self._anchor = word
        self._caret = word
        self._is_open = True

    def select(self, start: int, end: int) -> None:
        """Select the words that overlap a stretch of text."""
        found = [
            Word(page, place)
            for page, layout in enumerate(self._layouts)
            for place, box in enumerate(layout.words)
            if box.start < end and box.end > start
        ]
        if found:
            self._anchor, self._caret, self._is_open = found[0], found[-1], True

    def press(self, key: Qt.Key, *, is_extending: bool) -> bool:
        """Move the caret by a key; False where the key does not move it."""
        moved = self._moved(key)
        if moved is None:
            return False
        if is_extending and not self._is_open and self._caret and key in _ACROSS:
            # The first press selects the word at the caret, as a letter is in an editor.
            self.extend_to(self._caret)
        elif is_extending:
            self.extend_to(moved)
        else:
            self.place(moved)
        return True

    def _moved(self, key: Qt.Key) -> Word | None:
        if self._caret is None:
            return self._first() if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else None
        steps = {
            Qt.Key.Key_Right: (next_word, 1),
            Qt.Key.Key_Left: (next_word, -1),
            Qt.Key.Key_Down: (line_neighbour, 1),
            Qt.Key.Key_Up: (line_neighbour, -1),
        }
        if key in steps:
            move, step = steps[key]
            return move(self._layouts, self._caret, step)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            page, place = self._caret
            is_home = key == Qt.Key.Key_Home
            return Word(page, line_end(self._layouts[page], place, at_start=is_home))
        return None

    def _first(self) -> Word | None:
        pages = (page for page, layout in enumerate(self._layouts) if layout.words)
        page = next(pages, None)
        return None if page is None else Word(page, 0)

    def _box(self, word: Word) -> WordBox:
        return self._layouts[word.page].words[word.place]
