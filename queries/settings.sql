-- One row per setting somebody made: its newest value.
select name, value, changed_at, changed_by
from setting_changes
qualify row_number() over (partition by name order by changed_at desc, rowid desc) = 1
order by name
