-- One row per officer in charge, with the number of units followed.
select
    officer_code,
    min(officer_label) as officer_label,
    count(*)::bigint as units
from units
where officer_code is not null
group by officer_code
order by officer_code
