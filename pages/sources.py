"""Admissions by the organization that introduced the members."""

from ketnap import charts, cuts, sheets, words
from ketnap.ui import parts
from ketnap.ui.frame import page

here = page()
_, store, view = here._, here.store, here.view
parts.needs_data(here)

by_month, by_year = cuts.sources(store, view)
names = {code: _(name) for code, name in words.SOURCE_NAMES.items()}
parts.headed(here, _("By source"), words.sources_sentence(by_year, view, _), words.trace.sources(view, _))
months = {month: _.month(month) for month in by_month.columns}
parts.chart(
    here,
    _("Admissions by source and month, {year} (as of {date})", year=view.year, date=_.date(view.last_day)),
    parts.figure(charts.by_source, by_month, list(months.values()), names, _),
    sheets.sources(by_month, months, _),
    "sources",
    words.trace.sources(view, _),
)
years = {year: str(year) for year in by_year.columns}
parts.chart(
    here,
    _("Admissions by source and year (as of {date})", date=_.date(view.as_of)),
    parts.figure(charts.by_source, by_year, list(years.values()), names, _),
    sheets.sources(by_year, years, _),
    "sources_by_year",
    words.trace.sources(view, _),
)
