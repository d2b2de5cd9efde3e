"""The forecast as plain data, for scripts: figures, and all they rest on."""

import msgspec
import pandas as pd

from ketnap import outlook as outlooks
from ketnap.account import View
from ketnap.forecast import AS_IT_STANDS, Scenario, Sum, TooLittle, chance_word
from ketnap.outlook import Outlook, TermOutlook
from ketnap.outlook.ground import late
from ketnap.store import Store

LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)


def told(store: Store, view: View, scenario: Scenario = AS_IT_STANDS, by_unit: bool = False) -> dict[str, object]:
    """The outlook of a view as a dict of numbers, words and lists, ready for JSON.

    `error` "too_little" with `months_seen` where there is none. Probabilities are between 0 and 1.
    """
    found = outlooks.outlook(store, view, scenario)
    asked = {"year": view.year, "as_of": view.last_day.isoformat(), "basis": view.basis}
    asked |= {name: getattr(view, name) for name in ("unit", "officer", "source") if getattr(view, name)}
    if isinstance(found, TooLittle):
        return {**asked, "error": "too_little", "reason": found.reason, "months_seen": found.months_seen}
    made = found.forecast
    answer = {
        **asked,
        "assumptions": _assumptions(store, view, found),
        "months_done": made.months_done,
        "admitted": made.admitted + made.begun,
        **_total(found.year_total, found.target),
        "pace": _records(outlooks.pace(store, view, found).reset_index()),
    }
    if found.term:
        tried = outlooks.tried(store, view)
        answer["track"] = [msgspec.to_builtins(each) | {"inside": each.is_inside} for each in tried]
        answer["term"] = _term(found.term)
    if by_unit:
        answer["units"] = _records(outlooks.units(store, view, scenario))
        answer["sources"] = _records(outlooks.sources(store, view, scenario))
    if scenario != AS_IT_STANDS:
        answer["compared"] = _records(outlooks.compared(store, view, [scenario]))
    return answer


def _assumptions(store: Store, view: View, found: Outlook) -> dict[str, object]:
    """What the forecast rests on."""
    return {
        "months_seen": found.forecast.months_seen,
        "years_seen": found.forecast.years_seen,
        "shock_months": outlooks.struck_months(store),
        "reading": found.reading,
        "late_share": late(store, view),
        "leaving_share": found.term.leaving if found.term else None,
        "transfers": found.term.transfers if found.term else None,
        "scenario": msgspec.to_builtins(found.scenario),
    }


def _total(total: Sum, target: int | None) -> dict[str, object]:
    """A total's distribution and how likely it reaches its target."""
    answer: dict[str, object] = {
        "mean": round(total.mean, 3),
        "quantiles": {str(p): total.quantile(p) for p in LEVELS},
        "target": target,
    }
    if target:
        chance = total.chance_of_reaching(target)
        lifts = {str(p): total.lift_to(target, p) for p in outlooks.SURE}
        answer |= {
            "chance": chance,
            "word": chance_word(chance),
            "shortfall": total.shortfall(target),
            "lift_to": lifts,
        }
    return answer


def _term(found: TermOutlook) -> dict[str, object]:
    """The years of the term and its three chances."""
    years = []
    for known in found.term.years:
        year, total = known.target.year, found.of_year.get(known.target.year)
        row: dict[str, object] = {
            "year": year,
            "admitted": known.admitted,
            "target": known.target.needed,
            "verdict": known.verdict,
        }
        if found.chances and year in found.chances.of_year:
            row |= {"target": found.chances.targets[year], "members": found.chances.members[year]}
            row["chance"] = found.chances.of_year[year]
        if total:
            row |= {"mean": round(total.mean, 3), "quantiles": {str(p): total.quantile(p) for p in LEVELS}}
        years.append(row)
    answer: dict[str, object] = {"years": years, "target": found.target}
    if found.chances and found.total:
        answer |= {"every_year": found.chances.every, "sum": found.chances.total}
        answer |= {"mean": round(found.total.mean, 3), "quantiles": {str(p): found.total.quantile(p) for p in LEVELS}}
    return answer


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """A table as a list of rows, missing values as null."""
    return msgspec.json.decode(str(frame.to_json(orient="records", force_ascii=False, double_precision=6)))
