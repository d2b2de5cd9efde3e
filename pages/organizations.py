"""The organizations that introduce members: what they tell, what the roster says, and what speaks for each of them."""

from dataclasses import replace

from ketnap import organizations, words
from ketnap.ui import organizations as shown
from ketnap.ui import parts
from ketnap.ui.frame import page

here = page()
_, store, view = here._, here.store, here.view
parts.needs_data(here)

told = organizations.figures(store, view)
period = shown.period(here, told)
shares = organizations.by_roster(store, view)
if period is None:
    newest = max(told["period"], default=None)
    sentence, how = words.organizations.nothing_told(view, newest, _), words.trace_organizations.nothing_told(view, _)
    parts.headed(here, _("Organizations"), sentence, how, ("source_figures",))
    cards = words.organizations.organization_cards([], shares, view, _)
    parts.cards(cards, words.trace_organizations.cards([], None, shares, view, _), shown.RESTS_ON)
    shown.what_to_load(here)
else:
    here = replace(here, period=(period.start, period.end))
    found = organizations.organizations(store, view, told, period)
    sentence = words.organizations.organizations_sentence(found, period, _)
    how = words.trace_organizations.headline(found, period, view, _)
    parts.headed(here, _("Organizations"), sentence, how, shown.RESTS_ON)
    shown.choice(here, told, period)
    cards = words.organizations.organization_cards(found, shares, view, _)
    how = words.trace_organizations.cards(found, period, shares, view, _)
    parts.cards(cards, how, shown.RESTS_ON, page=here)
    shown.trend(here, told, period)
    shown.compared(here, found, period)
    shown.below(here, period)
shown.by_roster(here, shares)
