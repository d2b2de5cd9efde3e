"""The candidate pool: what units reported of it, by when, what came of it, and whether it suffices.

`periods` holds what reports are about and their deadlines, `rounds` who reported what, `kept` what was expected beside
what came, `enough` candidates beside what is still needed. Overlapping periods are never added.
"""

from ketnap.pool.enough import AVAILABLE, DEFAULT, Enough, by_officer, judged, parts_of_need
from ketnap.pool.kept import by_period, outcomes, reliability
from ketnap.pool.periods import Period, deadline, set_deadline
from ketnap.pool.rounds import (
    BY_SOURCE,
    NUMBERS,
    OF_SOURCE,
    OPEN,
    STAGES,
    Round,
    Told,
    default_period,
    periods,
    reports,
    round_of,
    rounds,
    waiting,
)

__all__ = [
    "AVAILABLE",
    "BY_SOURCE",
    "DEFAULT",
    "NUMBERS",
    "OF_SOURCE",
    "OPEN",
    "STAGES",
    "Enough",
    "Period",
    "Round",
    "Told",
    "by_officer",
    "by_period",
    "deadline",
    "default_period",
    "judged",
    "outcomes",
    "parts_of_need",
    "periods",
    "reliability",
    "reports",
    "round_of",
    "rounds",
    "set_deadline",
    "waiting",
]
