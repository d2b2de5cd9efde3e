-- One row per scenario that is kept, by name.
select name, content, made_at, made_by
from scenarios
qualify row_number() over (partition by name order by made_at desc, rowid desc) = 1 and content <> ''
order by name collate vi
