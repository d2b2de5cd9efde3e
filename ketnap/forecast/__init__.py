"""How likely a year and a term are to reach their targets.

`months` are what is known, `level` what they say, `paths` what may come, `split` how it falls to units and sources,
`cells` both with the levers that change them, `conversion` what past classes and reports teach, `scenario` what
somebody supposes, `shock` what a shock may mean, `pace` what leads to a target, `term` what it means for a term,
`prospect` all of it for a day, `track` how such forecasts did so far, `bench` the same behind the interface of the
public bench.
"""

from ketnap.forecast.bench import bench
from ketnap.forecast.chance import CHANCE_WORDS, chance_word
from ketnap.forecast.months import Months
from ketnap.forecast.pace import planned, usual_pace
from ketnap.forecast.paths import Sum
from ketnap.forecast.prospect import FEWEST_MONTHS, Forecast, TooLittle, forecast, known
from ketnap.forecast.scenario import AS_IT_STANDS, READINGS, Scenario

__all__ = [
    "AS_IT_STANDS",
    "CHANCE_WORDS",
    "FEWEST_MONTHS",
    "READINGS",
    "Forecast",
    "Months",
    "Scenario",
    "Sum",
    "TooLittle",
    "bench",
    "chance_word",
    "forecast",
    "known",
    "planned",
    "usual_pace",
]
