import pytest

from pincite.processing.formats.addresses import mailboxes


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a@b.example", ["a@b.example"]),
        ("Dana Ruiz <a@b.example>", ["Dana Ruiz <a@b.example>"]),
        ('"Ruiz, Dana" <a@b.example>, c@d.example', ["Ruiz, Dana <a@b.example>", "c@d.example"]),
        ("a@b.example (Dana Ruiz)", ["Dana Ruiz <a@b.example>"]),
        ("dana at ports.example (Dana Ruiz)", ["Dana Ruiz <dana@ports.example>"]),
        ("=?utf-8?q?Dan=C3=A4?= <a@b.example>", ["Danä <a@b.example>"]),
        ("'Dana' <a@b.example>", ["Dana <a@b.example>"]),
        ("a@b.example <a@b.example>", ["a@b.example"]),
        ("Team: a@b.example, c@d.example;", ["a@b.example", "c@d.example"]),
        ("undisclosed-recipients:;", ["undisclosed-recipients"]),
        ("Dana Ruiz; Lee Okafor", ["Dana Ruiz", "Lee Okafor"]),
        ("A <a@b.example> B <c@d.example>", ["A <a@b.example>", "B <c@d.example>"]),
        ("Dana <a@b.example", ["Dana <a@b.example>"]),
        ("<mailto:a@b.example>", ["a@b.example"]),
        ("a@b.example, a@b.example", ["a@b.example"]),
        ("/O=PORTS/CN=DRUIZ", ["/O=PORTS/CN=DRUIZ"]),
        (", ,", []),
    ],
)
def test_mailboxes_are_read_as_they_come(written: str, shown: list[str]):
    assert [str(one) for one in mailboxes(written)] == shown
