-- One row per unit in official order, and one without code for admissions of no known unit.
-- $year          year whose admissions are counted
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $readmissions  whether re-admissions count as new members
with counted as (
    select
        unit_code,
        sum(admissions) filter (where year = $year)::bigint as admissions,
        sum(admissions) filter (where year = $year - 1)::bigint as admissions_last_year,
        max(month) as last_month
    from admissions_to_date($as_of, $basis, $unit, $source, $officer, $readmissions)
    where year in ($year - 1, $year) and admissions > 0
    group by unit_code
),

listed as (
    select * from units
    where ($unit is null or unit_code = $unit) and ($officer is null or officer_code = $officer)
)

select
    coalesce(listed.unit_code, counted.unit_code) as unit_code,
    listed.unit_name,
    listed.unit_type,
    listed.officer_code,
    listed.officer_label,
    opening_members.members,
    coalesce(counted.admissions, 0) as admissions,
    coalesce(counted.admissions_last_year, 0) as admissions_last_year,
    counted.last_month
from listed
full join counted on counted.unit_code = listed.unit_code
left join opening_members
    on opening_members.unit_code = coalesce(listed.unit_code, counted.unit_code)
    and opening_members.year = $year
order by listed.order_no nulls last, listed.unit_name collate vi, unit_code nulls last
