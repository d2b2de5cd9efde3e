"""A target spread over units: by weights, within limits, around what is fixed, small units in turn over the years.

Hamilton's method (largest remainders; of equal ones the unit listed first wins), so that the parts are whole people and
add up to the target. Units with a quota below one person share the seats of all of them together: those that have
waited longest, by what they were short in the years before, get theirs first.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ketnap.targets import largest_remainder

# Stands for all small units together; no code of a unit is blank.
SMALL = ""
Weights = Mapping[str, Fraction]


@dataclass(frozen=True)
class Split:
    """The parts of a target: `planned` by unit, `unplaced` people beyond all limits, `excess` of what is fixed.

    `fixed` are the units whose number somebody set, `limited` those that got less because of their limit, `small`
    those that take turns over several years. The numbers add up to target - unplaced + excess.
    """

    target: int
    planned: dict[str, int]
    fixed: frozenset[str] = frozenset()
    limited: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    unplaced: int = 0
    excess: int = 0

    @property
    def total(self) -> int:
        """What all units get together."""
        return sum(self.planned.values())


def split(
    target: int,
    weights: Weights,
    fixed: Mapping[str, int] | None = None,
    limits: Mapping[str, int] | None = None,
    carried: Weights | None = None,
) -> Split:
    """The target shared among the units of `weights`, in their order.

    `fixed` numbers stay as they are, whatever the limits; a unit without a limit has none. `carried` is what each unit
    was short in earlier years (negative: ahead), None to let small units compete by this year's remainder alone.
    """
    fixed, limits = fixed or {}, limits or {}
    free = {code: weight for code, weight in weights.items() if code not in fixed}
    rest = target - sum(fixed.values())
    shares, small, over = _within(max(rest, 0), free, limits, carried)
    return Split(
        target=target,
        planned={code: fixed.get(code, shares.get(code, 0)) for code in [*weights, *fixed]},
        fixed=frozenset(fixed),
        limited=over,
        small=small,
        unplaced=max(rest, 0) - sum(shares.values()),
        excess=max(-rest, 0),
    )


def _within(
    seats: int, free: Weights, limits: Mapping[str, int], carried: Weights | None
) -> tuple[dict[str, int], frozenset[str], frozenset[str]]:
    """Seats shared within limits, the small units, and those held back: what they cannot take goes to the others."""
    held: dict[str, int] = {}
    while True:
        open_ = {code: weight for code, weight in free.items() if code not in held}
        shares, small = _turns(seats - sum(held.values()), open_, carried)
        over = {code: limits[code] for code, seat in shares.items() if code in limits and seat > limits[code]}
        if not over:
            return {**shares, **held}, small, frozenset(held)
        held |= over


def _turns(seats: int, weights: Weights, carried: Weights | None) -> tuple[dict[str, int], frozenset[str]]:
    """Seats by weight, those of the small units by whose turn it is; and which units are small."""
    whole = sum(weights.values())
    quotas = {code: seats * weight / whole if whole else Fraction(0) for code, weight in weights.items()}
    small = [code for code, quota in quotas.items() if 0 < quota < 1]
    if carried is None or not small:
        return hamilton(seats, weights), frozenset()
    together = {code: weight for code, weight in weights.items() if code not in small}
    shares = hamilton(seats, {**together, SMALL: sum((weights[code] for code in small), Fraction(0))})
    # The group's quota is below its size, so that nobody's turn comes twice in a year.
    first = sorted(small, key=lambda code: -(quotas[code] + carried.get(code, 0)))[: shares.pop(SMALL)]
    return {code: shares.get(code, int(code in first)) for code in weights}, frozenset(small)


def hamilton(seats: int, weights: Weights) -> dict[str, int]:
    """Seats in proportion to weights that may be fractions; nobody gets any where all weights are 0."""
    scale = math.lcm(*(weight.denominator for weight in weights.values()))
    return largest_remainder(seats, {code: int(weight * scale) for code, weight in weights.items()})


def mixed(parts: Mapping[str, Weights], shares: Mapping[str, int]) -> dict[str, Fraction]:
    """Weights by several keys at once, each key with its share (in any unit); a key without any weight is left out."""
    sums = {key: sum(weights.values(), Fraction(0)) for key, weights in parts.items()}
    used = {key: share for key, share in shares.items() if share > 0 and sums[key] > 0}
    codes = dict.fromkeys(code for weights in parts.values() for code in weights)
    return {
        code: sum((share * parts[key].get(code, Fraction(0)) / sums[key] for key, share in used.items()), Fraction(0))
        for code in codes
    }


def spread(known: Mapping[str, int | None], members: Mapping[str, int]) -> dict[str, Fraction]:
    """Numbers of units as weights; a unit that has told none counts with as many per member as those that have."""
    told = {code: number for code, number in known.items() if number is not None}
    people = sum(members.get(code, 0) for code in told)
    rate = Fraction(sum(told.values()), people) if people else Fraction(0)
    return {code: Fraction(told[code]) if code in told else rate * members.get(code, 0) for code in known}
