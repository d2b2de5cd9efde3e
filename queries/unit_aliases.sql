-- One row per name somebody gave to a unit, the oldest first; of names that differ in capitals only the last counts.
select alias, unit_code, made_at, made_by
from unit_aliases
order by made_at, rowid
