"""What the sample matter opens with: a start, with the work still to be done."""

from typing import Any

PART_1 = "released/BPS_release_part1.pdf"
# Where those printed messages of part 1 start that the brief is about.
PRINTED_PAGES = (1, 3, 7, 15)
STATEMENT = {"file": "released/BPS_public_statement.pdf"}
WHITLOCK, PROGRAM = "whitlock-correspondence.mbox", "program-office.mbox"
SALES, PILOT, PUBLIC = "Sales pressure", "Pilot & demos", "Public statements"


def _eml(path: str) -> dict[str, str]:
    return {"file": f"okafor/{path}.eml"}


def _mbox(file: str, message_id: str) -> dict[str, str]:
    return {"file": file, "message_id": f"<{message_id}>"}


REPORT = _eml("Inbox/2017-09-27-1444-trip-report-face-recognition-demonstration-reston")
INTRO = _eml("Inbox/2017-09-14-1012-intro-port-screening-roadmap")
TERMS = _eml("Inbox/2017-11-02-1618-pilot-terms-and-next-steps")
CASEWORK = _eml("Inbox/2018-01-25-1535-first-three-weeks-on-casework")
NO_DECISION = _eml("Inbox/2018-11-28-1725-after-the-harbor-committee")
REACTION = _eml("Sent/2018-07-13-0951-re-northlights-president-wants-to-be-regulated")
AFTER_STATEMENT = _mbox(WHITLOCK, "201807170915.whitlock-july@northlight.example")
NUDGE = _mbox(WHITLOCK, "201711201133.whitlock-nudge-nov@northlight.example")
CAKE = _mbox(PROGRAM, "201709081030.retire-cake@portsec.example")
BOILER = _mbox(PROGRAM, "201711130805.boiler@portsec.example")
TIDES = _mbox(PROGRAM, "201708280712.pilots-tides@harborpilots.example")
DEMOLITION = _mbox(PROGRAM, "201712110745.demolition@portsec.example")


def _printed(page: int) -> dict[str, Any]:
    """What was un-printed from a page of part 1 on."""
    return {"file": PART_1, "page": page}


def _passage(document: dict[str, Any], quote: str, tags: list[str], note: str = "") -> Any:
    return {"document": document, "quote": quote, "tags": tags, "note": note}


def _exhibit(document: dict[str, Any], title: str, pages: str = "") -> Any:
    return {"document": document, "title": title, "pages": pages}


DECISIONS: dict[str, Any] = {
    "matter": {"name": "Northlight FOIA release", "prefix": "REV"},
    "tags": [
        {"name": SALES, "colour": 1, "digit": 1},
        {"name": PILOT, "colour": 2, "digit": 2},
        {"name": PUBLIC, "colour": 3, "digit": 3},
    ],
    "passages": [
        _passage(
            _printed(7),
            "extend the pilot of the face recognition service through the end of the fiscal year"
            " at no cost, so that your analysts can see what it does on real casework",
            [SALES],
            "Key quote for §II.B",
        ),
        _passage(
            _printed(7),
            "We hosted your colleagues there in September and can do the same again.",
            [PILOT],
            "Compare with the public statement of 13 July 2018.",
        ),
        _passage(
            INTRO,
            "happy to set up a demo of the face recognition service at our Reston office",
            [PILOT],
        ),
        _passage(
            INTRO,
            "We have flexibility on how a first pilot is funded, including not at all.",
            [SALES, PILOT],
        ),
        _passage(
            TERMS,
            "I know there is sensitivity about press attention. We would keep this quiet on our"
            " side.",
            [SALES],
            "Two sentences the printed copy also has, at BPS-000131.",
        ),
        _passage(
            REPORT,
            "on the forty volunteer photos the face recognition demo put the right person first",
            [PILOT],
        ),
        _passage(CASEWORK, "A lead goes on only if two of us agree.", [PILOT]),
        _passage(
            STATEMENT,
            "We call on government to regulate face recognition",
            [PUBLIC],
            "The sentence the brief turns on.",
        ),
        _passage(
            AFTER_STATEMENT,
            "I'm still holding June's list price.",
            [SALES],
            "Four days after the statement.",
        ),
        _passage(NO_DECISION, "there will be no procurement decision this year", [PUBLIC]),
    ],
    "document_tags": [
        {"document": INTRO, "tags": [PILOT]},
        {"document": TERMS, "tags": [SALES, PILOT]},
        {"document": REPORT, "tags": [PILOT]},
        {"document": NUDGE, "tags": [SALES]},
        {"document": STATEMENT, "tags": [PUBLIC]},
        {"document": REACTION, "tags": [PUBLIC]},
    ],
    "codings": [
        *(
            {"document": document, "decision": "responsive"}
            for document in (
                *map(_printed, PRINTED_PAGES),
                STATEMENT,
                INTRO,
                TERMS,
                REPORT,
                CASEWORK,
                NO_DECISION,
                REACTION,
                AFTER_STATEMENT,
                NUDGE,
            )
        ),
        *(
            {"document": document, "decision": "not-responsive"}
            for document in (CAKE, BOILER, TIDES, DEMOLITION)
        ),
    ],
    "notes": [
        {
            "document": STATEMENT,
            "text": "Set beside what the vendor wrote to the agency in June and on 17 July 2018.",
        }
    ],
    "edits": [
        {
            "document": STATEMENT,
            "date": "2018-07-13",
            "title": "Public statement",
            "author": "Evelyn Thorne",
        }
    ],
    "bundle": {
        "name": "Declaration of R. Amari",
        "numbering": "1",
        "caption": {
            "court": "District Court for the Eastern Bay District",
            "case_number": "19-cv-12242",
            "title": "Harbor Rights Coalition v. Bay Port Security",
        },
        "exhibits": [
            _exhibit(_printed(1), ""),
            _exhibit(_printed(3), ""),
            _exhibit(_printed(7), ""),
            _exhibit(_printed(10), ""),
        ],
    },
}
