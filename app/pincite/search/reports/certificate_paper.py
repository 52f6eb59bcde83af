"""A search certificate as a paper to print."""

from collections.abc import Iterator, Sequence
from typing import Any

from pincite.domain.dialects import DIALECT_NAMES
from pincite.domain.papers import Block, Facts, Heading, Listing, Paper, Sentence, Table
from pincite.search.reports.certificate import Certified, Record

# What more there is of is in the JSON file, and under the hash.
_MOST_NUMBERS, _MOST_EXCEPTIONS, _MOST_WORDS = 6_000, 400, 400
_WEAK = (
    "with a page whose words were read from its picture with confidence below 70: searched, but"
    " words may be misread"
)
_WITHHELD = "with redactions or pages left out: what is withheld cannot be found"
_SURVIVING = "with text that survives beneath a redaction:"


def certificate_paper(certified: Certified, sheet_pt: tuple[float, float]) -> Paper:
    """The certificate as it is printed."""
    record = certified.record
    blocks: list[Block] = [*_made(record)]
    if certified.kind == "query":
        blocks += _query_parts(record)
    else:
        blocks += _terms_parts(record)
    blocks += [*_not_searched(record), *_found(record), *_reproducing(record)]
    blocks += _exceptions(record["not_searched"]["exceptions"])
    return Paper(
        title="Search certificate",
        subtitle=record["matter"]["name"],
        blocks=tuple(blocks),
        foot=f"Seal {certified.seal}",
        sheet_pt=sheet_pt,
    )


def ranges(numbers: Sequence[str]) -> list[str]:
    """Control numbers in ascending order, runs of them as `REV-000131–REV-000140`."""
    runs: list[list[str]] = []
    last = -1
    for number in numbers:
        value = int(number.rpartition("-")[2])
        if runs and value == last + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
        last = value
    return ["–".join(run) for run in runs]


def _made(record: Record) -> Iterator[Block]:
    made, matter, corpus = record["made"], record["matter"], record["corpus"]
    asked, found = record["asked"], record["found"]
    what = "This query" if asked["kind"] == "query" else "This list of search terms"
    scope = f" within “{asked['within']}”" if record["within"] else ""
    yield Sentence(
        f"{what} was run on {made['at_utc']} by {made['user']} over the"
        f" {_plural(corpus['documents'], 'document')} of the matter “{matter['name']}”"
        f" ({_plural(corpus['copies'], 'copy')} beside them). It finds {found['documents']:,} of"
        f" {_plural(record['scope'], 'document')}{scope}, and {_plural(found['copies'], 'copy')} of"
        " them. What could not be searched is listed below."
    )
    yield Heading("When, by whom, over what")
    yield Facts(
        (
            ("Time (UTC)", made["at_utc"]),
            ("Local time", made["at_local"]),
            ("By", made["user"]),
            ("Program", made["program"]),
            ("Matter", matter["name"]),
            ("Documents", f"{corpus['documents']:,} and {_plural(corpus['copies'], 'copy')}"),
            ("Their SHA-256", corpus["sha256"]),
            ("Head of the history", f"entry {matter['journal_entry']}, {matter['journal_head']}"),
        )
    )


def _query_parts(record: Record) -> Iterator[Block]:
    yield Heading("The query")
    for term in record["terms"]:
        yield Facts(tuple(_asked_facts(term)))
        yield from _expansions([term])
    yield from _misreads(record)
    yield Heading("What it finds")
    for term in record["terms"]:
        yield Facts(
            (
                ("Documents", f"{term['documents']:,}"),
                ("Copies of them", f"{term['copies']:,}"),
                ("With family", f"{term['with_family']:,}"),
                ("Hits", f"{term['hits']:,}"),
                ("Hits in weak text", f"{term['hits_in_weak_text']:,}"),
                ("Dates", _span(term)),
            )
        )


def _terms_parts(record: Record) -> Iterator[Block]:
    asked = record["asked"]
    yield Heading("The terms")
    facts = [("Language", DIALECT_NAMES[asked["dialect"]])]
    if record["within"]:
        facts += [("Within", asked["within"]), ("which reads as", record["within"]["reads_as"])]
    yield Facts(tuple(facts))
    yield Table(
        ("Line", "Term", "Documents", "With family", "Unique", "Hits", "in weak text"),
        (0.7, 4.2, 1.6, 1.2, 1.1, 1.1, 1.3),
        tuple(
            (
                str(term["line"]),
                term["typed"],
                *(
                    f"{term[name]:,}"
                    for name in (
                        "documents",
                        "with_family",
                        "unique",
                        "hits",
                        "hits_in_weak_text",
                    )
                ),
            )
            for term in record["terms"]
        ),
        frozenset((2, 3, 4, 5, 6)),
    )
    if record["not_run"]:
        yield Heading("Lines that were not run")
        yield Table(
            ("Line", "Term", "What is wrong"),
            (0.7, 4, 6),
            tuple((str(bad["line"]), bad["typed"], bad["error"]) for bad in record["not_run"]),
        )
    yield Heading("How each term reads")
    yield Table(
        ("Line", "Reads as", "What to mind"),
        (0.7, 6, 4),
        tuple((str(one["line"]), one["reads_as"], _to_mind(one)) for one in record["terms"]),
    )
    yield from _expansions(record["terms"])


