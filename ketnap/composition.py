"""Who the year's new members are, in groups large enough that nobody is recognised."""

import re
from collections.abc import Mapping

import pandas as pd

from ketnap import account
from ketnap.account import View
from ketnap.ingest.people import AGE_BANDS, OLDEST_BAND
from ketnap.ingest.texts import folded
from ketnap.store import Store
from ketnap.tables import SOURCES

UNKNOWN = "unknown"
# Group of occupations -> the words that say so, the first that fits.
OCCUPATIONS = {
    "student": r"sinh vien|hoc sinh|hssv|hoc vien",
    "public_employee": r"vien chuc(?! quoc phong)",
    "civil_servant": r"cong chuc|can bo",
    "armed_forces": r"quan nhan|quan doi|bo doi|cong an|si quan|vu trang|quoc phong",
    "worker": r"cong nhan|nguoi lao dong|nld|lao dong|hop dong|nhan vien",
}
# Kind -> its groups in the order they are shown.
GROUPS = {
    "gender": ("f", "m", UNKNOWN),
    "age_band": (*(band for _, band in AGE_BANDS), OLDEST_BAND, UNKNOWN),
    "occupation": ("civil_servant", "public_employee", "worker", "student", "armed_forces", "other", UNKNOWN),
    "source": SOURCES,
}


def composition(store: Store, view: View) -> pd.DataFrame:
    """One row per kind and group with somebody in it: `admissions` (NaN where hidden), `state`, `total` of the kind.

    `state` is "shown", "small" for a group of fewer than the setting `smallest_cell`, or "hidden" for one that would
    give such a group away. A kind of which nothing can be shown has no rows.
    """
    found = store.query("admission_groups", year=view.year, **view.parameters)
    found["group"] = [_group(kind, code) for kind, code in zip(found["kind"], found["group_code"], strict=True)]
    summed = found.groupby(["kind", "group"])["admissions"].sum()
    rows = []
    for kind, order in GROUPS.items():
        counts = {group: int(summed[kind, group]) for group in order if (kind, group) in summed.index}
        states = hidden(counts, smallest_cell(store))
        for group, state in states.items():
            shown = counts[group] if state == "shown" else float("nan")
            rows.append((kind, group, shown, state, sum(counts.values())))
    return pd.DataFrame(rows, columns=["kind", "group", "admissions", "state", "total"])


def admitted(store: Store, view: View) -> int:
    """The year's admissions known row by row."""
    found = store.query("admission_groups", year=view.year, **view.parameters)
    return int(found.loc[found["kind"] == "source", "admissions"].sum())


def known_in_all(store: Store, view: View) -> int:
    """The year's admissions, those known as a number only among them."""
    return int(account.months(store, view)["this_year"].sum())


def smallest_cell(store: Store) -> int:
    """The fewest people of a group that is shown."""
    return int(store.setting("smallest_cell"))


def _group(kind: str, code: str | None) -> str:
    """The group of a code; of an occupation, which is free text, the group its words name."""
    if not isinstance(code, str):
        return UNKNOWN
    if kind != "occupation":
        return code
    said = folded(code)
    return next((group for group, words in OCCUPATIONS.items() if re.search(rf"\b({words})\b", said)), "other")


def hidden(counts: Mapping[str, int], smallest: int) -> dict[str, str]:
    """Which groups are "shown", too "small", or "hidden" beside these, so that no small one can be worked out.

    The next smallest groups are hidden until the total leaves every small group at least two values it may have.
    Nothing is left if hiding all of them is not enough.
    """
    small = [group for group, count in counts.items() if count < smallest]
    others = sorted((group for group in counts if group not in small), key=lambda group: counts[group])
    for more in range(len(others) + 1):
        beside, shown = others[:more], others[more:]
        total = sum(counts[group] for group in [*small, *beside])
        largest = counts[shown[0]] if shown else total
        if not small or _is_open(total, len(small), (len(beside), largest), smallest):
            return {g: "small" if g in small else "hidden" if g in beside else "shown" for g in counts}
    return {}


def _is_open(total: int, small: int, beside: tuple[int, int], smallest: int) -> bool:
    """Whether small groups may be shared out of a total in more than one way.

    `beside` is how many others are in the total, none of fewer than `smallest` people, and how many the largest of
    them may have: no more than the smallest group that is shown.
    """
    others, largest = beside
    least = max(small, total - others * largest)
    most = min(small * (smallest - 1), total - others * smallest)
    return least < most or (small > 1 and small < most < small * (smallest - 1))
