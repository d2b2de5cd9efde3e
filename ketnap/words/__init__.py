"""Figures in words: the sentences that pages, slides and documents share.

`trace` and `trace_ahead` say how each figure is made.
"""

from ketnap.words import trace, trace_ahead
from ketnap.words.cuts import (
    months_sentence,
    none_yet,
    officer_bars,
    sources_sentence,
    unit_bars,
    units_sentence,
)
from ketnap.words.explained import explanation
from ketnap.words.names import (
    BASIS_NAMES,
    CHANCE_NAMES,
    COLUMN_NAMES,
    READING_NAMES,
    REASON_NAMES,
    SOURCE_NAMES,
    STATUS_NAMES,
    TABLE_NAMES,
    VERDICT_NAMES,
)
from ketnap.words.prospect import (
    assumptions,
    chance,
    chance_card,
    chance_in_words,
    forecast_sentence,
    month_list,
    pace_sentence,
    reading_card,
    too_little,
    track_sentence,
)
from ketnap.words.scenario import (
    POOL_NAMES,
    conversion_sentence,
    expected_sentence,
    levers,
    points,
    scenario_sentence,
)
from ketnap.words.term import term_cards, term_forecast_sentence, term_sentence
from ketnap.words.year import (
    data_notes,
    difference,
    headline,
    pace,
    rule_in_words,
    same_period_card,
    share_of_target,
    source_line,
    target_card,
)

__all__ = [
    "BASIS_NAMES",
    "CHANCE_NAMES",
    "COLUMN_NAMES",
    "POOL_NAMES",
    "READING_NAMES",
    "REASON_NAMES",
    "SOURCE_NAMES",
    "STATUS_NAMES",
    "TABLE_NAMES",
    "VERDICT_NAMES",
    "assumptions",
    "chance",
    "chance_card",
    "chance_in_words",
    "conversion_sentence",
    "data_notes",
    "difference",
    "expected_sentence",
    "explanation",
    "forecast_sentence",
    "headline",
    "levers",
    "month_list",
    "months_sentence",
    "none_yet",
    "officer_bars",
    "pace",
    "pace_sentence",
    "points",
    "reading_card",
    "rule_in_words",
    "same_period_card",
    "scenario_sentence",
    "share_of_target",
    "source_line",
    "sources_sentence",
    "target_card",
    "term_cards",
    "term_forecast_sentence",
    "term_sentence",
    "too_little",
    "trace",
    "trace_ahead",
    "track_sentence",
    "unit_bars",
    "units_sentence",
]
