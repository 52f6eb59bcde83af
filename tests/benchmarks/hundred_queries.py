"""A hundred queries for the large matter: every operator, from rare words to the commonest."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from large_matter import KNOWN_WORDS, known_words

# Proximity of the commonest pairs, and wildcards that stand for over 2,000 words: these may take
# longer than the others.
LONG = frozenset(
    (
        "the pre/5 to",
        "the w/10 of",
        "the not w/3 of",
        "(the w/5 to) w/10 (of pre/3 in)",
        "the w/s privacy",
        "re*",
        "*gate",
        "*tion",
        "b*n",
        "*gate w/10 review",
        "re* pre/5 the",
        "po*",
    )
)

_WRITTEN = """
pilot AND demo AND review
the AND to
the OR to
(pilot OR demo) AND (review OR schedule)
(vendor OR agency) (contract OR budget) NOT error
data NOT error
the NOT to
face recognition pilot
privacy OR procurement OR regulation OR vendor OR agency
"face recognition"
"of the"
"the to of and"
"data (error OR review)"
"demo* review"
"system report" OR "report analysis"
the pre/5 to
the w/10 of
the not w/3 of
(the w/5 to) w/10 (of pre/3 in)
data w/10 error
pilot w/25 procurement
privacy pre/3 vendor
pilot not w/10 demo
data not w/5 the
(meeting w/5 review) w/10 data
pilot w/1 "the to of and a"
"face recognition" w/5 (pilot OR demo)
demo* w/5 demonstration
data w/s error
the w/s privacy
contract w/p budget
regulat* w/p procure*
re* pre/5 the
*gate w/10 review
meeting~1 w/5 schedule
demo*
demonstrat!
re*
po*
*gate
*tion
b*n
d?ta
?emo
po48*
meeting~1
meeting~2
procurement~2
pro%curement
review~
demonstrate~ w/10 face
from:p17
to:p3
cc:p5
who:"person 2"
subject:meeting
subject:the
body:privacy
subject:"the to"
from:p1 to:p2
from:p1* data
filename:report
date:2018-03
date:2017-09..2018-12
date:>=2020
data date:2018
the date:2018-05-04
(pilot OR demo) date:2017..2018 NOT from:p1
tag:Pilot
tag:Pilot data
coded:responsive
coded:none the
coded:privileged meeting
has:attachment
has:redaction privacy
exemption:b6
kind:attachment data
date(2019)
id:REV-000131..000190
mail() w/5 privacy
mail(p17@*)
has:note
pages:>10
family(privacy AND from:p17)
sample(50, the)
1000~~2000
""".strip().splitlines()


def hundred_queries() -> list[str]:
    """Those that are written out, and words and pairs of every frequency."""
    ranks = np.unique(np.geomspace(1, KNOWN_WORDS - 1, 10).astype(int)).tolist()
    single = [known_words()[rank - 1] for rank in ranks]
    queries = [*single, *_pairs(single), *_WRITTEN]
    assert len(queries) == len(set(queries)) == 100, len(queries)
    return queries


def _pairs(words: list[str]) -> Iterator[str]:
    for a, b in list(pairwise(words))[2:6]:
        yield f"{a} w/20 {b}"
