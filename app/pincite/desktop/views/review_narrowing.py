"""Narrows the query of Review by what is clicked at its left."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pincite.desktop.models.asked import Asked
from pincite.desktop.views.shell import Shell
from pincite.errors import QueryError
from pincite.search.conditions.values import BadValue
from pincite.search.evaluation.facets import Facets
from pincite.search.language.narrowing import Facet, How, Narrowing

if TYPE_CHECKING:
    from pincite.desktop.views.review import Review


class ReviewNarrowing(QObject):
    """Writes facets into the query, and shows those that stand in it."""

    def __init__(self, shell: Shell, review: "Review") -> None:
        """Act for `review`."""
        super().__init__(review)
        self._shell = shell
        self._review = review

    def connect_views(self) -> None:
        """Listen to the facets."""
        self._review.facets.facet_clicked.connect(self.click)
        self._review.counts.facets_read.connect(self._on_facets)

    def click(self, facet: Facet, how: How) -> None:
        """Write a facet into the query that is answered, or take it out, and ask that."""
        narrowing = self._narrowing()
        if narrowing is None:
            return
        try:
            narrowed = narrowing.clicked(facet, how)
        except (BadValue, QueryError):
            self._shell.tell(f"{facet.value} cannot be asked for in a query.", kind="warning")
            return
        if narrowed.is_converted:
            self._shell.tell("To be narrowed, the query was put into Pincite's own language.")
        asked = replace(self._asked(), query=narrowed.query, dialect="pincite")
        self._review.ask(asked, document=self._review.opening.open_id)

    def show_answer(self) -> None:
        """Another query is answered: what is on shows before it is counted."""
        narrowing = self._narrowing()
        if narrowing is not None:
            self._review.facets.show_narrowing(narrowing)

    def _on_facets(self, facets: Facets) -> None:
        narrowing = self._narrowing()
        if narrowing is not None:
            self._review.facets.show_facets(facets, narrowing)

    def _narrowing(self) -> Narrowing | None:
        answer = self._review.answer
        return Narrowing(answer.understood, self._shell.opened.prefix) if answer else None

    def _asked(self) -> Asked:
        answer = self._review.answer
        return answer.asked if answer else Asked()
