-- One row per unit, in official order.
select
    unit_code, unit_name, aliases, unit_type, sector, order_no,
    officer_code, officer_label, active_from, active_to, successor_code
from units
order by order_no nulls last, unit_name collate vi, unit_code
