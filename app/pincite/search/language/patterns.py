"""The words of a query: tokens as in a document, with the marks that stand next to them.

A piece of text becomes one or more sequences of terms; a sequence of several is a phrase.
"""

import re
from collections.abc import Iterator

from pincite.domain.tokens import stands_alone, tokens
from pincite.search.terms import (
    DIGIT,
    MANY,
    ONE,
    Forms,
    Fuzzy,
    Numbers,
    OneOf,
    Pattern,
    Single,
    Term,
    Word,
    alternatives,
    is_number,
)

Sequence = tuple[Term, ...]
MOST_EDITS = 2
MOST_SEQUENCES = 64
DEEPEST = 60

# Stand-ins for `[0-9]` and `[?]`: no word holds them, and no document shows them.
_DIGIT, _ONE = "\ue000", "\ue001"
_MARKS = frozenset((MANY, ONE, _DIGIT, "%", "~"))
_WILD = frozenset((MANY, ONE, _DIGIT))
_BESIDE = "\x00"
_GROUP = re.compile(r"\(.*\)")
_OR = re.compile(r"\s+OR\s+")
_PUNCTUATION = re.compile(rf"\?++(?![\w*{_DIGIT}{_ONE}])")
_RANGE = re.compile(r"([^~]*)~~(.*)")
_FUZZY_MARKS = re.compile(r"~\d*(?:\.\d+)?|%+")


class BadWords(Exception):
    """Text that cannot be read as words: what is wrong, and text that can be; '' for none at all.

    `why` says more.
    """

    def __init__(self, what: str, instead: str = "", why: str = "") -> None:
        """`instead` is put in place of the text in the mended query."""
        super().__init__(what)
        self.what = what
        self.instead = instead
        self.why = why


def sequences(text: str, *, is_phrase: bool, depth: int = 0) -> list[Sequence]:
    """What a word or a phrase may be: several sequences only where a group holds longer ones.

    `depth` counts the groups around the text. In a phrase, a `?` that ends a word is punctuation,
    and so are parentheses without an OR.

    Raises:
        BadWords: It cannot be read.
    """
    if depth > DEEPEST:
        raise BadWords(f"The groups of this phrase are nested more than {DEEPEST} levels deep.")
    found: list[Sequence] = [()]
    for part in _parts(text):
        if isinstance(part, str):
            options = [tuple(_terms(part, text, is_phrase=is_phrase))]
        else:
            options = _options(part, text, depth + 1)
        found = [before + option for before in found for option in options]
        if len(found) > MOST_SEQUENCES:
            raise BadWords(f"The groups of this phrase make more than {MOST_SEQUENCES} phrases.")
    return [sequence for sequence in found if sequence]


def remark(text: str, *, is_phrase: bool) -> str:
    """What a writer may take for an operator, though it is a word or a sign; '' for nothing."""
    if not is_phrase:
        sign = re.search(r"^[#!+-](?=\w)|(?<=\w)&$", text)
        if sign is None:
            return ""
        remarked = f"“{sign[0]}” in “{text}” is punctuation here."
        return f"{remarked} To leave a word out write NOT." if sign[0] in "!-" else remarked
    if re.search(r"\([^()]*\sor\s[^()]*\)", text):
        return "In a phrase “or” is a word like any other. For either of two write OR, in capitals."
    near = re.search(r"(?<!\S)(?:w|pre)/(?:\d+|[sp])(?!\w)", text, re.IGNORECASE)
    boolean = re.search(r"(?<!\S)(?:AND|OR|NOT)(?!\S)", _GROUP.sub("", text))
    found = near or (None if text.isupper() else boolean)
    return f"In quotation marks “{found[0]}” reads as a word, not as an operator." if found else ""


# --- groups -------------------------------------------------------------------------------------


def _parts(text: str) -> Iterator[str | list[str]]:
    """Plain text and the alternatives of groups, in order."""
    if not _OR.search(text):
        yield text
        return
    begin = position = 0
    while (opening := text.find("(", position)) >= 0:
        closing = _closing(text, opening)
        inside = text[opening + 1 : closing] if closing else ""
        if not _OR.search(inside):
            position = opening + 1
            continue
        yield text[begin:opening]
        yield _split(inside)
        begin = position = (closing or 0) + 1
    yield text[begin:]


def _closing(text: str, opening: int) -> int | None:
    """Where the parenthesis that opens there is closed."""
    depth = 0
    for position in range(opening, len(text)):
        depth += (text[position] == "(") - (text[position] == ")")
        if depth == 0:
            return position
    return None


def _split(inside: str) -> list[str]:
    """What OR parts, but for that in inner parentheses."""
    found, begin = [], 0
    for match in _OR.finditer(inside):
        before = inside[: match.start()]
        if before.count("(") == before.count(")"):
            found.append(inside[begin : match.start()])
            begin = match.end()
    return [*found, inside[begin:]]


def _options(group: list[str], text: str, depth: int) -> list[Sequence]:
    """The alternatives of a group; those of one word are one term together."""
    single: dict[Single, None] = {}
    longer: list[Sequence] = []
    for alternative in group:
        found = sequences(alternative, is_phrase=False, depth=depth)
        if not found:
            raise BadWords("There is no word beside OR in this phrase.", text.replace(" OR ", " "))
        for sequence in found:
            if len(sequence) > 1:
                longer.append(sequence)
            else:
                single.update(dict.fromkeys(alternatives(sequence[0])))
    if not single:
        return longer
    terms = tuple(single)
    return [(terms[0] if len(terms) == 1 else OneOf(terms),), *longer]


