"""The months to come by unit and by source: one set of paths, and the levers that change it.

A cell is a month of a unit by a source. On path i it brings L_it p_iu q_is F_tus people, Poisson: the total's
intensity L, the unit's and the source's share, and a factor that levers set, 1 at first. Units and sources are two
splits of the same paths (thinned Poisson processes), so both add up to the total. People who come besides, from a
class say, are added to it. Levers change F, L or p and never draw anew: two scenarios differ by what was changed
alone.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import pdtr

from ketnap.forecast.paths import Paths


@dataclass(frozen=True)
class Parts:
    """The parts of a total: codes, and the share of each on each path (n, P)."""

    codes: tuple[str, ...]
    shares: np.ndarray

    def places(self, wanted: Collection[str] | None) -> np.ndarray:
        """The places of the wanted parts among all, of every part for None; unknown codes are left out."""
        return np.array([at for at, code in enumerate(self.codes) if wanted is None or code in wanted], dtype=int)


@dataclass(frozen=True)
class Added:
    """People beyond the usual: intensities by unit (n, U), how they fall to months (H,) and to sources (S,)."""

    people: np.ndarray
    months: np.ndarray
    sources: np.ndarray


@dataclass(frozen=True)
class Cells:
    """All cells of the months of `paths`; `let_through` is what a pool lets through of each unit (n, U)."""

    paths: Paths
    units: Parts
    sources: Parts
    factors: np.ndarray
    added: tuple[Added, ...] = ()
    let_through: np.ndarray | None = None
    pool_until: int = 0

    @property
    def numbers(self) -> np.ndarray:
        """The number of each month (H,)."""
        return np.arange(self.paths.first, self.paths.last + 1)

    def of(self, units: Collection[str] | None = None, sources: Collection[str] | None = None) -> Paths:
        """The paths of some units and sources together, of all of them for None."""
        by, given = self.units.places(units), self.sources.places(sources)
        found = np.empty_like(self.paths.intensities)
        for months, through in self._alike():
            by_unit = self._unit_weights(months[0], given)[:, by] * through[:, by]
            found[:, months] = self.paths.intensities[:, months] * by_unit.sum(axis=1)[:, None]
            for more in self.added:
                people = (more.people[:, by] * through[:, by]).sum(axis=1)
                found[:, months] += people[:, None] * more.months[months] * more.sources[given].sum()
        return replace(self.paths, intensities=found)

    def by_unit(self, first: int, last: int) -> np.ndarray:
        """What each unit gets in the months from one to another, on each path (n, U)."""
        found, everyone = np.zeros(self.units.shares.shape), self.sources.places(None)
        for months, through in self._between(first, last):
            rest = self.paths.intensities[:, months].sum(axis=1)[:, None]
            found += rest * self._unit_weights(months[0], everyone) * through
            for more in self.added:
                found += more.people * through * more.months[months].sum()
        return found

    def by_source(self, first: int, last: int) -> np.ndarray:
        """What each source brings in the months from one to another, on each path (n, S)."""
        found = np.zeros(self.sources.shares.shape)
        for months, through in self._between(first, last):
            rest = self.paths.intensities[:, months].sum(axis=1)[:, None]
            found += rest * self.sources.shares * ((self.units.shares * through) @ self.factors[months[0]])
            for more in self.added:
                people = (more.people * through).sum(axis=1)[:, None]
                found += people * more.sources * more.months[months].sum()
        return found

    def _between(self, first: int, last: int) -> Iterator[tuple[list[int], np.ndarray]]:
        """The groups of `_alike` without the months outside."""
        for months, through in self._alike():
            inside = [month for month in months if first <= self.paths.first + month <= last]
            if inside:
                yield inside, through

    def _unit_weights(self, month: int, sources: np.ndarray) -> np.ndarray:
        """The share of each unit in a month, of some sources alone (n, U)."""
        return self.units.shares * (self.sources.shares[:, sources] @ self.factors[month][:, sources].T)

    def _alike(self) -> Iterator[tuple[list[int], np.ndarray]]:
        """Months, by place, of which all factors are the same, with what the pool lets through of each unit."""
        groups: dict[tuple[bytes, bool], list[int]] = {}
        for month, number in enumerate(self.numbers):
            is_capped = self.let_through is not None and bool(number <= self.pool_until)
            groups.setdefault((self.factors[month].tobytes(), is_capped), []).append(month)
        for (_, is_capped), months in groups.items():
            everything = np.ones((1, len(self.units.codes)))
            yield months, self.let_through if is_capped and self.let_through is not None else everything

    def scaled(
        self,
        factor: float,
        first: int,
        last: int,
        units: Collection[str] | None = None,
        sources: Collection[str] | None = None,
    ) -> "Cells":
        """The cells of some months, units and sources multiplied; None stands for all."""
        months = np.flatnonzero((self.numbers >= first) & (self.numbers <= last))
        factors = self.factors.copy()
        factors[np.ix_(months, self.units.places(units), self.sources.places(sources))] *= factor
        return replace(self, factors=factors)

    def moved(self, first: int, last: int, later: int, share: float = 1.0) -> "Cells":
        """A share of what some months bring comes `later` by so many months; past the last month it is lost."""
        before = self.paths.intensities
        after = before.copy()
        for place, number in enumerate(self.numbers):
            if first <= number <= last:
                after[:, place] -= share * before[:, place]
                if place + later < len(self.numbers):
                    after[:, place + later] += share * before[:, place]
        return replace(self, paths=replace(self.paths, intensities=after))

    def like_average(self, units: Collection[str], sizes: np.ndarray) -> "Cells":
        """Some units admit as many per member as all units together; `sizes` are the members of all (U,)."""
        shares, places = self.units.shares.copy(), self.units.places(units)
        shares[:, places] = sizes[places] / sizes.sum()
        return replace(self, units=replace(self.units, shares=shares))

    def joined(self, added: Added) -> "Cells":
        """With people beyond the usual."""
        return replace(self, added=(*self.added, added))

    def capped(self, left: Mapping[str, int], until: int) -> "Cells":
        """No unit admits more than it has candidates `left`, up to a month; units not named are free.

        On each path a unit's people up to then, Poisson with mean l, become E min(N, left).
        """
        before = replace(self, let_through=None).by_unit(self.paths.first, until)
        through = np.ones_like(before)
        for place, code in enumerate(self.units.codes):
            if code in left:
                through[:, place] = _at_most(before[:, place], left[code]) / np.maximum(before[:, place], 1e-12)
        return replace(self, let_through=np.minimum(through, 1.0), pool_until=until)


def _at_most(means: np.ndarray, most: int) -> np.ndarray:
    """E min(N, most) of a Poisson N with each mean m: m P(N <= most - 2) + most P(N >= most)."""
    if most <= 0:
        return np.zeros_like(means)
    below = means * (pdtr(most - 2, means) if most > 1 else 0.0)
    return below + most * (1 - pdtr(most - 1, means))


def cells(paths: Paths, units: Parts, sources: Parts) -> Cells:
    """The cells of paths and two splits of them, no lever pulled."""
    months = paths.intensities.shape[1]
    return Cells(paths, units, sources, np.ones((months, len(units.codes), len(sources.codes))))
