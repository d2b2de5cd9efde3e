-- One row per unit and month with admissions in one year.
-- $year          year whose admissions are counted
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $readmissions  whether re-admissions count as new members
select
    unit_code,
    month_number,
    sum(admissions)::bigint as admissions
from admissions_to_date($as_of, $basis, $unit, $source, $officer, $readmissions)
where year = $year and admissions > 0
group by unit_code, month_number
order by unit_code nulls last, month_number
