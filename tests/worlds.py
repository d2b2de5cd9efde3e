"""Invented worlds of admissions whose truth is known, and the simple ways to foretell what they bring."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ketnap.forecast.months import YEAR, number_of

SAMPLES, LONG, THIS_YEAR, TERM_END = 2000, 6, 2021, 2023
UNITS_ASKED = 8
LEVELS = np.array([0.025, *np.arange(1, 20) / 20, 0.975])
TARGETS = np.array([0.75, 0.9, 1.0, 1.1, 1.25])
# A year of ceremonies on feast days.
FEASTS = (0.5, 0.2, 0.8, 0.6, 1.6, 1.0, 0.8, 0.8, 1.4, 0.8, 1.5, 2.0)


@dataclass(frozen=True)
class World:
    """A way admissions may come about: so many a month, in units more or less alike, on a level that walks."""

    monthly: float = 12.0
    units: int = 30
    alike: float = 1.0
    drift: float = 0.0
    shape: tuple[float, ...] = (1.0,) * YEAR
    empty: float = 0.0
    slumps: bool = False

    def paths(
        self, random: np.random.Generator, begin: np.ndarray, first: int, last: int, slump: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Intensities (n, H) of the months from one to another and log levels (n, H), from the levels before (n,)."""
        numbers = np.arange(first, last + 1)
        size = (len(begin), len(numbers))
        levels = begin[:, None] + np.cumsum(random.standard_normal(size) * self.drift / np.sqrt(YEAR), axis=1)
        struck = self.slumps & (numbers >= slump) & (numbers < slump + YEAR)
        batches = (random.random(size) >= self.empty) / (1 - self.empty)
        usual = self.monthly * np.array(self.shape)[numbers % YEAR] * np.where(struck, 0.4, 1.0)
        return usual * np.exp(levels) * batches, levels


# Quantiles at LEVELS and the chance of each target, for every question.
Answer = tuple[np.ndarray, np.ndarray]

FAMILIES = {
    "steady": World(),
    "drifting": World(drift=0.3),
    "season": World(shape=FEASTS, drift=0.1),
    "batches": World(empty=0.6, drift=0.1),
    "small units": World(monthly=5.0, units=70, alike=0.3, drift=0.15),
    "slump": World(slumps=True, drift=0.1),
}


@dataclass(frozen=True)
class Case:
    """What is known after a month: the counts (T, U) from the month `first` on. What the truth knows: the units' shares
    (U,) and draws of the total's intensities (n, H) in the months to come."""

    first: int
    counts: np.ndarray
    rates: np.ndarray
    ahead: np.ndarray


@dataclass(frozen=True)
class Question:
    """The sum over the next `months` of all units or of one; its targets, and what came."""

    kind: str
    unit: int | None
    months: int
    targets: np.ndarray
    outcome: int


def made(world: World, ended: int, years: int, random: np.random.Generator) -> tuple[Case, list[Question]]:
    """A case of a world, `ended` months into the current year with so many years before it, and its questions."""
    first, origin = number_of(THIS_YEAR - LONG, 1), number_of(THIS_YEAR, 1) + ended - 1
    slump = int(random.integers(first, number_of(THIS_YEAR, YEAR)))
    past, levels = world.paths(random, np.zeros(1), first, origin, slump)
    ahead, _ = world.paths(random, np.full(SAMPLES + 1, levels[0, -1]), origin + 1, number_of(TERM_END, YEAR), slump)
    rates = random.dirichlet(np.full(world.units, world.alike))
    counts = random.poisson(past[0, :, None] * rates)[(LONG - years) * YEAR :]
    coming = random.poisson(ahead[-1, :, None] * rates)
    rest, questions = YEAR - ended, []
    for kind, unit, ahead_months in [("year", None, rest), ("term", None, len(coming))] + [
        ("unit", unit, rest) for unit in range(UNITS_ASKED)
    ]:
        usual = of(counts, unit).mean() * ahead_months
        targets = np.unique(np.maximum(np.ceil(TARGETS * usual), 1)).astype(int)
        questions.append(Question(kind, unit, ahead_months, targets, int(of(coming, unit)[:ahead_months].sum())))
    return Case(number_of(THIS_YEAR - years, 1), counts, rates, ahead[:-1]), questions


Forecaster = Callable[[Case, list[Question], np.random.Generator], list[Answer]]


def of(counts: np.ndarray, unit: int | None) -> np.ndarray:
    """The counts (T,) of all units or of one."""
    return counts.sum(axis=1) if unit is None else counts[:, unit]


def truth(case: Case, question: Question, random: np.random.Generator) -> np.ndarray:
    """Draws by the world itself from the level it has reached."""
    share = 1.0 if question.unit is None else case.rates[question.unit]
    return random.poisson(case.ahead[:, : question.months].sum(axis=1) * share)


def naive(case: Case, question: Question, random: np.random.Generator) -> np.ndarray:
    """Last year's months once more, with changes between years drawn from the past; chance alone if there are none."""
    counts = of(case.counts, question.unit)
    last = counts[-YEAR:][np.arange(question.months) % YEAR]
    changes = counts[YEAR:] - counts[:-YEAR]
    if len(changes) < YEAR:
        return random.poisson(np.maximum(last, 0.05), (SAMPLES, len(last))).sum(axis=1)
    return np.maximum(last + random.choice(changes, (SAMPLES, len(last))), 0).sum(axis=1)


def straight_line(case: Case, question: Question, random: np.random.Generator) -> np.ndarray:
    """The year so far in proportion to the time, as a spreadsheet does."""
    so_far = of(case.counts, question.unit)[-_done(case) :]
    return np.full(SAMPLES, round(so_far.mean() * question.months))


def usual_share(case: Case, question: Question, random: np.random.Generator) -> np.ndarray:
    """The year so far over the share of a year that past years had by then, and chance around it."""
    counts, done = of(case.counts, question.unit), _done(case)
    years = counts[:-done].reshape(-1, YEAR)
    begun = years[:, :done].sum() / max(years.sum(), 1)
    year = counts[-done:].sum() / begun if begun else years.sum(axis=1).mean()
    expected = year - counts[-done:].sum() + year * (question.months - (YEAR - done)) / YEAR
    return random.poisson(max(expected, 0.05), SAMPLES)


def _done(case: Case) -> int:
    """How many months of the current year are over."""
    return len(case.counts) % YEAR


def sampled(peer: Callable[[Case, Question, np.random.Generator], np.ndarray]) -> Forecaster:
    """A forecaster from one that draws sums."""

    def answers(case: Case, questions: list[Question], random: np.random.Generator) -> list[Answer]:
        draws = [peer(case, question, random) for question in questions]
        return [
            (np.quantile(drawn, LEVELS, method="inverted_cdf"), (drawn >= question.targets[:, None]).mean(axis=1))
            for drawn, question in zip(draws, questions, strict=True)
        ]

    return answers


PEERS: dict[str, Forecaster] = {
    "truth": sampled(truth),
    "seasonal naive": sampled(naive),
    "usual share": sampled(usual_share),
    "straight line": sampled(straight_line),
}