def _asked_facts(term: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "As typed", term["typed"] or "(nothing: every document)"
    yield "Language", DIALECT_NAMES[term["dialect"]]
    if term["dialect"] != "pincite" and term["pincite"]:
        yield "In Pincite's language", term["pincite"]
    yield "Reads as", term["reads_as"]
    for warning in term["warnings"]:
        yield "To mind", warning
    for sample in term["samples"]:
        yield "Sample", f"{sample['documents']:,} documents at random, seed {sample['seed']}"


def _to_mind(term: dict[str, Any]) -> str:
    same = [f"Means the same as line {term['same_as_line']}."] if term["same_as_line"] else []
    return " ".join([*same, *term["warnings"]])


def _expansions(terms: Sequence[dict[str, Any]]) -> Iterator[Block]:
    parts = [(term["line"], part) for term in terms for part in term["expansions"]]
    if not parts:
        return
    yield Heading("What wildcards, fuzzy words and word forms stand for in this matter")
    yield Sentence("Each word with the number of documents that hold it.", is_small=True)
    shown = dict.fromkeys((part["part"], tuple(map(tuple, part["words"]))) for _, part in parts)
    yield Facts(tuple((part, _words(words)) for part, words in shown))


def _words(words: Sequence[tuple[str, int]]) -> str:
    if not words:
        return "no word of this matter"
    said = ", ".join(f"{word} ({documents:,})" for word, documents in words[:_MOST_WORDS])
    more = len(words) - _MOST_WORDS
    return f"{said} and {more:,} more, listed in the JSON file" if more > 0 else said


def _misreads(record: Record) -> Iterator[Block]:
    if not record["misreads"]:
        return
    yield Heading("What a scanner may have made of its words")
    yield Sentence("These stand in documents of the matter and were not searched for.")
    yield Facts(
        tuple(
            (one["word"], f"{one['instead']} ({_plural(one['documents'], 'document')})")
            for one in record["misreads"]
        )
    )


def _not_searched(record: Record) -> Iterator[Block]:
    unseen = record["not_searched"]
    total, searchable = unseen["documents"], unseen["searchable"]
    yield Heading("What could not be searched")
    yield Sentence(
        f"{searchable:,} of {_plural(total, 'document')} are searchable: nothing is known to be"
        " missing from their text."
    )
    facts = [(gap["reason"], _plural(gap["documents"], "document")) for gap in unseen["gaps"]]
    if unseen["files_without_document"]:
        facts.append(("files not read at all", f"{unseen['files_without_document']:,}"))
    weak = _plural(unseen["with_weak_text"], "document")
    redacted = _plural(unseen["documents_with_redactions"], "document")
    facts += [("weak text (OCR)", f"{weak} {_WEAK}"), ("withheld", f"{redacted} {_WITHHELD}")]
    if unseen["documents_with_text_under_redactions"]:
        under = _plural(unseen["documents_with_text_under_redactions"], "document")
        done = "searched" if unseen["text_under_redactions_is_searched"] else "not searched"
        facts.append(("under redactions", f"{under} {_SURVIVING} {done}, as counsel decided"))
    yield Facts(tuple(facts))
    for gap in unseen["gaps"]:
        yield Sentence(f"{gap['reason']}:", is_small=True)
        yield Listing(tuple(ranges(gap["control_numbers"])[:_MOST_NUMBERS]))


def _exceptions(exceptions: Sequence[dict[str, Any]]) -> Iterator[Block]:
    if not exceptions:
        return
    yield Heading("Exceptions of processing")
    yield Table(
        ("Document", "File", "Reason"),
        (1.3, 5, 4.4),
        tuple(
            (
                row["document"] or "none",
                row["path"],
                f"{row['reason']}: {row['message']}" if row["message"] else row["reason"],
            )
            for row in exceptions[:_MOST_EXCEPTIONS]
        ),
        is_small=True,
    )
    if len(exceptions) > _MOST_EXCEPTIONS:
        more = len(exceptions) - _MOST_EXCEPTIONS
        yield Sentence(f"{more:,} more are listed in the JSON file.", is_small=True)


def _found(record: Record) -> Iterator[Block]:
    found = record["found"]
    yield Heading("The documents found")
    yield Facts((("SHA-256", found["sha256"]),))
    listed = ranges(found["control_numbers"])
    yield Listing(tuple(listed[:_MOST_NUMBERS]) or ("none",))
    if len(listed) > _MOST_NUMBERS:
        yield Sentence("The rest is listed in the JSON file; the hash is over all.", is_small=True)


def _reproducing(record: Record) -> Iterator[Block]:
    yield Heading("How to check this")
    yield Sentence(f"Documents: {record['corpus']['computed']}.", is_small=True)
    yield Sentence(f"Found: {record['found']['computed']}.", is_small=True)
    yield Sentence(
        "Seal: SHA-256 over the JSON file without its seal; it is also in the history of the"
        " matter. To run the search again and compare: pincite certificate MATTER --check FILE",
        is_small=True,
    )


def _span(term: dict[str, Any]) -> str:
    if not term["first_date"]:
        return "none has a date"
    return f"{term['first_date']} to {term['last_date']}, as written"


def _plural(count: int, noun: str) -> str:
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {noun[:-1]}ies" if noun.endswith("y") else f"{count:,} {noun}s"
