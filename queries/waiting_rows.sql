-- One row per rejected record that waits to be corrected.
select table_name, file_name, sheet, import_id, line, column_name, reason
from waiting_rows
order by import_id desc, line
