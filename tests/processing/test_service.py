import shutil
from pathlib import Path

import pytest

from pincite.errors import Cancelled, SourceError
from pincite.jobs.control import Control
from pincite.processing import service
from tests.corpus.broken import EXPECTED, build_broken, numbered_pdf, zipped
from tests.corpus.mail import attachment, mailbox, message, multipart, part
from tests.processing.conftest import Bench

TEXT = part("Please see the notes.\n")


def write(folder: Path, **files: bytes) -> None:
    for name, content in files.items():
        (folder / f"{name}.eml").write_bytes(content)


def test_a_message_becomes_a_document_with_everything_it_says(bench: Bench, inbox: Path):
    write(inbox, a=message("The demo went well.\n", headers=["Cc: Sam Ode <sam@ports.example>"]))
    summary = bench.processing.add([inbox])
    (document,) = bench.documents()
    assert (summary.documents, summary.messages, summary.exceptions) == (1, 1, 0)
    assert document.sender == "Dana Ruiz"
    assert document.recipients == "Lee Okafor; Sam Ode"
    assert (document.sent_local, document.utc_offset_minutes, document.sent_utc) == (
        "2017-09-14T09:30:00",
        -240,
        "2017-09-14T13:30:00Z",
    )
    assert bench.text(1, "from") == "Dana Ruiz <dana.ruiz@ports.example>"
    assert bench.text(1) == "The demo went well.\n"
    assert bench.found("body : demo") == [1]
    assert bench.natives.read(document) == (inbox / "a.eml").read_bytes()


def test_a_family_keeps_its_order_at_any_depth(bench: Bench, inbox: Path):
    inner = message(
        multipart("mixed", [TEXT, attachment("b.txt", b"inner words")]), subject="Inner"
    )
    packed = zipped({"two/10.txt": b"ten", "two/9.txt": b"nine"})
    outer = multipart(
        "mixed",
        [TEXT, part(inner, "message/rfc822"), attachment("z.zip", packed)],
        boundary="=_outer",
    )
    write(inbox, a=message(outer))
    bench.processing.add([inbox])
    family = [(one.id, one.parent_id, one.filename, one.type) for one in bench.documents()]
    assert family == [
        (1, None, "a.eml", "email"),
        (2, 1, "", "email"),
        (3, 2, "b.txt", "text"),
        (4, 1, "z.zip", "archive"),
        (5, 4, "9.txt", "text"),
        (6, 4, "10.txt", "text"),
    ]
    assert bench.text(1, "attached") == "z.zip"
    assert {one.family_id for one in bench.documents()} == {1}
    assert len({one.sort_key for one in bench.documents()}) == 1
    assert bench.natives.read(bench.documents()[4]) == b"nine"


def test_documents_are_numbered_in_natural_order_of_paths(bench: Bench, inbox: Path):
    for name in ("10.", "2.", "1."):
        (inbox / name).write_bytes(message(subject=f"Number {name}", message_id=f"<{name}@x>"))
    bench.processing.add([inbox])
    assert [one.filename for one in bench.documents()] == ["1.", "2.", "10."]


def test_a_folded_family_is_a_copy_as_a_whole_and_is_not_found_twice(bench: Bench, inbox: Path):
    body = multipart("mixed", [TEXT, attachment("plan.txt", b"the turnstile plan")])
    write(inbox, a=message(body), b=message(body, headers=["X-Mailbox: second"]))
    write(inbox, c=message("Other words.\n"))
    summary = bench.processing.add([inbox])
    assert [one.copy_of for one in bench.documents()] == [None, None, 1, 2, None]
    assert summary.duplicates == 2
    assert bench.found("turnstile") == [2]


def test_the_same_attachment_elsewhere_is_no_copy(bench: Bench, inbox: Path):
    plan = attachment("plan.txt", b"the turnstile plan")
    write(inbox, a=message(multipart("mixed", [TEXT, plan]), message_id="<a@x>"))
    write(inbox, b=message(multipart("mixed", [TEXT, plan]), message_id="<b@x>"))
    (inbox / "plan.txt").write_bytes(b"the turnstile plan")
    bench.processing.add([inbox])
    assert [one.copy_of for one in bench.documents()] == [None] * 5


