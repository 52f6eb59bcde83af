import json
from pathlib import Path

import pymupdf
import pytest

from pincite.errors import DecisionError
from pincite.matter import Matter
from pincite.store.words import DocumentWords

SECRET = "Marguerite Ellsworth"
WORDS = (b"Marguerite", b"Ellsworth", b"marguerite", b"ellsworth")


def release(folder: Path, names: tuple[str, ...] = ("1.pdf", "2.pdf", "copy.pdf")) -> Path:
    """PDFs of which the second and its copy hold text beneath a box."""
    folder.mkdir()
    clean, leaky = (redacted(survives=survives) for survives in (False, True))
    for name in names:
        (folder / name).write_bytes(clean if name == "1.pdf" else leaky)
    return folder


def redacted(*, survives: bool) -> bytes:
    pdf = pymupdf.open()
    page = pdf.new_page()
    page.insert_text((72, 100), "About the pilot")
    if survives:
        page.insert_text((72, 150), f"Call {SECRET}")
    page.draw_rect(pymupdf.Rect(94, 136, 260, 156), color=None, fill=(0, 0, 0))
    return bytes(pdf.tobytes())


@pytest.fixture
def harbor(tmp_path: Path):
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.processing.add([release(tmp_path / "release")])
        yield matter


def told(folder: Path) -> bytes:
    """Every byte of an exported folder, the streams of its PDFs unpacked."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            found.append(path.read_bytes())
        if path.suffix == ".pdf":
            with pymupdf.open(path) as pdf:
                for xref in range(1, pdf.xref_length()):
                    found.append(pdf.xref_object(xref).encode())
                    if pdf.xref_is_stream(xref):
                        found.append(pdf.xref_stream(xref))
                found += [page.get_text().encode() for page in pdf]
    return b"\n".join(found)


def test_until_counsel_decides_the_text_is_left_out_and_its_documents_are_listed(harbor):
    state = harbor.sequestration.state()
    assert (state.is_read, state.decided_utc) == (False, "")
    assert [(one.document, one.areas, one.is_read) for one in state.documents] == [
        (2, 1, False),
        (3, 1, False),
    ]
    with pytest.raises(DecisionError, match="left out") as refused:
        harbor.sequestration.text(2)
    assert "FRCP 26(b)(5)(B)" in refused.value.why


def test_the_decision_is_recorded_with_its_rules_and_the_text_can_be_found(harbor):
    before = harbor.documents.text(2)
    changed = harbor.sequestration.decide(is_read=True)
    assert changed.count == 2
    assert harbor.sequestration.text(2) == SECRET
    assert harbor.search.find("ellsworth").ids.tolist() == [2]
    assert harbor.search.find('"marguerite ellsworth"').ids.tolist() == [2]
    text = harbor.documents.text(2)
    assert text.text.startswith(before.text)
    (hit,) = harbor.search.hits("ellsworth", 2)
    assert text.text[hit.start : hit.end] == "Ellsworth"
    boxes = [w for w in harbor.documents.layouts(2)[0].words if w.start == hit.start]
    assert boxes[0].y0 > 130
    state = harbor.sequestration.state()
    assert state.decided_by
    assert state.decided_utc
    (entry,) = [one for one in harbor.journal.entries() if one.action == "surviving text"]
    for rule in ("FRE 502(b)", "FRCP 26(b)(5)(B)", "ABA Model Rule 4.4(b)"):
        assert rule in entry.summary
    assert SECRET not in json.dumps([one.summary for one in harbor.journal.entries()])


def test_a_second_decision_takes_the_first_back_and_leaves_nothing_behind(harbor):
    before = "\n".join(harbor.store.conn.execute("SELECT text FROM texts").fetchall()[1])
    harbor.sequestration.decide(is_read=True)
    assert harbor.sequestration.decide(is_read=False).count == 2
    assert harbor.search.find("ellsworth").documents == 0
    assert harbor.search.find("pilot").ids.tolist() == [1, 2]
    assert DocumentWords(harbor.store).occurrences("ellsworth") == 0
    after = "\n".join(harbor.store.conn.execute("SELECT text FROM texts").fetchall()[1])
    assert after == before
    assert all(w.end <= len(after) for w in harbor.documents.layouts(2)[0].words)
    folder = harbor.folder
    stored = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert not any(word in stored for word in WORDS)


def test_what_is_added_after_the_decision_follows_it(harbor, tmp_path):
    harbor.sequestration.decide(is_read=True)
    later = release(tmp_path / "later", ("9.pdf",))
    (later / "9.pdf").write_bytes(redacted(survives=True))
    harbor.processing.add([later])
    assert [one.is_read for one in harbor.sequestration.state().documents] == [True] * 3
    assert harbor.sequestration.text(4) == SECRET


def test_document_whose_file_is_gone_is_left_out_and_read_once_it_is_back(harbor, tmp_path):
    source, away = tmp_path / "release" / "2.pdf", tmp_path / "away.pdf"
    source.rename(away)
    assert harbor.sequestration.decide(is_read=True).count == 1
    assert [one.is_read for one in harbor.sequestration.state().documents] == [False, True]
    away.rename(source)
    assert harbor.sequestration.decide(is_read=True).count == 1
    assert harbor.search.find("ellsworth").ids.tolist() == [2]


def test_a_passage_cannot_quote_it_and_passages_of_what_is_seen_stay(harbor):
    harbor.passages.mark_quote(2, "the pilot")
    harbor.sequestration.decide(is_read=True)
    with pytest.raises(DecisionError, match="cannot be marked"):
        harbor.passages.mark_quote(2, "Ellsworth")
    (passage,) = harbor.passages.of_document(2)
    assert (passage.quote, passage.is_adrift) == ("the pilot", False)
    harbor.sequestration.decide(is_read=False)
    (passage,) = harbor.passages.of_document(2)
    assert (passage.quote, passage.is_adrift) == ("the pilot", False)


def test_no_export_carries_it_unless_it_is_asked_for_by_name(harbor, tmp_path):
    bundle = harbor.bundles.new("A").id
    harbor.exhibits.add(bundle, [2])
    (target,) = harbor.bundles.all()
    with pytest.raises(DecisionError, match="cannot be exported"):
        harbor.exporter.export(target, tmp_path / "refused", with_surviving_text=True)
    assert not (tmp_path / "refused").exists()
    harbor.sequestration.decide(is_read=True)
    harbor.exporter.export(target, tmp_path / "clean")
    assert not any(word in told(tmp_path / "clean") for word in WORDS)
    assert not any(word in harbor.renditions.shared_copy(2) for word in WORDS)
    harbor.exporter.export(target, tmp_path / "asked", with_surviving_text=True)
    assert b"Ellsworth" in told(tmp_path / "asked")
    manifests = [
        json.loads((tmp_path / name / "papers" / "manifest.json").read_text())
        for name in ("clean", "asked")
    ]
    assert [one["surviving_text"] for one in manifests] == [False, True]
    assert harbor.journal.last("export surviving text")


def printed_mail(path: Path) -> Path:
    """Two printed messages; in the second a name survives under a box."""
    with pymupdf.open() as pdf:
        for number, (sender, to, subject) in enumerate(
            (("Dana Whitlock", "R. Okafor", "Pilot"), ("R. Okafor", "Dana Whitlock", "Budget"))
        ):
            page = pdf.new_page(width=612, height=792)
            lines = [f"From: {sender}", f"To: {to}", f"Sent: Monday, October {15 + number}, 2018"]
            lines[-1] += " 9:12:07 AM"
            lines += [f"Subject: {subject}", "", "This message goes on at some length.", ""]
            for row, line in enumerate(lines):
                page.insert_text((72, 90 + 16 * row), line, fontsize=11)
        page.insert_text((72, 300), f"Call {SECRET}")
        page.draw_rect(pymupdf.Rect(94, 286, 260, 306), color=None, fill=(0, 0, 0))
        pdf.save(path)
    return path


def test_messages_of_a_release_follow_the_decision_however_it_is_divided(tmp_path):
    with Matter.new(tmp_path / "Harbor") as matter:
        matter.processing.add([printed_mail(tmp_path / "release.pdf")])
        affected = [one.document for one in matter.sequestration.state().documents]
        assert len(affected) == 1
        matter.sequestration.decide(is_read=True)
        assert matter.search.find("ellsworth").ids.tolist() == affected
        matter.releases.take_back(affected[0])
        assert matter.search.find("ellsworth").ids.tolist() == [1]
        matter.releases.unprint(1)
        (again,) = matter.search.find("ellsworth").ids.tolist()
        assert again not in (1, affected[0])
        assert matter.verify().problems == ()
        matter.sequestration.decide(is_read=False)
        told = "\n".join(row[0] for row in matter.store.conn.execute("SELECT text FROM texts"))
        assert "Ellsworth" not in told
        assert matter.verify().problems == ()


def test_what_is_read_of_other_pages_later_leaves_the_text_at_the_end(harbor):
    harbor.sequestration.decide(is_read=True)
    with harbor.surviving.lifted(2), harbor.store.write() as database:
        assert harbor.surviving.start(2) is None
        assert SECRET not in harbor.documents.text(2).text
        text = harbor.documents.text(2)
        words = DocumentWords(harbor.store)
        words.follow(2, is_retired=True)
        bounds = json.dumps([*text.bounds[:-1], len(text.text) + 9])
        database.conn.execute(
            "UPDATE texts SET text = text || ' and more', bounds = ? WHERE document_id = 2",
            (bounds,),
        )
        words.follow(2, is_retired=False)
    assert harbor.sequestration.text(2) == SECRET
    assert harbor.documents.text(2).text.endswith(f"and more\n\n{SECRET}")
    assert harbor.search.find("ellsworth").ids.tolist() == [2]
    assert harbor.verify().problems == ()
