import numpy as np

from pincite.search.evaluation.sampling import sampled


def chosen(found: list[int], count: int, seed: int = 1, size: int = 2_000) -> list[int]:
    mask = np.zeros(size, np.bool_)
    mask[found] = True
    ids: list[int] = np.flatnonzero(sampled(mask, count, seed)).tolist()
    return ids


def test_a_sample_is_the_same_each_time_and_another_for_each_seed() -> None:
    everything = list(range(1, 1_001))
    assert chosen(everything, 50) == chosen(everything, 50)
    assert len(set(chosen(everything, 50)) & set(chosen(everything, 50, seed=2))) < 15
    assert chosen([3, 5], 50) == [3, 5]
    assert chosen([], 50) == []


def test_documents_that_come_in_later_do_not_change_the_order_of_the_others() -> None:
    before = chosen(list(range(1, 501)), 40)
    after = chosen(list(range(1, 1_001)), 40)
    assert [id_ for id_ in after if id_ <= 500] == [id_ for id_ in before if id_ in after]


def test_no_document_is_likelier_than_another() -> None:
    counts = np.zeros(101)
    for seed in range(2_000):
        counts[chosen(list(range(1, 101)), 10, seed, 101)] += 1
    assert counts[1:].min() > 150
    assert counts[1:].max() < 250
    assert abs(counts[1:51].sum() - counts[51:].sum()) < 600
