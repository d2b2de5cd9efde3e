-- One row per version of a target in force on a day, the newest first.
-- $as_of         day on which the versions must be in force
select
    scope, scope_code, first_year, last_year, kind, value, set_by, document, effective_from
from targets
where effective_from is null or effective_from <= $as_of::date
order by scope, scope_code, first_year, last_year, kind, effective_from desc nulls last, set_by
