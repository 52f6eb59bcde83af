"""A matter in a real database, whose letters are replaced for each example."""

from typing import Any

from pincite.search import Search
from pincite.search.evaluation.evaluate import Evaluator
from pincite.store.connection import Store
from pincite.store.number_runs import keep_all_runs
from tests.search.building import add_document, remove_document
from tests.search.naive.facts import CUSTODIANS, PATHS, TAGS
from tests.search.naive.letters import Facts, Letter, Matter
from tests.search.naive.nodes import Node, marks_in, samples_in

_TABLES = (
    "exhibits", "passage_tags", "passages", "document_tags", "notes", "codings", "redactions",
    "pages",
)  # fmt: skip


class Mailbox:
    """Holds the letters of a naive matter, and searches them."""

    def __init__(self, store: Store) -> None:
        """`store` is a new matter of one source."""
        self.store = store
        self.search = Search(store)
        # One reads few candidates one by one, as a small result is; one joins all by positions, and
        # both that and what the full-text index is asked it does on two threads, and wildcards in
        # parts.
        self.evaluators = [
            Evaluator(store),
            Evaluator(store, block_bytes=1, costly_pages=0, wide_words=2),
        ]
        self.count = 0
        with store.write() as database:
            database["sources"].update(1, {"custodian": CUSTODIANS[1], "path": PATHS[1]})
            database["sources"].insert(
                {"id": 2, "path": PATHS[2], "kind": "folder", "custodian": CUSTODIANS[2],
                 "added_utc": "2026-01-01T00:00:00Z"}
            )  # fmt: skip
            database["files"].insert(
                {"id": 2, "source_id": 2, "path": "b.mbox", "size_bytes": 1, "modified_ns": 1}
            )
            database["bundles"].insert({"id": 1, "name": "Brief", "position": 1})
            database["tags"].insert_all(
                {"id": number, "name": name, "colour": 1, "position": number}
                for number, name in enumerate(TAGS, 1)
            )

    def hold(self, matter: Matter) -> None:
        """Hold these letters and no others."""
        with self.store.write() as database:
            for table in _TABLES:
                database.conn.execute(f"DELETE FROM {table}")
            for number in range(self.count, 0, -1):
                remove_document(self.store, number)
            self.count = len(matter.letters)
            for number, letter in enumerate(matter.letters, 1):
                zones = {name: zone.text for name, zone in letter.zones.items()}
                assert add_document(self.store, zones, _columns(matter, number, letter)) == number
                self._know(number, letter.facts)
            keep_all_runs(database.conn)

    def draw_samples(self, matter: Matter, node: Node) -> None:
        """Let the engine draw the samples of a query, each held to the rules of one."""
        for sample in samples_in(node):
            drawn = set(self.search.find(sample.text()).ids.tolist())
            whole = {
                number
                for number in matter.primaries()
                if marks_in(sample.part, matter, number) is not None
            }
            assert drawn <= whole, sample.text()
            assert len(drawn) == min(sample.size, len(whole)), sample.text()
            matter.drawn[sample.text()] = drawn

    def text(self, number: int) -> str:
        """The whole text of a letter."""
        row = self.store.conn.execute("SELECT text FROM texts WHERE document_id = ?", (number,))
        return str(row.fetchone()[0])

    def _know(self, number: int, facts: Facts) -> None:
        execute = self.store.conn.execute
        for tag in facts.tags:
            execute("INSERT INTO document_tags VALUES (?, ?)", (number, TAGS.index(tag) + 1))
        if facts.passage_tags or facts.passage_note:
            note = facts.passage_note.text if facts.passage_note else ""
            execute(
                'INSERT INTO passages (id, document_id, start, "end", quote, prefix, suffix, note,'
                " created_utc) VALUES (?, ?, 0, 0, '', '', '', ?, '')",
                (number, number, note),
            )
            for tag in facts.passage_tags:
                execute("INSERT INTO passage_tags VALUES (?, ?)", (number, TAGS.index(tag) + 1))
        if facts.note:
            execute("INSERT INTO notes VALUES (?, ?)", (number, facts.note.text))
        if facts.responsive or facts.is_privileged or facts.is_confidential:
            execute(
                "INSERT INTO codings VALUES (?, ?, ?, ?)",
                (number, facts.responsive, facts.is_privileged, facts.is_confidential),
            )
        for code in facts.codes:
            execute(
                "INSERT INTO redactions (document_id, source_page, x0, y0, x1, y1, kind, codes,"
                " found_in) VALUES (?, 0, 0, 0, 9, 9, 'black', ?, 'vector')",
                (number, f'["{code}"]'),
            )
        if facts.exhibit:
            execute(
                "INSERT INTO exhibits (bundle_id, document_id, position) VALUES (1, ?, ?)",
                (number, number),
            )
        for page, (confidence, bates) in enumerate(facts.pages, 1):
            execute(
                "INSERT INTO pages (document_id, number, source_page, width_pt, height_pt,"
                " text_start, text_end, words, bates, ocr_confidence)"
                " VALUES (?, ?, ?, 1, 1, 0, 0, x'', ?, ?)",
                (number, page, page - 1, bates and f"BPS-{bates:06d}", confidence),
            )


def _columns(matter: Matter, number: int, letter: Letter) -> dict[str, Any]:
    facts = letter.facts
    numbers = [f"BPS-{bates:06d}" for _, bates in facts.pages if bates]
    return {
        "family_id": matter.family(number),
        "parent_id": None if letter.attached_to is None else letter.attached_to + 1,
        "copy_of": None if letter.copy_of is None else letter.copy_of + 1,
        "kind": facts.kind,
        "type": facts.type,
        "file_id": facts.source,
        "filename": facts.filename.text,
        "sent_local": facts.sent and f"{facts.sent}T23:59:59",
        "given_date": facts.given,
        "attachment_count": facts.attachments,
        "size_bytes": facts.size,
        "page_count": len(facts.pages) or None,
        "bates_begin": numbers[0] if numbers else None,
        "bates_end": numbers[-1] if numbers else None,
    }
