"""Documents as plain zones of words: what each word is, as it is spelled, and where it stands.

A letter is made from words, not taken apart into them, so nothing here needs to know how a text is
tokenised: the words and their places are known by construction.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

ZONE_NAMES = ("from", "to", "cc", "bcc", "subject", "attached", "body")

# Every word as it is read, and the ways in which a text may spell it.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "demo": ("demo", "Demo", "DEMO", "dèmo", "de\u0301mo", "ｄｅｍｏ", "𝐝𝐞𝐦𝐨"),
    "demos": ("demos", "Demos", "demoſ"),
    "demonstration": ("demonstration", "Demonstration", "demonſtration"),
    "pilot": ("pilot", "Pilot", "PILOT", "pílot", "pi\u0301lot"),
    "face": ("face", "FACE", "façe", "fac\u0327e"),
    "recognition": ("recognition", "Recognition", "recognıtion"),
    "at": ("at", "At", "åt", "a\u030at"),
    "faces": ("faces", "Faces"),
    "mace": ("mace", "Mace"),
    "office": ("office", "oﬃce", "OFFICE", "Oﬀice"),
    "file": ("file", "ﬁle"),
    "strasse": ("strasse", "Straße", "STRASSE", "STRAẞE"),
    "istanbul": ("istanbul", "İstanbul", "Istanbul", "I\u0307stanbul", "ıstanbul"),
    "пилот": ("пилот", "Пилот", "ПИЛОТ"),
    "иод": ("йод", "и\u0306од", "ЙОД"),
    "رقم": ("رقم", "رَقْم", "\ufead\ufed7\ufee2"),
    "שלום": ("שלום", "שָׁלוֹם"),
    "警": ("警",),
    "察": ("察",),
    "ท": ("ท",),
    "한": ("한", "\u1112\u1161\u11ab"),
    "क\u093cानून": ("क\u093cानून", "\u0958ानून"),
    "12": ("12", "１２", "¹²", "𝟏𝟐"),
    "15": ("15",),
    "x2": ("x2", "x²", "X₂"),
}
# Spelled so in a text only: a query has no lines and nothing that cannot be seen.
BROKEN: dict[str, tuple[str, ...]] = {
    "demo": ("de\u00admo", "de-\nmo", "dé-\n  mo"),
    "pilot": ("pi\u00ad\nlot", "pi\u2010\nlot", "pi\u200dlot"),
    "recognition": ("recog-\nnition", "re\u00adcog\u00adnition"),
    "office": ("of-\nfice", "oﬃ\u00adce"),
    "пилот": ("пи-\nлот",),
}
# Each is one character, whatever stands beside it.
SINGLES = frozenset("警察ท한")
# What parts two words; none of it is a word.
GAPS = (
    " ", " ", " ", "  ", "\n", ", ", ". ", " – ", "\u00a0", "\u200b", "_", "@", "/", "…", "'", "-",
    " 🚓 ", "🚓", "👩\u200d⚖\ufe0f", "⚖\ufe0f", "🏳\ufe0f\u200d🌈 ", "\t", "\u2028", "»", "|",
)  # fmt: skip


@dataclass(frozen=True)
class Form:
    """Something that has a form: its kind, its first and last word, and what it says.

    A date says a day, or two where day and month cannot be told apart; all else is text.
    """

    kind: str
    first: int
    last: int
    says: tuple[str, ...]


@dataclass(frozen=True)
class Zone:
    """The text of a zone, its words in order, and where each stands (half-open)."""

    text: str = ""
    words: tuple[str, ...] = field(default=(), repr=False)
    places: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    forms: tuple[Form, ...] = ()

    @classmethod
    def of(cls, spelled: Sequence[tuple[str, str, str]], forms: tuple[Form, ...] = ()) -> "Zone":
        """A zone of words, each given as it is read, as it is spelled, and what follows it."""
        text = ""
        places: list[tuple[int, int]] = []
        for _, spelling, gap in spelled:
            places.append((len(text), len(text) + len(spelling)))
            text += spelling + gap
        return cls(text, tuple(word for word, _, _ in spelled), tuple(places), forms)

    def with_words(self, instead: Mapping[int, str]) -> "Zone":
        """The same zone with other words in these places."""
        begins = [start for start, _ in self.places]
        ends = [*begins[1:], len(self.text)][: len(begins)]
        spelled = [
            (
                instead.get(index, word),
                instead.get(index, self.text[start:end]),
                self.text[end:after] or " ",
            )
            for index, (word, (start, end), after) in enumerate(
                zip(self.words, self.places, ends, strict=True)
            )
        ]
        return Zone.of(spelled)


@dataclass(frozen=True)
class Facts:
    """What the matter knows of a letter beside its words.

    Of each page the confidence with which it was read, and its Bates number, if any.
    """

    sent: str | None = None
    given: str | None = None
    kind: str = "message"
    type: str = "email"
    filename: Zone = Zone()
    tags: frozenset[str] = frozenset()
    passage_tags: frozenset[str] = frozenset()
    passage_note: Zone | None = None
    note: Zone | None = None
    responsive: str | None = None
    is_privileged: bool = False
    is_confidential: bool = False
    codes: frozenset[str] = frozenset()
    exhibit: str | None = None
    attachments: int = 0
    size: int = 1
    pages: tuple[tuple[int | None, int | None], ...] = ()
    source: int = 1


@dataclass(frozen=True)
class Letter:
    """A document: its zones, its facts, and the letters it goes with, by their index."""

    zones: dict[str, Zone] = field(default_factory=dict)
    facts: Facts = Facts()
    attached_to: int | None = None
    copy_of: int | None = None

    def zone(self, name: str) -> Zone:
        """One zone; what is not there is empty."""
        return self.zones.get(name, Zone())

    def shift(self, name: str) -> int:
        """Where a zone begins in the whole text: zones stand in order, a newline between them."""
        before = ZONE_NAMES[: ZONE_NAMES.index(name)]
        return sum(len(self.zone(zone).text) + 1 for zone in before)

    def with_words(self, instead: str, is_changed: Callable[[int, int], bool]) -> "Letter":
        """The same letter with another word for each that lies where it is to be changed."""
        zones = {}
        for name, zone in self.zones.items():
            shift = self.shift(name)
            changed = [
                index
                for index, (start, end) in enumerate(zone.places)
                if is_changed(shift + start, shift + end)
            ]
            zones[name] = zone.with_words(dict.fromkeys(changed, instead))
        return replace(self, zones=zones)


@dataclass
class Matter:
    """All letters; a document's number is its place in the list, counted from 1."""

    letters: list[Letter]
    # What the engine drew for each sample: chance cannot be foretold, only held to its rules.
    drawn: dict[str, set[int]] = field(default_factory=dict)

    def primaries(self) -> Iterator[int]:
        """The numbers of the letters that are no copy."""
        return (i for i, letter in enumerate(self.letters, 1) if letter.copy_of is None)

    def primary(self, number: int) -> int:
        """The number of the letter that this one is a copy of, or its own."""
        original = self.letters[number - 1].copy_of
        return number if original is None else original + 1

    def same(self, number: int) -> list[int]:
        """The numbers of a letter and of all its copies."""
        return [
            i for i in range(1, len(self.letters) + 1) if self.primary(i) == self.primary(number)
        ]

    def family(self, number: int) -> int:
        """The number of the message that a letter belongs to."""
        parent = self.letters[number - 1].attached_to
        return number if parent is None else parent + 1
