"""What a search certificate says, as a record that can be written as JSON and checked again."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from pincite.domain.dialects import DIALECTS
from pincite.domain.numbers import control_number
from pincite.errors import VerificationError
from pincite.search.marks.misreads import Misread
from pincite.search.reports.provenance import CORPUS_COMPUTED, FOUND_COMPUTED, Made
from pincite.search.reports.term_report import BadTerm, TermReport, TermRow
from pincite.search.tree import Query as Tree
from pincite.search.tree import Sample
from pincite.search.understood import Query
from pincite.store.exceptions import ExceptionRow

FORMAT = "pincite-search-certificate/1"

# Figures of a term, and of what is seen, that a check tells the change of: how each is called.
TERM_FIGURES = {
    "documents": "documents",
    "copies": "copies",
    "with_family": "documents with family",
    "unique": "unique documents",
    "hits": "hits",
    "hits_in_weak_text": "hits in weak text",
}
SEEN_FIGURES = {
    "documents": "documents in the matter",
    "searchable": "searchable documents",
    "with_weak_text": "documents with weak text",
    "files_without_document": "files that became no document",
    "documents_with_redactions": "documents with redactions",
}

Kind = Literal["query", "terms"]
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a search of the matter does not see.

    `gaps` are reasons with the documents that they concern. `redacted` counts documents in which
    something is withheld; `surviving` those with text under a redaction, which is searched only
    where counsel decided so (`is_surviving_read`).
    """

    gaps: tuple[tuple[str, Sequence[int]], ...]
    exceptions: tuple[ExceptionRow, ...]
    redacted: int
    surviving: int
    is_surviving_read: bool


@dataclass(frozen=True, slots=True)
class ReportRun:
    """A report with when, by whom and over what it was run, all of one state of the matter.

    `misreads` are what a scanner may have made of the words of a single query.
    """

    kind: Kind
    report: TermReport
    made: Made
    unseen: Unseen
    misreads: tuple[Misread, ...] = ()


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate: everything it says, and the seal over that."""

    record: Record

    @property
    def written(self) -> bytes:
        """The certificate as JSON."""
        return _written(self.record)

    @property
    def seal(self) -> str:
        """SHA-256 over everything else that the certificate says."""
        return str(self.record["seal"])

    @property
    def kind(self) -> Kind:
        """Whether it is of one query or of a list of terms."""
        return "terms" if self.record["asked"]["kind"] == "terms" else "query"

    @classmethod
    def read(cls, content: bytes) -> "Certified":
        """A certificate that was written as JSON.

        Raises:
            VerificationError: It is none, or not as it was written.
        """
        record: dict[str, Any] = {}
        with suppress(ValueError, RecursionError):
            record = json.loads(content)
        if not _is_one(record):
            raise VerificationError(
                "This is no search certificate.",
                "",
                "Choose the JSON file that Pincite wrote beside the PDF.",
            )
        if record.get("seal") != seal(record):
            raise VerificationError(
                "The certificate is not as it was written.",
                "Its seal does not fit what it says.",
                "Use the file that Pincite wrote.",
            )
        return cls(record)


def _is_one(record: object) -> bool:
    """Whether this is a certificate with all that a check reads of it."""
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        return False
    try:
        asked, terms = record["asked"], record["terms"]
        read = [
            record["made"]["at_utc"],
            record["made"]["program"],
            record["matter"]["journal_head"],
            record["found"]["sha256"],
            asked["within"],
            *(text for _, text in asked["lines"]),
            *record["found"]["control_numbers"],
            *(term[name] for term in terms for name in ("typed", "reads_as")),
        ]
        counts = [
            record["matter"]["journal_entry"],
            *(number for number, _ in asked["lines"]),
            *(record["corpus"][name] for name in ("documents", "copies")),
            *(record["not_searched"][name] for name in SEEN_FIGURES),
            *(term[name] for term in terms for name in ("line", *TERM_FIGURES)),
        ]
    except (KeyError, TypeError, ValueError):
        return False
    return (
        asked["dialect"] in DIALECTS
        and all(isinstance(value, str) for value in read)
        and all(isinstance(value, int) for value in counts)
    )


def seal(record: Record) -> str:
    """SHA-256 over a certificate's JSON without its seal: sorted names, indented by one space."""
    unsealed = {name: value for name, value in record.items() if name != "seal"}
    return hashlib.sha256(_written(unsealed)).hexdigest()


