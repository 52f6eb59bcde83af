"""Invented mail to print: threads of messages with what they quote, from a seed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

_FIRST = (
    "Rosa Dana Marcus Helen Colin Evelyn Priya Tomas Ines Jonas Amara Wei Lena Omar Ruth Diego"
    " Nora Felix Grace Ivan Maya Peter Salma Victor Yuki Bruno Clara Edith Hugo Karin"
).split()
_LAST = (
    "Okafor Whitlock Feld Castellane Strand Thorne Raman Novak Duarte Lindqvist Adeyemi Zhang"
    " Brandt Haddad Ellison Marquez Petrov Keane Osei Sorokin Bellweather Tanaka Vance Orlov"
    " Mbeki Quill Rasmussen Holloway Farrow Delacroix"
).split()
_OFFICES = ("BPS", "OGC", "IT", "PA", "EXEC", "")
_HOSTS = ("bps.example", "northlight.example", "harbor.example", "citydesk.example")
_TOPICS = (
    "gate camera", "pilot agreement", "budget call", "press inquiry", "badge photos", "visitor log",
    "contract renewal", "site visit", "draft statement", "quarterly figures", "parking permits",
    "training dates", "server outage", "records request", "committee hearing", "vendor demo",
    "travel vouchers", "night shift roster", "fence repair", "data retention", "union meeting",
    "face matching results", "turnstile quote", "dock schedule", "legal hold", "newsletter text",
)  # fmt: skip
_TAILS = (
    "", " for Monday", " (final)", " - next steps", ": questions", " and follow-up", " FY19",
    ", second round", " update", " at the north terminal", " - please review by noon",
    " and what the committee asked us about the extension of the service through the fiscal year",
)  # fmt: skip
_WORDS = (
    "the of and to a in that we is for it on with as at this be are will have not by our from can"
    " you they would about which meeting system report please office call review team vendor gate"
    " pilot camera draft question number list next week before after need send think agreed"
    " committee public statement number cost budget service access images result tomorrow noon"
    " attached comments final version counsel records schedule terminal analyst desk today"
).split()
_CLOSINGS = ("Thanks,", "Best,", "Regards,", "R.", "Thank you,", "Many thanks,", "V/r,")
_TRAPS = (
    ("Here is what the agent booked:", "From: Reston", "To: Harbor City", "Date: Friday morning"),
    ("To: do before the visit, in this order", "call the desk, print the badges"),
    ("Subject: line of the flyer should be shorter, they say.",),
    ("From: the desk of the director comes a reminder that lots fill early.",),
    ("Date: to be confirmed", "Place: north terminal, room 4"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented."""

    first: str
    last: str
    office: str
    host: str

    @property
    def address(self) -> str:
        """Their address."""
        return f"{self.first.lower()}.{self.last.lower()}@{self.host}"


@dataclass(slots=True)
class Mail:
    """A message, and the older one that its body quotes, if it does."""

    sender: Person
    to: list[Person]
    cc: list[Person]
    sent: datetime
    subject: str
    paragraphs: list[str]
    signature: list[str]
    quoted: "Mail | None" = None
    attachments: list[str] = field(default_factory=list)


def people(random: Random, count: int) -> list[Person]:
    """Invented people of a few offices."""
    names = {(random.choice(_FIRST), random.choice(_LAST)) for _ in range(count * 2)}
    return [
        Person(first, last, random.choice(_OFFICES), random.choice(_HOSTS))
        for first, last in sorted(names)[:count]
    ]


def threads(random: Random, count: int, *, attached: float) -> list[list[Mail]]:
    """Threads of mail, `count` messages in all, each thread from old to new."""
    crowd = people(random, 24)
    found: list[list[Mail]] = []
    left = count
    clock = datetime(2017, 3, 1, 9, 0)
    while left:
        size = min(left, random.choice((1, 1, 2, 3, 4, 6)))
        clock += timedelta(hours=random.randint(3, 90), minutes=random.randint(0, 59))
        found.append(_thread(random, crowd, clock, size, attached))
        left -= size
    return found


def _thread(
    random: Random, crowd: list[Person], start: datetime, size: int, attached: float
) -> list[Mail]:
    some = random.sample(crowd, random.randint(2, 6))
    subject = _subject(random)
    quotes = random.random() < 0.7
    mails: list[Mail] = []
    clock = start.replace(second=random.randint(0, 59))
    for place in range(size):
        last = mails[-1] if mails else None
        sender = some[place % 2] if random.random() < 0.8 else random.choice(some)
        others = [one for one in some if one is not sender]
        random.shuffle(others)
        is_forward = last is not None and random.random() < 0.15
        if is_forward:
            to = [random.choice([one for one in crowd if one is not sender])]
        else:
            to = [last.sender] if last and last.sender is not sender else others[:1]
        rest = [one for one in others if one not in to]
        to += rest[: random.choice((0, 0, 0, 1, 2, 4))]
        cc = [one for one in rest if one not in to][: random.choice((0, 0, 1, 2, 3))]
        title = subject
        if last is not None:
            title = f"{random.choice(('FW', 'Fwd') if is_forward else ('RE', 'Re'))}: {subject}"
        mails.append(
            Mail(
                sender, to, cc, clock, title, _paragraphs(random), _signature(random, sender),
                last if last and (quotes or is_forward) and random.random() < 0.9 else None,
                _attachments(random) if random.random() < attached else [],
            )
        )  # fmt: skip
        clock += timedelta(
            minutes=random.choice((4, 17, 50, 300, 1500)), seconds=random.randint(0, 59)
        )
    return mails


def _subject(random: Random) -> str:
    topic = random.choice(_TOPICS) + random.choice(_TAILS)
    return topic[0].upper() + topic[1:]


def sentence(random: Random) -> str:
    """A sentence of common words."""
    words = random.choices(_WORDS, k=random.randint(4, 18))
    return " ".join(words).capitalize() + random.choice((".", ".", ".", "?"))


def _paragraphs(random: Random) -> list[str]:
    count = random.choice((0, 1, 1, 1, 2, 2, 3, 5, 9))
    found = [" ".join(sentence(random) for _ in range(random.randint(1, 6))) for _ in range(count)]
    if random.random() < 0.06:
        found += random.choice(_TRAPS)
    return found


def _signature(random: Random, sender: Person) -> list[str]:
    if random.random() < 0.3:
        return []
    lines = [random.choice(_CLOSINGS), sender.first]
    if random.random() < 0.5:
        lines += [f"{sender.first} {sender.last}", "Program Office", "Tel. 555 0100"]
    if random.random() < 0.15:
        lines.append("Sent from my BlackBerry wireless device")
    return lines


def _attachments(random: Random) -> list[str]:
    names = ("Draft_statement.docx", "Site plan v2.pdf", "Figures_Q3.xlsx", "Agenda.doc", "Log.txt")
    return random.sample(names, random.choice((1, 1, 2)))
