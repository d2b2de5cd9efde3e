"""The organizations that introduce members: what they tell, what the roster says, and what speaks for each of them."""

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
    parts.headed(here, _("Organizations"), words.organizations.nothing_told(view, newest, _))
    parts.cards(words.organizations.organization_cards([], shares, view, _))
    shown.what_to_load(here)
else:
    found = organizations.organizations(store, view, told, period)
    parts.headed(here, _("Organizations"), words.organizations.organizations_sentence(found, period, _))
    shown.choice(here, told, period)
    parts.cards(words.organizations.organization_cards(found, shares, view, _))
    shown.trend(here, told, period)
    shown.compared(here, found, period)
    shown.below(here, period)
shown.by_roster(here, shares)