def test_one_message_id_over_two_texts_is_two_messages_of_one_thread(bench: Bench, inbox: Path):
    write(inbox, a=message("First text.\n"), b=message("Second text.\n"))
    bench.processing.add([inbox])
    one, two = bench.documents()
    assert (one.copy_of, two.copy_of) == (None, None)
    assert one.thread_id == two.thread_id


def test_threads_join_when_a_late_parent_arrives_and_never_by_subject(bench: Bench, inbox: Path):
    write(
        inbox,
        a=message(message_id="<3@x>", headers=["In-Reply-To: <2@x>"]),
        b=message(message_id="<4@x>", headers=["References: <1@x>"]),
        c=message(message_id="<9@x>"),
    )
    bench.processing.add([inbox])
    first, second, third = (one.thread_id for one in bench.documents())
    assert len({first, second, third}) == 3
    late = message(message_id="<2@x>", headers=["References: <1@x>"])
    (inbox / "late.eml").write_bytes(late)
    bench.processing.add([inbox])
    threads = [one.thread_id for one in bench.documents()]
    assert threads[0] == threads[1] == threads[3] != threads[2]


def test_adding_again_brings_nothing(bench: Bench, inbox: Path):
    write(inbox, a=message(), b=message(message_id="<2@x>"))
    bench.processing.add([inbox])
    again = bench.processing.add([inbox])
    parts = bench.processing.add([inbox / "a.eml"])
    assert (again.documents, parts.documents) == (0, 0)
    assert len(bench.documents()) == 2
    assert [entry.action for entry in bench.journal.entries()] == ["added sources"]


def test_a_touched_file_is_the_same_file(bench: Bench, inbox: Path):
    write(inbox, a=message())
    bench.processing.add([inbox])
    (inbox / "a.eml").touch()
    (inbox / "a.eml").write_bytes(message())
    assert bench.processing.add([inbox]).documents == 0
    assert bench.processing.add([inbox]).documents == 0
    assert bench.store.conn.execute("SELECT count(*) FROM files").fetchone() == (1,)


def test_a_changed_file_gives_new_documents_and_says_so(bench: Bench, inbox: Path):
    write(inbox, a=message())
    bench.processing.add([inbox])
    write(inbox, a=message("Rewritten since then.\n"))
    assert bench.processing.add([inbox]).documents == 1
    assert bench.reasons() == {"a.eml": "changed since"}
    with pytest.raises(SourceError, match="has changed"):
        bench.natives.read(bench.documents()[0])
    assert bench.natives.read(bench.documents()[1]).endswith(b"since then.\n")


def test_a_source_that_moved_is_said_with_the_remedy(bench: Bench, inbox: Path):
    write(inbox, a=message())
    bench.processing.add([inbox])
    shutil.move(inbox, inbox.with_name("elsewhere"))
    with pytest.raises(SourceError, match="relink"):
        bench.natives.read(bench.documents()[0])


def test_messages_of_a_mailbox_are_spans_of_it(bench: Bench, inbox: Path):
    messages = [
        message("One.\n\nFrom here on it is quoted.\n", message_id="<1@x>"),
        message("Two.\n", message_id="<2@x>"),
    ]
    (inbox / "all.mbox").write_bytes(mailbox(messages))
    bench.processing.add([inbox])
    one, two = bench.documents()
    assert "\nFrom here on" in bench.text(1)
    assert b"\n>From here on" in bench.natives.read(one)
    assert bench.natives.read(two) == messages[1]
    assert bench.natives.path(two) is None


def test_a_loose_archive_is_a_folder_of_documents(bench: Bench, inbox: Path):
    files = {
        "b/2.eml": message(message_id="<2@x>"),
        "b/10.eml": message(message_id="<10@x>"),
        "a.mbox": mailbox([message(message_id="<m@x>")]),
        "deep.zip": zipped({"inner.txt": b"words deep inside"}),
    }
    (inbox / "release.zip").write_bytes(zipped(files))
    bench.processing.add([inbox / "release.zip"])
    found = [(one.kind.value, one.filename, one.message_id) for one in bench.documents()]
    assert found == [
        ("message", "", "m@x"),
        ("message", "2.eml", "2@x"),
        ("message", "10.eml", "10@x"),
        ("file", "deep.zip", None),
        ("attachment", "inner.txt", None),
    ]
    assert bench.found("deep") == [5]