def certify(run: ReportRun) -> Certified:
    """The certificate of a report; one of a query is that of a list with one line."""
    report, made, prefix = run.report, run.made, run.made.prefix
    totals = report.totals
    found: dict[str, Any] = {
        "documents": totals.documents,
        "copies": totals.copies,
        "with_family": totals.with_family,
        "not_found": totals.not_found,
        "sha256": totals.found_sha256,
        "computed": FOUND_COMPUTED,
        "control_numbers": [control_number(prefix, number) for number in report.found.tolist()],
    }
    record: dict[str, Any] = {
        "format": FORMAT,
        "made": {
            "at_utc": made.at_utc,
            "at_local": made.at_local,
            "user": made.user,
            "program": made.program,
        },
        "matter": {
            "name": made.matter,
            "id": made.matter_id,
            "journal_entry": made.journal_entry,
            "journal_head": made.journal_head,
        },
        "corpus": {
            "documents": made.corpus.documents,
            "copies": made.corpus.copies,
            "sha256": made.corpus.sha256,
            "computed": CORPUS_COMPUTED,
        },
        "asked": {
            "kind": run.kind,
            "dialect": report.asked.dialect,
            "within": report.asked.within,
            "lines": [[line.number, line.text] for line in report.asked.lines],
        },
        "within": _query(report.within) if report.within else None,
        "terms": [_term(row) for row in report.rows],
        "not_run": [_bad(bad) for bad in report.bad],
        "misreads": [one._asdict() for one in run.misreads],
        "scope": totals.scope,
        "found": found,
        "not_searched": _not_searched(report, run.unseen, prefix),
    }
    record["seal"] = seal(record)
    return Certified(record)


def samples(tree: Tree) -> list[Sample]:
    """The samples that a query draws, outermost first."""
    own = [tree] if isinstance(tree, Sample) else []
    children = () if tree.is_leaf() else tree.children()
    return [*own, *(one for child in children for one in samples(child))]


def _query(query: Query) -> dict[str, Any]:
    return {
        "typed": query.text,
        "dialect": query.dialect,
        "pincite": query.written,
        "reads_as": query.reads_as,
        "warnings": list(query.warnings),
        "samples": [{"documents": one.count, "seed": one.seed} for one in samples(query.tree)],
    }


def _term(row: TermRow) -> dict[str, Any]:
    return {
        "line": row.line.number,
        **_query(row.query),
        "documents": row.documents,
        "copies": row.copies,
        "with_family": row.with_family,
        "unique": row.unique,
        "hits": row.hits,
        "hits_in_weak_text": row.weak_hits,
        "pages": row.pages,
        "first_date": row.first,
        "last_date": row.last,
        "not_wholly_searchable": row.unsearchable,
        "same_as_line": row.same_as or None,
        "sha256": row.found_sha256,
        "expansions": [
            {"part": one.written, "words": [list(word) for word in one.words]}
            for one in row.expansions
        ],
    }


def _bad(bad: BadTerm) -> dict[str, Any]:
    return {
        "line": bad.line.number,
        "typed": bad.line.text,
        "error": bad.error,
        "position": bad.position,
        "suggestion": bad.suggestion or None,
    }


def _not_searched(report: TermReport, unseen: Unseen, prefix: str) -> dict[str, Any]:
    coverage = report.coverage
    return {
        "documents": coverage.total,
        "searchable": coverage.searchable,
        "with_weak_text": coverage.weak,
        "files_without_document": coverage.files_not_read,
        "gaps": [
            {
                "reason": reason,
                "documents": len(documents),
                "control_numbers": [control_number(prefix, int(one)) for one in documents],
            }
            for reason, documents in unseen.gaps
        ],
        "exceptions": [
            {
                "document": control_number(prefix, row.document) if row.document else None,
                "path": row.path,
                "reason": row.reason,
                "message": row.message,
            }
            for row in unseen.exceptions
        ],
        "documents_with_redactions": unseen.redacted,
        "documents_with_text_under_redactions": unseen.surviving,
        "text_under_redactions_is_searched": unseen.is_surviving_read,
    }


def _written(record: Record) -> bytes:
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
    return (text + "\n").encode("utf-8", "replace")
