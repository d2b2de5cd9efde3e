"""Draws that come out the same every time."""

import numpy as np

SEED = 20210621  # the day the letter 259-CV/ĐUK was signed


def stream(*numbers):
    """Random numbers of their own: nobody else's draws move them."""
    return np.random.default_rng([SEED, *numbers] if numbers else SEED)


def pick(rng, odds):
    """One key of a mapping from keys to probabilities."""
    return list(odds)[rng.choice(len(odds), p=list(odds.values()))]


def share_out(total, weights):
    """Whole numbers in proportion to the weights that sum to the total."""
    exact = np.asarray(weights) / np.sum(weights) * total
    whole = np.floor(exact).astype(int)
    largest_remainders = np.argsort(whole - exact, kind="stable")[: total - whole.sum()]
    whole[largest_remainders] += 1
    return whole.tolist()