# --- words --------------------------------------------------------------------------------------


def _terms(text: str, whole: str, *, is_phrase: bool) -> Iterator[Term]:
    text = text.replace(_DIGIT, " ").replace(_ONE, " ")
    text = text.replace("[0-9]", _DIGIT).replace("[?]", _ONE)
    if is_phrase:
        text = _PUNCTUATION.sub(" ", text)
    elif len(text) > 1 and text.endswith("!"):
        text = text[:-1] + MANY
    for chunk in re.split(f"[ {_BESIDE}]+", _folded(text.replace(_ONE, ONE))):
        if chunk:
            term = _term(chunk, whole)
            if term is not None:
                yield term


def _folded(text: str) -> str:
    """The folded words with the marks that touch them; anything else is a space."""
    found: list[str] = []
    end = 0
    for token in tokens(text):
        found += (_gap(text[end : token.start]), token.word)
        end = token.end
    return "".join(found).removeprefix(_BESIDE) + _gap(text[end:])


def _gap(text: str) -> str:
    return "".join(c if c in _MARKS else " " for c in text) or _BESIDE


def _term(chunk: str, whole: str) -> Term | None:
    """What one word with its marks stands for; None for marks that are mere punctuation."""
    if not chunk.strip("".join(_MARKS - {_DIGIT})):
        if MANY in chunk or ONE in chunk:
            raise BadWords(
                "A wildcard needs a letter or digit beside it.",
                why="For any words between two others write pre/2, pre/3 …",
            )
        return None
    if between := _RANGE.fullmatch(chunk):
        return _numbers(between[1], between[2], whole)
    chunk = chunk.lstrip("~")
    has_wildcard = not _WILD.isdisjoint(chunk)
    is_fuzzy = "~" in chunk or ("%" in chunk and not _is_percentage(chunk))
    has_mark = has_wildcard or (is_fuzzy and not chunk.endswith("~"))
    if has_mark and any(stands_alone(character) for character in chunk):
        raise _mark_beside_single(chunk, whole)
    if is_fuzzy:
        if has_wildcard:
            raise BadWords(
                "A word can be fuzzy or hold a wildcard, not both.", _FUZZY_MARKS.sub("", whole)
            )
        return _fuzzy(chunk, whole)
    chunk = chunk.replace("%", "")
    if has_wildcard:
        return Pattern(re.sub(r"\*+", MANY, chunk.replace(_DIGIT, DIGIT)))
    return Word(chunk)


def _is_percentage(chunk: str) -> bool:
    """Whether a % only ends a number, as in `50%`."""
    return chunk.endswith("%") and chunk.rstrip("%").isdecimal()


def _numbers(low: str, high: str, whole: str) -> Numbers:
    if not (is_number(low) and is_number(high)):
        raise BadWords("Expected whole numbers on both sides of ~~, as in 12~~24.", "12~~24")
    if int(low) > int(high):
        raise BadWords(
            "The range ends before it begins.", whole.replace(f"{low}~~{high}", f"{high}~~{low}")
        )
    return Numbers(int(low), int(high))


def _fuzzy(chunk: str, whole: str) -> Forms | Fuzzy:
    word, tilde, count = chunk.partition("~")
    if tilde and not count and "%" not in word:
        return Forms(word)
    if tilde and count not in ("1", "2"):
        nearest = "~2" if count.isdecimal() and int(count) else "~1"
        bad = re.compile(rf"~{re.escape(count)}(?:\.\d+)?")
        raise BadWords(
            "Expected ~1 or ~2 for the letters that may differ, or ~ for the forms of a word.",
            bad.sub(nearest, whole) if count.isdecimal() else whole.replace("~", " "),
        )
    if tilde and "%" in word:
        raise BadWords("Write either ~ or % in a word, not both.", whole.replace("%", ""))
    edits = int(count) if tilde else chunk.count("%")
    prefix = "" if tilde else word.partition("%")[0]
    word = word.replace("%", "")
    if edits > MOST_EDITS:
        raise BadWords(
            f"At most {MOST_EDITS} letters of a word may differ.",
            whole.replace("%", "", chunk.count("%") - MOST_EDITS),
        )
    if len(word) - len(prefix) <= edits and not prefix:
        fewer = f"{word}~{len(word) - 1}" if len(word) > 1 else word
        raise BadWords(
            f"With {edits} of its letters different, “{word}” could be any word.",
            whole.replace(f"{word}~{count}", fewer) if tilde else whole.replace("%", ""),
        )
    return Fuzzy(word, edits, prefix)


def _mark_beside_single(chunk: str, whole: str) -> BadWords:
    """Marks stand for letters of a word, and a Chinese character is a word."""
    inner = re.fullmatch(r"(\w+)[*?](\w+)", chunk)
    if inner and chunk == whole:
        instead = f"({inner[1]} pre/2 {inner[2]})"
    else:
        instead = re.sub(r"[*?%]|~\d*", "", whole)
    return BadWords(
        "No *, ?, ~ or % can stand beside this character, which is a word of its own.",
        instead,
        "Chinese, Japanese, Korean, Thai and the like part no words by spaces: each character is"
        " found by itself, whatever stands around it.",
    )
