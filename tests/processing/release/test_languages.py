import pytest

from pincite.domain.releases import Segment
from pincite.processing.release.segments import divide
from tests.processing.release.printing import Paper

PRINTED = {
    "german": ("Von: Whitlock, Dana", "Gesendet: Montag, 15. Oktober 2018 09:05",
               "An: Okafor, Rosa (BPS)", "Cc: Feld, Colin", "Betreff: AW: Lampe",
               "Anlagen: Plan.pdf"),
    "french": ("De : Whitlock, Dana", "Envoyé : lundi 15 octobre 2018 09:05",
               "À : Okafor, Rosa (BPS)", "Cc : Feld, Colin", "Objet : RE: Lampe",
               "Pièces jointes : Plan.pdf"),
    "spanish": ("De: Whitlock, Dana", "Enviado el: lunes, 15 de octubre de 2018 9:05",
                "Para: Okafor, Rosa (BPS)", "CC: Feld, Colin", "Asunto: RE: Lampe",
                "Datos adjuntos: Plan.pdf"),
    "italian": ("Da: Whitlock, Dana", "Inviato: lunedì 15 ottobre 2018 09:05",
                "A: Okafor, Rosa (BPS)", "Cc: Feld, Colin", "Oggetto: R: Lampe",
                "Allegati: Plan.pdf"),
    "portuguese": ("De: Whitlock, Dana", "Enviada em: segunda-feira, 15 de outubro de 2018 09:05",
                   "Para: Okafor, Rosa (BPS)", "Cc: Feld, Colin", "Assunto: RES: Lampe",
                   "Anexos: Plan.pdf"),
    "dutch": ("Van: Whitlock, Dana", "Verzonden: maandag 15 oktober 2018 09:05",
              "Aan: Okafor, Rosa (BPS)", "CC: Feld, Colin", "Onderwerp: RE: Lampe",
              "Bijlagen: Plan.pdf"),
}  # fmt: skip
WROTE = (
    "Am Mo., 15. Okt. 2018 um 09:05 Uhr schrieb Dana Whitlock <dana@nl.example>:",
    "Am 15.10.18 um 09:05 schrieb Dana Whitlock <dana@nl.example>:",
    "Le lun. 15 oct. 2018 à 09:05, Dana Whitlock <dana@nl.example> a écrit :",
    "El lun, 15 oct 2018 a las 9:05, Dana Whitlock (<dana@nl.example>) escribió:",
    "Il giorno lun 15 ott 2018 alle ore 09:05 Dana Whitlock <dana@nl.example> ha scritto:",
    "Em seg., 15 de out. de 2018 às 09:05, Dana Whitlock <dana@nl.example> escreveu:",
    "Op ma 15 okt. 2018 om 09:05 schreef Dana Whitlock <dana@nl.example>:",
)


def printed(paper: Paper) -> tuple[Segment, ...]:
    return divide(paper.printed(), paper.text).segments


@pytest.mark.parametrize("language", PRINTED)
def test_a_header_in_another_language_is_read(language: str):
    paper = Paper()
    paper.rows("\n".join(PRINTED[language]))
    paper.row("Lorem ipsum.", gap=14)
    (segment,) = printed(paper)
    header = segment.header
    assert header is not None
    assert header.subject.endswith("Lampe")
    assert header.sent is not None
    assert header.sent.local == "2018-10-15T09:05:00"
    assert [one.name for role in ("from", "to", "cc") for one in header.people[role]] == [
        "Whitlock, Dana",
        "Okafor, Rosa (BPS)",
        "Feld, Colin",
    ]
    assert header.attachments == ("Plan.pdf",)


@pytest.mark.parametrize("line", WROTE)
def test_a_line_that_says_who_wrote_is_read_in_other_languages(line: str):
    paper = Paper()
    paper.rows("\n".join(PRINTED["german"]))
    paper.row("Lorem ipsum.", gap=14)
    paper.row(line, gap=10)
    paper.row("> Dolor sit amet?")
    (segment,) = printed(paper)
    (quoted,) = segment.quoted
    assert quoted.header.people["from"][0].name == "Dana Whitlock"
    assert quoted.header.sent is not None
    assert quoted.header.sent.local == "2018-10-15T09:05:00"


def test_an_answer_above_its_original_is_one_message_in_german():
    paper = Paper()
    paper.rows("\n".join(PRINTED["german"][:5]))
    paper.row("Ja, gern.", gap=14)
    paper.row("-----Ursprüngliche Nachricht-----", gap=14)
    paper.rows(
        "Von: Okafor, Rosa (BPS)\nGesendet: Freitag, 5. Oktober 2018 16:12\n"
        "An: Whitlock, Dana\nBetreff: Lampe"
    )
    paper.row("Wollen Sie?", gap=14)
    (segment,) = printed(paper)
    assert [one.header.subject for one in segment.quoted] == ["Lampe"]


def test_the_day_comes_first_beneath_labels_that_are_not_english():
    paper = Paper()
    paper.rows("De: Feld, Colin\nEnvoyé: 05/10/2018 09:05\nÀ: Whitlock, Dana\nObjet: Lampe")
    (segment,) = printed(paper)
    assert segment.header is not None
    assert segment.header.sent is not None
    assert segment.header.sent.local == "2018-10-05T09:05:00"


def test_a_conversation_of_gmail_is_read_in_german():
    paper = Paper()
    paper.row("Lampe")
    paper.row("2 Nachrichten")
    paper.row("Dana Whitlock <dana@nl.example>", (390, "15. Oktober 2018 um 09:05"), gap=10)
    paper.row("An: Harbor Desk <desk@bps.example>")
    paper.row("Wollen Sie?", gap=14)
    paper.row("Rosa Okafor <rosa@bps.example>", (390, "16. Oktober 2018 um 16:12"), gap=30)
    paper.row("An: Dana Whitlock <dana@nl.example>")
    paper.row("Ja, gern.", gap=14)
    segments = printed(paper)
    assert [one.header.subject for one in segments if one.header] == ["Lampe", "Lampe"]


def test_a_word_of_another_language_is_no_label_in_an_english_header():
    paper = Paper()
    paper.rows(
        "From: Whitlock, Dana\nSent: Monday, October 15, 2018 9:05 AM\nTo: Okafor, Rosa\n"
        "Subject: Lamp\nA: It burns, B: it does not."
    )
    (segment,) = printed(paper)
    assert segment.header is not None
    assert set(segment.header.fields) == {"from", "sent", "to", "subject"}
