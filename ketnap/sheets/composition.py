"""The composition of the year's new members as a table."""

import pandas as pd

from ketnap import targets, words
from ketnap.i18n import Translator


def groups(rows: pd.DataFrame, smallest: int, _: Translator) -> pd.DataFrame:
    """One row per kind and group: how many, and the share of all."""
    return pd.DataFrame(
        {
            _("Grouped by"): [_(words.KIND_NAMES[kind]) for kind in rows["kind"]],
            _("Group"): [words.group_name(k, g, _) for k, g in zip(rows["kind"], rows["group"], strict=True)],
            _("Admitted"): [
                {"small": f"<{smallest}", "hidden": _("hidden")}.get(state, _.number(count))
                for state, count in zip(rows["state"], rows["admissions"], strict=True)
            ],
            _("Share"): [
                _.percent(count, total) if state == "shown" and targets.percentage_is_telling(total) else "–"
                for state, count, total in zip(rows["state"], rows["admissions"], rows["total"], strict=True)
            ],
        }
    )
