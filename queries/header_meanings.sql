-- One row per header somebody explained: its newest meaning, without a table if taken back.
select shape, table_name, meaning, made_at, made_by
from header_meanings
qualify row_number() over (partition by shape order by made_at desc, rowid desc) = 1
order by made_at desc, shape
