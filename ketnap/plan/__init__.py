"""The plan of a year: how many, by which unit, in which month; its versions, and how it goes.

`method` is what somebody chose, `size` how many that makes, `units` what units bring to it, `split` who gets how many,
`months` when, `proposal` all of it; `versions` are kept, submitted and approved, `progress` is an approved one through
its year.
"""

from ketnap.plan.method import KEYS, SIZES, Method, is_valid
from ketnap.plan.months import quarters
from ketnap.plan.progress import Progress, beside, beside_units, progress
from ketnap.plan.proposal import Proposal, by_key, chances, classes_for, proposal
from ketnap.plan.size import CatchUp, Size, plan_view
from ketnap.plan.split import Split
from ketnap.plan.versions import STATES, Version, approved, compared, keep, named, note, versions

__all__ = [
    "KEYS",
    "SIZES",
    "STATES",
    "CatchUp",
    "Method",
    "Progress",
    "Proposal",
    "Size",
    "Split",
    "Version",
    "approved",
    "beside",
    "beside_units",
    "by_key",
    "chances",
    "classes_for",
    "compared",
    "is_valid",
    "keep",
    "named",
    "note",
    "plan_view",
    "progress",
    "proposal",
    "quarters",
    "versions",
]
