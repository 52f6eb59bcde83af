"""The index holds the words that the tokeniser finds, also where it is fed the text itself."""

from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pincite.domain.tokens import fed, words
from pincite.store.connection import Store
from pincite.store.words import DocumentWords

TEXTS = st.text(
    st.sampled_from("aZ9 -\n\t.@_'\x7f\u00ad\u2010éß½字") | st.characters(exclude_categories=["Cs"])
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
@example("A demon-\nstration of Face-Recognition at 9:30, mail dana.whitlock@x.example")
@example("No hyphen, no break; CAPITALS and digits42 stay one word")
def test_what_the_index_is_fed_gives_the_words_of_the_text(tmp_path: Path, text: str) -> None:
    store = Store(tmp_path / "words.db")
    store.conn.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS document_words USING fts5 (sender, recipient, cc, bcc,"
        " subject, attached, body, content='', tokenize='ascii')"
    )
    index = DocumentWords(store)
    with store.write():
        index.add([(1, ("", "", "", "", "", "", fed(text)))])
    store.conn.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.found USING fts5vocab(main, document_words,"
        " instance)"
    )
    rows = store.conn.execute("SELECT term FROM temp.found ORDER BY offset").fetchall()
    with store.write():
        index.remove([(1, ("", "", "", "", "", "", words(text)))])
    left = store.conn.execute("SELECT count(*) FROM temp.found").fetchone()
    store.close()
    assert [row[0] for row in rows] == words(text).split()
    assert left == (0,)
