"""The organizations that introduce members: what they tell of a period beside the roster, and what speaks for each.

`told` holds periods and what an organization told of one, `below` those below an organization with their indicators,
`weights` what the reader lets each indicator weigh. Nothing here judges or ranks.
"""

from ketnap.organizations.below import INDICATORS, averages, below
from ketnap.organizations.told import (
    ORGANIZATIONS,
    Organization,
    Period,
    Share,
    Told,
    by_roster,
    chosen_period,
    figures,
    is_narrowed,
    organizations,
    periods,
    source_unknown,
    trend,
)
from ketnap.organizations.weights import DEFAULT_WEIGHT, index, kept_weights, written

__all__ = [
    "DEFAULT_WEIGHT",
    "INDICATORS",
    "ORGANIZATIONS",
    "Organization",
    "Period",
    "Share",
    "Told",
    "averages",
    "below",
    "by_roster",
    "chosen_period",
    "figures",
    "index",
    "is_narrowed",
    "kept_weights",
    "organizations",
    "periods",
    "source_unknown",
    "trend",
    "written",
]
