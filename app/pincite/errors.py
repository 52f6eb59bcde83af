"""The exception tree: what a user may see when something cannot be done.

    PinciteError
    ├── MatterError            the matter cannot be opened, made, moved or read
    │   ├── MatterLocked       somebody else is writing to it
    │   ├── MatterTooNew       made by a newer Pincite
    │   └── MatterReadOnly     it was opened for reading only
    ├── SourceError            a file or folder that was given cannot be used
    ├── UnknownDocument        no document, page or cite has that number
    ├── AmbiguousNumber        a number that could mean several documents
    ├── QueryError             a query that cannot be read (position and mended query)
    ├── DecisionError          a tag, coding, passage or note that cannot be made
    │   └── UndoRefused        a later decision touched the same thing
    ├── ExhibitError           an exhibit or bundle that cannot be made or exported
    ├── VerificationError      something is not what it was
    ├── RenditionError         a document cannot be made into pages
    ├── OcrError               scanned pages cannot be read here
    ├── Cancelled              the user stopped the work
    └── WorkerFailed           a worker process could not finish its task
        ├── WorkerDied         it crashed or ran out of memory
        └── WorkerTimedOut     it passed its deadline

Known errors say what happened, why, and what to do. Anything else that is raised is a bug.
"""


class PinciteError(Exception):
    """A known error: what happened, why, and what to do about it."""

    def __init__(self, what: str, why: str = "", remedy: str = "") -> None:
        """Keep the three sentences; `why` and `remedy` may be empty."""
        super().__init__(what)
        self.what = what
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        """The sentences that are not empty, joined by spaces."""
        return " ".join(part for part in (self.what, self.why, self.remedy) if part)

    def __reduce__(self) -> tuple[object, ...]:
        """Keep every attribute when the error crosses a process border."""
        return (_restored, (type(self), self.__dict__.copy(), self.args))


def _restored(
    kind: type[PinciteError], state: dict[str, object], args: tuple[object, ...]
) -> PinciteError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class MatterError(PinciteError):
    """The matter cannot be opened, made, moved or read."""


class MatterLocked(MatterError):
    """Somebody else is writing to the matter."""


class MatterTooNew(MatterError):
    """The matter was made by a newer Pincite."""


class MatterReadOnly(MatterError):
    """The matter was opened for reading only."""


class SourceError(PinciteError):
    """A file or folder that was given cannot be used."""


class UnknownDocument(PinciteError):
    """No document, page or cite has that number."""


class AmbiguousNumber(PinciteError):
    """A number that could mean several documents."""


class QueryError(PinciteError):
    """A query that cannot be read."""

    def __init__(self, what: str, position: int, suggestion: str = "", why: str = "") -> None:
        """`position` is the code point in the query, from 0; `suggestion` a mended query or ''."""
        super().__init__(what, why, f"Try: {suggestion}" if suggestion else "")
        self.position = position
        self.suggestion = suggestion


class DecisionError(PinciteError):
    """A tag, coding, passage or note that cannot be made."""


class UndoRefused(DecisionError):
    """A later decision touched the same thing."""


class ExhibitError(PinciteError):
    """An exhibit or bundle that cannot be made or exported."""


class VerificationError(PinciteError):
    """Something is not what it was."""


class RenditionError(PinciteError):
    """A document cannot be made into pages."""


class OcrError(PinciteError):
    """Scanned pages cannot be read here."""


class Cancelled(PinciteError):
    """The user stopped the work."""

    def __init__(self, what: str = "Stopped.") -> None:
        """Say what was stopped."""
        super().__init__(what)


class WorkerFailed(PinciteError):
    """A worker process could not finish its task."""


class WorkerDied(WorkerFailed):
    """A worker process crashed or ran out of memory."""


class WorkerTimedOut(WorkerFailed):
    """A worker process passed its deadline."""
