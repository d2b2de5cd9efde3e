"""A plan as a method proposes it: how many, by unit, by month, and how likely each is to be reached."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pandas as pd

from ketnap import account, classes
from ketnap.account import View
from ketnap.forecast import Scenario, Sum, TooLittle
from ketnap.forecast.months import YEAR, number_of
from ketnap.outlook import learnt
from ketnap.outlook.ground import ground
from ketnap.plan import months as monthly
from ketnap.plan.method import Method
from ketnap.plan.size import Size, plan_view, size
from ketnap.plan.split import Split, mixed, split, spread
from ketnap.plan.units import units
from ketnap.pool.periods import Period
from ketnap.store import Store, remembered


@dataclass(frozen=True, eq=False)
class Proposal:
    """A plan: its size, how units share it, and the months.

    `rows` are those of `units` with `planned` and `state`: "fixed" by somebody, "limited" by its reports, "small" (in
    turn over the years) or "". `months`: units (index) by months. `period` is what the reports are about.
    """

    method: Method
    size: Size
    split: Split
    rows: pd.DataFrame
    months: pd.DataFrame
    period: Period | None

    @property
    def units(self) -> int:
        """How many units get somebody."""
        return int((self.rows["planned"] > 0).sum())


def proposal(store: Store, view: View, method: Method, read: Scenario) -> Proposal:
    """The plan of a method as known on the view's day; `read` says how the forecast reads what is known."""
    return _proposal(store, store.version, plan_view(view, method.year), method, read)


@remembered(32)
def _proposal(store: Store, version: int, block: View, method: Method, read: Scenario) -> Proposal:
    """The plan as it is while the data stay at `version`."""
    asked = size(store, block, method, read)
    rows, period = units(store, block, method)
    limits = rows.dropna(subset="reported").set_index("unit_code")["reported"].to_dict() if method.limited else {}
    carried = dict(zip(rows["unit_code"], rows["carried"], strict=True)) if method.in_turn else None
    known = set(rows["unit_code"])
    fixed = {code: number for code, number in method.fixed if code in known}
    found = split(asked.target or 0, weights(rows, method), fixed, limits, carried)
    rows["planned"] = [found.planned[code] for code in rows["unit_code"]]
    rows["state"] = [_state(code, found) for code in rows["unit_code"]]
    by_month = monthly.by_month(rows.set_index("unit_code")["planned"], shape(store, block, method, read))
    return Proposal(method, asked, found, rows, by_month, period)


def weights(rows: pd.DataFrame, method: Method) -> dict[str, Fraction]:
    """The weight of each unit by the keys of a method; what a unit has not told is taken as usual for its members."""
    codes = rows["unit_code"].tolist()
    members = dict(zip(codes, rows["members"].fillna(0).astype(int), strict=True))
    parts: dict[str, Mapping[str, Fraction]] = {"members": {code: Fraction(members[code]) for code in codes}}
    for key, column in (("pool", "reported"), ("past", "past")):
        told = {
            code: None if pd.isna(number) else int(number) for code, number in zip(codes, rows[column], strict=True)
        }
        parts[key] = spread(told, members)
    found = mixed(parts, method.shares)
    return found if any(found.values()) else parts["members"]


def by_key(store: Store, view: View, method: Method, read: Scenario) -> pd.DataFrame:
    """One row per unit: the size shared by members alone and by candidates alone, and `difference`; nothing fixed."""
    alone = method.having(fixed=(), limited=False, in_turn=False, past=0)
    of_members = proposal(store, view, alone.having(members=100, pool=0), read)
    of_pool = proposal(store, view, alone.having(members=0, pool=100), read)
    rows = of_members.rows[["unit_code", "unit_name", "reported"]].copy()
    rows["by_members"], rows["by_pool"] = of_members.rows["planned"], of_pool.rows["planned"]
    rows["difference"] = rows["by_pool"] - rows["by_members"]
    return rows


def _state(code: str, found: Split) -> str:
    """Why a unit's number is what it is, if not by its weight alone."""
    if code in found.fixed:
        return "fixed"
    return "limited" if code in found.limited else "small" if code in found.small else ""


def shape(store: Store, block: View, method: Method, read: Scenario) -> np.ndarray:
    """How the months of the plan's year share its admissions (12,): the usual pace, with holidays and classes."""
    stands = ground(store, block, read.shock, read.believe)
    past = account.past_years(store, block)
    if not isinstance(stands, TooLittle):
        found = stands.forecast.level.shape.mean
    else:
        found = past.sum(axis=1).to_numpy(float) if past.size and past.to_numpy().sum() else np.ones(YEAR)
    if method.holidays:
        found = monthly.with_holidays(found, block.year, [int(year) for year in past.columns])
    return _with_classes(store, block, method, found)


def _with_classes(store: Store, block: View, method: Method, found: np.ndarray) -> np.ndarray:
    """The shape with the admissions that classes of the year must bring after them."""
    asked = classes_for(store, block, 0) if method.classes else None
    if asked is None or not asked.target or not asked.missing:
        return found
    share = asked.missing / asked.target
    return monthly.with_classes(found, share, learnt.conversion(store, block).lags, method.classes)


def classes_for(store: Store, view: View, target: int) -> classes.Plan | None:
    """What a plan of so many (0: the year's own target) asks of classes; None without any, or but for the next year."""
    if view.year != view.as_of.year + 1:
        return None
    today = replace(view, year=view.as_of.year)
    people = classes.people(store, today)
    if people.empty:
        return None
    found = classes.plan(store, today, people)
    return replace(found, target=target, is_estimated=False) if target else found


def chances(
    store: Store, view: View, planned: Mapping[str, int], read: Scenario
) -> tuple[float | None, dict[str, float]]:
    """How likely the block is to reach a plan, and each unit that has a number: by the forecast as it stands.

    None, and no unit, where there is no forecast of the view's year.
    """
    block = plan_view(view, view.year)
    stands = ground(store, block, read.shock, read.believe)
    first, last = number_of(view.year, 1), number_of(view.year, YEAR)
    if isinstance(stands, TooLittle) or stands.cells.paths.last < last:
        return None, {}
    rows = store.query("admissions_by_unit", year=view.year, **block.parameters)
    came = rows.dropna(subset="unit_code").set_index("unit_code")["admissions"].astype(int)
    coming, codes = stands.cells.by_unit(first, last), stands.cells.units.codes
    of_unit = {
        code: Sum(int(came.get(code, 0)), coming[:, place]).chance_of_reaching(planned[code])
        for place, code in enumerate(codes)
        if planned.get(code)
    }
    total = Sum(int(rows["admissions"].sum()), stands.cells.of().rest(first, last))
    asked = sum(planned.values())
    return (total.chance_of_reaching(asked) if asked else None), of_unit
