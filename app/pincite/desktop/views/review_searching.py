"""What belongs to the search field: reading, completion, language, history, saved searches."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QSize, QTimer
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from pincite.desktop.dialogs.ask_text import AskText
from pincite.desktop.icons import icon
from pincite.desktop.models.asked import Answer
from pincite.desktop.models.search_rows import (
    KnownSearches,
    SearchRow,
    expansion_of,
    keep_run,
    read_known_names,
    read_searches,
    save_search,
    take_back,
)
from pincite.desktop.views.shell import Shell
from pincite.desktop.widgets.searches_popup import SearchesPopup
from pincite.desktop.widgets.words_popup import WordsPopup
from pincite.desktop.work.matter_work import Kinds
from pincite.domain.dialects import Dialect, known_dialect
from pincite.errors import QueryError
from pincite.search import Expansion, Query
from pincite.search.language.names import Names
from pincite.store.searches import RunSearch, now_utc

if TYPE_CHECKING:
    from pincite.desktop.views.review import Review

_TYPING_MS = 250
_NAMED = {"documents", "tags", "bundles", "saved_searches", "redactions", "passages"}


class ReviewSearching(QObject):
    """Serves the field and the reading line of `review`, which asks the questions."""

    def __init__(self, shell: Shell, review: "Review") -> None:
        """Reads nothing before the field is used or an answer comes."""
        super().__init__(review)
        self._shell = shell
        self._review = review
        self._known = KnownSearches()
        self._ran: tuple[str, Dialect] = ("", "pincite")
        self._has_names = False
        self._step = 0
        self._popup: SearchesPopup | None = None
        self._opened = 0
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.read_typed)

    def connect_views(self) -> None:
        """Listen to the field and the reading line."""
        field, reading = self._review.search, self._review.reading
        field.drop_below(reading)
        field.edited.connect(self._on_edited)
        field.stepped.connect(self._on_stepped)
        field.dialect_chosen.connect(self.use_dialect)
        field.searches_wanted.connect(self.open_searches)
        reading.converted.connect(self._on_converted)
        reading.words_wanted.connect(self._show_words)

    def save_button(self, parent: QWidget) -> QPushButton:
        """The star beside the field."""
        button = QPushButton("Save", parent)
        button.setIconSize(QSize(14, 14))
        button.clicked.connect(self.save)
        self._star = button
        self._shell.theme.changed.connect(self._show_star)
        self._show_star()
        return button

    # What happens elsewhere.

    def show_answer(self, answer: Answer) -> None:
        """Read the question back, and keep it in the history."""
        self._typing.stop()
        asked = answer.asked
        self._review.search.show_answered(asked.query, asked.dialect)
        if self._review.search.query == asked.query:
            self._review.search.clear_error()
            self._review.reading.show_reading(answer.understood)
        else:
            self.read_typed()
        self._step = 0
        self._show_star()
        if asked.query and self._ran != (asked.query, asked.dialect):
            self._ran = (asked.query, asked.dialect)
            self._keep_run(RunSearch(asked.query, asked.dialect, now_utc(), int(answer.ids.size)))

    def show_failure(self, error: QueryError, query: str) -> None:
        """Say what is wrong with what was asked, and go there."""
        self._typing.stop()
        self._review.reading.show_error(error, query)
        self._review.search.start_typing()
        self._review.search.put_cursor(error.position)
        self._review.search.mark_error(error.position, is_gentle=False)

    def show_changes(self, kinds: Kinds) -> None:
        """Names and searches changed: read them again, the names when they are needed."""
        if kinds & _NAMED:
            self._has_names = False
        if "saved_searches" in kinds:
            self.read_known()

    def read_known(self) -> None:
        """Read what was saved and searched."""
        self._shell.work.glance(read_searches, self._on_known, latest="searches")

    # What a reviewer does.

    def read_typed(self) -> None:
        """Say how the query reads that is being typed, before it is asked."""
        self._typing.stop()
        query, dialect = self._review.search.query, self._review.search.dialect
        self._shell.work.glance(
            lambda matter, _: matter.search.parse(query, dialect),
            self._on_parsed,
            failed=partial(self._on_parse_failed, query),
            latest="parse",
        )

    def use_dialect(self, dialect: str) -> None:
        """Read what is typed in another language from now on."""
        self._review.search.set_dialect(known_dialect(dialect))
        self._show_star()
        self.read_typed()
        self._shell.actions_changed.emit()

    def has_dialect(self, dialect: Dialect) -> bool:
        """Whether queries are read in this language."""
        return self._review.search.dialect == dialect

    def complete(self) -> None:
        """Offer whatever may stand at the cursor."""
        self._want_names()
        self._review.search.complete()

    def choose_dialect(self) -> None:
        """Open the menu of languages at the field."""
        self._review.start_search()
        self._review.search.choose_dialect()

    def can_save(self) -> bool:
        """Whether what is typed can be saved."""
        return bool(self._review.search.query) and not self._shell.opened.is_read_only

    def save(self) -> None:
        """Ask for a name and save what is typed; show the saved searches where it is saved."""
        query, dialect = self._review.search.query, self._review.search.dialect
        if not query:
            self._shell.tell("Type a search first: then it can be saved under a name.")
        elif self._known.saved_as(query, dialect):
            self.open_searches()
        elif not self._shell.opened.is_read_only:
            dialog = AskText("Save the search", "Name of the search", self._review.window())
            dialog.given.connect(partial(self._on_name_given, query, dialect))
            dialog.open()

    def open_searches(self) -> None:
        """Drop down the saved searches and the history."""
        self._review.start_search()
        field = self._review.search
        is_read_only = self._shell.opened.is_read_only
        popup = SearchesPopup(self._shell.theme, field, is_read_only=is_read_only)
        popup.run_wanted.connect(self._on_run_wanted)
        popup.rename_wanted.connect(self._on_rename_wanted)
        popup.delete_wanted.connect(self._on_delete_wanted)
        self._opened += 1
        popup.destroyed.connect(partial(self._on_popup_gone, self._opened))
        popup.show_searches(self._known.rows())
        left = max(0, field.width() - popup.width())
        popup.open_at(field.mapToGlobal(QPoint(left, field.height() + 3)))
        self._popup = popup

    def has_words(self) -> bool:
        """Whether the query that is read has something that stands for several words."""
        query = self._review.reading.query
        return query is not None and bool(query.open_terms)

    def show_words(self) -> None:
        """Show what the wildcards stand for; ask which one where there are several."""
        query = self._review.reading.query
        terms = query.open_terms if query is not None else ()
        if len(terms) == 1:
            self._show_words(terms[0][0])
        elif terms:
            menu = QMenu(self._review.reading)
            for term, _ in terms:
                menu.addAction(term).triggered.connect(partial(self._show_words, term))
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self._review.reading.under)

    # What comes back.

    def _on_edited(self, _query: str) -> None:
        self._review.stop_asking()
        self._want_names()
        self._show_star()
        self._typing.start()

    def _on_parsed(self, query: Query) -> None:
        if (query.text, query.dialect) == (self._review.search.query, self._review.search.dialect):
            self._review.reading.show_reading(query)
            self._shell.actions_changed.emit()

    def _on_parse_failed(self, query: str, error: Exception) -> None:
        if not isinstance(error, QueryError):
            self._shell.show_error(error)
        elif query == self._review.search.query:
            self._review.reading.show_error(error, query, is_gentle=True)
            self._review.search.mark_error(error.position, is_gentle=True)

    def _want_names(self) -> None:
        if not self._has_names:
            self._has_names = True
            self._shell.work.glance(read_known_names, self._on_names, latest="names")

    def _on_names(self, names: Names) -> None:
        self._review.search.set_names(names)

    def _on_converted(self, written: str) -> None:
        field = self._review.search
        answer = self._review.answer
        is_answered = answer is not None and answer.asked.query == field.query
        field.set_query(written, "pincite")
        if is_answered:
            field.submitted.emit(written)
        else:
            self.read_typed()

    # History.

    def _keep_run(self, run: RunSearch) -> None:
        same = (run.query, run.dialect)
        runs = [one for one in self._known.runs if (one.query, one.dialect) != same]
        self._known = KnownSearches(self._known.saved, (run, *runs))
        if not self._shell.opened.is_read_only:
            self._shell.work.decide(partial(keep_run, run))

    def _on_stepped(self, step: int) -> None:
        """Up goes to older queries, Down to newer ones, and in the end out of the field."""
        runs, field = self._known.runs, self._review.search
        if not field.query:
            self._step = 0
        if step > 0 and self._step == 0:
            field.left.emit()
            return
        self._step = max(0, min(len(runs), self._step - step))
        if self._step:
            run = runs[self._step - 1]
            field.walk_to(run.query, run.dialect)
        else:
            field.set_query("")
        self._show_star()
        self.read_typed()

    def _on_known(self, known: KnownSearches) -> None:
        # What was searched in this window comes first, whether the matter keeps it already or not.
        runs = self._known.runs
        kept = {(one.query, one.dialect) for one in runs}
        older = (one for one in known.runs if (one.query, one.dialect) not in kept)
        self._known = KnownSearches(known.saved, (*runs, *older))
        self._show_star()
        if self._popup is not None:
            self._popup.show_searches(self._known.rows())

    def _on_run_wanted(self, row: SearchRow) -> None:
        self._review.search.set_query(row.query, row.dialect)
        self._review.search.submitted.emit(row.query)

    def _on_popup_gone(self, number: int, _: object = None) -> None:
        # It goes a moment after it was closed, when another one may be open already.
        if number == self._opened:
            self._popup = None

    # Saved searches.

    def _on_name_given(self, query: str, dialect: Dialect, name: str) -> None:
        self._shell.work.decide(
            partial(save_search, name, query, dialect), failed=self._shell.show_error
        )

    def _on_rename_wanted(self, row: SearchRow) -> None:
        dialog = AskText(
            "Rename the search", "Name of the search", self._review.window(), text=row.title
        )
        dialog.given.connect(partial(self._on_new_name_given, row.saved or 0))
        dialog.open()

    def _on_new_name_given(self, saved: int, name: str) -> None:
        self._shell.work.decide(lambda matter: matter.searches.rename(saved, name))

    def _on_delete_wanted(self, row: SearchRow) -> None:
        saved = row.saved or 0
        self._shell.work.decide(
            lambda matter: matter.searches.delete(saved), partial(self._on_deleted, row.title)
        )

    def _on_deleted(self, name: str, _: Kinds) -> None:
        summary = f"Delete the search “{name}”"
        undo = partial(self._shell.work.decide, partial(take_back, summary))
        self._shell.tell(f"The search “{name}” is deleted.", link=("Undo", undo))

    def _show_star(self) -> None:
        field = self._review.search
        name = self._known.saved_as(field.query, field.dialect)
        self._star.setText("Saved" if name else "Save")
        self._star.setIcon(icon(self._shell.theme, "star-full" if name else "star", "ink"))
        self._star.setToolTip(
            f"Saved as “{name}”" if name else "Save the search under a name (Ctrl+Shift+F)"
        )
        self._star.setAccessibleName(f"Saved as {name}" if name else "Save the search")
        self._star.setEnabled(bool(name) or self.can_save())

    # What wildcards stand for.

    def _show_words(self, term: str, _: bool = False) -> None:
        query = self._review.reading.query
        if query is not None:
            read = partial(expansion_of, query, term)
            self._shell.work.search(read, partial(self._on_words, query), latest="words")

    def _on_words(self, query: Query, expansion: Expansion) -> None:
        popup = WordsPopup(expansion, self._review.reading)
        popup.kept.connect(partial(self._on_words_kept, query))
        popup.open_at(self._review.reading.under)

    def _on_words_kept(self, query: Query, term: str, words: tuple[str, ...]) -> None:
        self._review.search.set_query(query.keeping(term, words), "pincite")
        self._review.search.submitted.emit(self._review.search.query)
