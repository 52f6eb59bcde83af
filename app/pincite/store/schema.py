"""The tables of a matter, as migrations that only ever grow; their SQL lies in `migrations/`."""

from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from pincite.store.number_runs import keep_all_runs

MATTER = Migrations("matter")

FIRST, SECOND, THIRD = "1 the first matter", "2 redactions", "3 releases"
FOURTH, FIFTH, SIXTH = "4 searches", "5 rejected redactions", "6 readings"
NAMES = frozenset({FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH})

_FOLDER = Path(__file__).parent / "migrations"


@MATTER(name=FIRST)
def _first_matter(database: Database) -> None:
    _run(database, FIRST)


@MATTER(name=SECOND)
def _redactions(database: Database) -> None:
    _run(database, SECOND)


@MATTER(name=THIRD)
def _releases(database: Database) -> None:
    _run(database, THIRD)


@MATTER(name=FOURTH)
def _searches(database: Database) -> None:
    _run(database, FOURTH)
    keep_all_runs(database.conn)


@MATTER(name=FIFTH)
def _rejected_redactions(database: Database) -> None:
    _run(database, FIFTH)


@MATTER(name=SIXTH)
def _readings(database: Database) -> None:
    _run(database, SIXTH)


def _run(database: Database, name: str) -> None:
    """Execute the statements of a migration in the transaction that is open."""
    script = _FOLDER / f"{name.replace(' ', '_')}.sql"
    for statement in _statements(script.read_text(encoding="utf-8")):
        database.conn.execute(statement)


def _statements(script: str) -> list[str]:
    """The statements of a script; `executescript` would commit the migration's transaction."""
    statements: list[str] = []
    pending = ""
    for line in script.splitlines():
        pending += line + "\n"
        ends_trigger = line.rstrip().endswith("END;")
        if line.rstrip().endswith(";") and ("CREATE TRIGGER" not in pending or ends_trigger):
            statements.append(pending)
            pending = ""
    return statements


def unknown_migrations(database: Database) -> list[str]:
    """Migrations in the database that this program does not know: a newer one made them."""
    return sorted({migration.name for migration in MATTER.applied(database)} - NAMES)