def test_a_large_mailbox_is_read_in_slices_as_if_in_one(bench: Bench, inbox: Path):
    messages = [
        message(f"Message {number}.\n" + "filler words\n" * 600, message_id=f"<{number}@x>")
        for number in range(800)
    ]
    (inbox / "big.mbox").write_bytes(mailbox(messages))
    assert bench.processing.add([inbox]).messages == 800
    ids = [one.message_id for one in bench.documents()]
    assert ids == [f"{number}@x" for number in range(800)]
    assert bench.natives.read(bench.documents()[799]) == messages[799]


def test_a_pdf_has_its_own_pages_and_numbers(bench: Bench, inbox: Path):
    (inbox / "statement.pdf").write_bytes(numbered_pdf(131, 3))
    summary = bench.processing.add([inbox])
    (document,) = bench.documents()
    assert (document.page_count, summary.pages) == (3, 3)
    assert (document.bates_begin, document.bates_end) == ("BPS-000131", "BPS-000133")
    page = bench.reader.pages(1)[1]
    text = bench.reader.text(1).text
    assert "sheet 2." in text[page.text_start : page.text_end]
    word = bench.reader.layouts(1)[1].words[0]
    assert text[word.start : word.end] == "Statement"
    assert bench.reader.resolve("BPS-000132") == 1


def test_numbers_that_look_like_the_matters_own_are_said(bench: Bench, inbox: Path):
    with bench.store.write():
        bench.store.set_setting("prefix", "BPS")
    (inbox / "statement.pdf").write_bytes(numbered_pdf(1, 2))
    bench.processing.add([inbox])
    assert bench.reasons() == {"statement.pdf": "numbers clash"}


def test_everything_broken_is_listed_and_nothing_is_lost(bench: Bench, inbox: Path):
    folder = inbox / "broken"
    build_broken(folder)
    bench.processing.add([folder])
    listed = bench.reasons()
    for name, reason in EXPECTED.items():
        said = {why for path, why in listed.items() if path.startswith(name)}
        assert said == ({reason} if reason else set()), name
    files = bench.store.conn.execute("SELECT count(*) FROM files WHERE state = 'done'").fetchone()
    assert files == (len(EXPECTED),)
    again = bench.processing.add([folder])
    assert (again.documents, again.exceptions) == (0, 0)


def test_a_stopped_run_goes_on_where_it_was(
    bench: Bench, inbox: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(service, "COMMIT_AFTER_S", 0)
    for number in range(400):
        raw = message(f"Message {number}.\n", message_id=f"<{number}@x>")
        (inbox / f"{number}.eml").write_bytes(raw)
    control = Control(lambda progress: control.cancel() if progress.done else None)
    with pytest.raises(Cancelled):
        bench.processing.add([inbox], control=control)
    left = bench.processing.pending()
    assert 0 < left.files < 400
    assert len(bench.documents()) == 400 - left.files
    bench.processing.resume()
    assert [one.message_id for one in bench.documents()] == [f"{n}@x" for n in range(400)]
    assert bench.processing.pending().files == 0


def test_the_number_of_workers_changes_nothing(tmp_path: Path, inbox: Path):
    for number in range(500):
        (inbox / f"{number}.eml").write_bytes(message(f"{number}", message_id=f"<{number}@x>"))
    rows = []
    for workers in (1, 3):
        bench = Bench(tmp_path / str(workers), workers)
        bench.processing.add([inbox])
        rows.append([(one.id, one.filename, one.copy_of) for one in bench.documents()])
        bench.store.close()
    assert rows[0] == rows[1]


def test_nothing_is_added_when_one_path_is_wrong(bench: Bench, inbox: Path):
    write(inbox, a=message())
    with pytest.raises(SourceError, match="cannot be added"):
        bench.processing.add([inbox, inbox / "nowhere"])
    assert bench.documents() == []
    assert bench.processing.pending().files == 0


def test_a_maildir_is_read_without_what_was_not_delivered(bench: Bench, inbox: Path):
    for name in ("cur", "new", "tmp"):
        (inbox / name).mkdir()
        raw = message(message_id=f"<{name}@x>")
        (inbox / name / "1505395800.M1P1.host:2,S").write_bytes(raw)
    bench.processing.add([inbox])
    assert [one.message_id for one in bench.documents()] == ["cur@x", "new@x"]
    assert bench.reasons() == {"tmp/1505395800.M1P1.host:2,S": "unfinished delivery"}
