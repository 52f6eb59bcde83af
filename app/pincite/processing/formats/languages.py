"""What mail programs print in other languages than English: tables, read by those who look for it.

German, French, Spanish, Italian, Portuguese and Dutch, as Outlook, Thunderbird, Apple Mail and
Gmail print them. All keys are in small letters and without accents: see `plain`.
"""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

ENGLISH = "en"
# Labels of header fields by language and role; "other" is printed, and no field of its own.
LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "from": "from", "to": "to", "cc": "cc", "c.c": "cc", "bcc": "bcc", "subject": "subject",
        "subj": "subject", "sent": "sent", "date": "sent", "date sent": "sent", "sent on": "sent",
        "sent at": "sent", "sent date": "sent", "received": "other", "attachments": "attached",
        "attachment": "attached", "attached": "attached", "attach": "attached",
        "importance": "other", "priority": "other", "sensitivity": "other", "categories": "other",
        "reply-to": "other", "reply to": "other", "sender": "other", "on behalf of": "other",
        "message-id": "other", "follow up flag": "other", "flag status": "other",
        "security": "other",
    },
    "de": {
        "von": "from", "gesendet": "sent", "gesendet am": "sent", "datum": "sent", "an": "to",
        "cc": "cc", "kopie": "cc", "bcc": "bcc", "blindkopie": "bcc", "betreff": "subject",
        "anlagen": "attached", "anlage": "attached", "anhang": "attached", "anhange": "attached",
        "wichtigkeit": "other", "prioritat": "other", "vertraulichkeit": "other",
        "antwort an": "other", "kategorien": "other",
    },
    "fr": {
        "de": "from", "envoye": "sent", "envoye le": "sent", "date": "sent", "a": "to", "cc": "cc",
        "copie a": "cc", "copie": "cc", "cci": "bcc", "bcc": "bcc", "objet": "subject",
        "pieces jointes": "attached", "piece jointe": "attached", "importance": "other",
        "priorite": "other", "repondre a": "other", "confidentialite": "other",
    },
    "es": {
        "de": "from", "enviado": "sent", "enviado el": "sent", "fecha": "sent", "para": "to",
        "a": "to", "cc": "cc", "cco": "bcc", "bcc": "bcc", "asunto": "subject",
        "datos adjuntos": "attached", "adjuntos": "attached", "archivos adjuntos": "attached",
        "importancia": "other", "prioridad": "other", "responder a": "other",
    },
    "it": {
        "da": "from", "inviato": "sent", "inviato il": "sent", "data": "sent", "a": "to",
        "cc": "cc", "ccn": "bcc", "bcc": "bcc", "oggetto": "subject", "allegati": "attached",
        "allegato": "attached", "priorita": "other", "importanza": "other", "rispondi a": "other",
    },
    "pt": {
        "de": "from", "enviado": "sent", "enviada em": "sent", "enviado em": "sent",
        "data": "sent", "para": "to", "cc": "cc", "cco": "bcc", "bcc": "bcc",
        "assunto": "subject", "anexos": "attached", "anexo": "attached", "importancia": "other",
        "prioridade": "other", "responder a": "other",
    },
    "nl": {
        "van": "from", "verzonden": "sent", "verzonden op": "sent", "datum": "sent", "aan": "to",
        "cc": "cc", "bcc": "bcc", "onderwerp": "subject", "bijlagen": "attached",
        "bijlage": "attached", "urgentie": "other", "prioriteit": "other",
        "beantwoorden aan": "other",
    },
}  # fmt: skip

# Months as written out and shortened, by number; what is English as well is in it too.
_MONTHS = (
    "januar januari janvier enero gennaio janeiro jan janv ene gen jänner",
    "februar februari fevrier febrero febbraio fevereiro feb fevr fev",
    "marz maart mars marzo março mrz mrt mar",
    "april avril abril aprile apr avr abr",
    "mai mei mayo maggio maio mag may",
    "juni juin junio giugno junho jun giu",
    "juli juillet julio luglio julho jul juil lug",
    "august augustus aout agosto aug ago",
    "september septembre septiembre settembre setembro sep sept set",
    "oktober octobre octubre ottobre outubro okt oct ott out",
    "november novembre noviembre novembro nov",
    "dezember december decembre diciembre dicembre dezembro dez dec dic",
)
_WEEKDAYS = (
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so"
    " lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim"
    " lunes martes miercoles jueves viernes sabado domingo mie jue vie sab dom"
    " lunedi martedi mercoledi giovedi venerdi sabato domenica gio"
    " segunda-feira terca-feira quarta-feira quinta-feira sexta-feira segunda terca quarta quinta"
    " sexta seg ter qua qui sex maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
    " ma wo vr za zo"
)
_JOINING = (
    "am um uhr den der le a las la el il alle ore giorno del de em as op om dia h kl vers lo al"
)
_ENGLISH_WORDS = frozenset(
    "jan feb mar apr may jun jul aug sep sept oct nov dec april august september november december"
    " am a sat sun".split()
)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A text in small letters and without accents, as OCR and mail programs may print it."""
    if text.isascii():
        return text.casefold()
    parted = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


MONTHS: Mapping[str, int] = {
    plain(name): number for number, names in enumerate(_MONTHS, 1) for name in names.split()
}
# Words that stand in dates and say nothing of the day: `Am Montag, den 15. Oktober um 9:05 Uhr`.
JOINING = frozenset(_JOINING.split()) | frozenset(_WEEKDAYS.split())
# Words by which a date is told to be in one of these languages, and not in English.
TELLING = frozenset(MONTHS) | JOINING
TELLING -= _ENGLISH_WORDS

# How `On <date>, <person> wrote:` opens, and by which words it closes; in German and Dutch the
# verb stands before the person.
WROTE_OPENS = ("am", "le", "el", "il", "em", "op")
WROTE_CLOSES = ("a ecrit", "escribio", "ha scritto", "escreveu")
WROTE_BEFORE = ("schrieb", "schreef")
# What says that an older message follows.
MARKERS = (
    "ursprungliche nachricht", "originalnachricht", "weitergeleitete nachricht",
    "weitergeleiteten nachricht", "message d'origine", "message d’origine", "message original",
    "message transfere", "debut du message", "mensaje original", "mensaje reenviado",
    "messaggio originale", "messaggio inoltrato", "mensagem original", "mensagem encaminhada",
    "oorspronkelijk bericht", "doorgestuurd bericht",
)  # fmt: skip
# How many messages a conversation has, as Gmail prints it.
COUNTS = ("nachrichten", "mensajes", "messaggi", "mensagens", "berichten")
# What answers and forwards put before a subject, beside those of English.
ANSWERS = ("aw", "antw", "sv", "rif", "res", "rv", "wg", "tr", "enc", "i", "doorst")
FORWARDS = ("wg", "tr", "rv", "enc", "i", "doorst")
