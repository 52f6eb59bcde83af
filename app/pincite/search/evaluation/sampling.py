"""A random sample that comes out the same each time."""

import numpy as np
import numpy.typing as npt

from pincite.search.evaluation.snapshot import Mask

Numbers = npt.NDArray[np.uint64]


def sampled(found: Mask, count: int, seed: int) -> Mask:
    """At most `count` of the found documents, any of them as likely as any other.

    The seed gives each document a place by its number alone, so that documents which come into the
    matter later take places among the others, but never change the order of these.
    """
    ids = np.flatnonzero(found)
    if len(ids) <= count:
        return found
    order = np.argsort(_mixed(ids.astype(np.uint64), seed), kind="stable")
    chosen = np.zeros(len(found), np.bool_)
    chosen[ids[order[:count]]] = True
    return chosen


def _mixed(numbers: Numbers, seed: int) -> Numbers:
    """Numbers that look random: splitmix64 of each, begun at the seed's own.

    Source: S. Vigna, prng.di.unimi.it/splitmix64.c (public domain).
    """
    with np.errstate(over="ignore"):
        return _splitmix(numbers + _splitmix(np.array([seed], np.uint64)))


def _splitmix(state: Numbers) -> Numbers:
    state = state + np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Numbers = state ^ (state >> np.uint64(31))
    return mixed
