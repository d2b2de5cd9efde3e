-- One row per unit of the year in official order, and one without code for admissions of no known unit. A unit gone
-- before the year is one of it only by admissions in it.
-- $year          year whose admissions are counted
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $readmissions  whether re-admissions count as new members
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
with counted as (
    select
        unit_code,
        sum(admissions) filter (where year = $year)::bigint as admissions,
        sum(admissions) filter (where year = $year - 1)::bigint as admissions_last_year,
        max(month) as last_month
    from admissions_to_date($as_of, $basis, $unit, $source, $officer, $readmissions, scope_ := $scope)
    where year in ($year - 1, $year) and admissions > 0
    group by unit_code
),

-- Units that had come into the block by the as-of day and were not gone when the year began.
listed as (
    select units.unit_code
    from units
    inner join lives_on($as_of) as lives on lives.unit_code = units.unit_code
    inner join places_on($as_of, $scope) as placed on placed.unit_code = units.unit_code
    where
        placed.shown_code = units.unit_code
        and ($unit is null or units.unit_code = $unit)
        and ($officer is null or placed.officer_code = $officer)
        and coalesce(lives.entered <= $as_of::date, true)
        and coalesce(lives.gone > make_date($year, 1, 1), true)
),

members as (
    select unit_code, members
    from members_on($as_of, $scope)
    where year = $year and not is_carried
)

select
    coalesce(listed.unit_code, counted.unit_code) as unit_code,
    units.unit_name,
    units.unit_type,
    shown.officer_code,
    shown.officer_label,
    members.members,
    coalesce(counted.admissions, 0) as admissions,
    coalesce(counted.admissions_last_year, 0) as admissions_last_year,
    counted.last_month
from listed
full join counted on counted.unit_code = listed.unit_code
left join units on units.unit_code = coalesce(listed.unit_code, counted.unit_code)
left join members on members.unit_code = coalesce(listed.unit_code, counted.unit_code)
left join places_on($as_of, $scope) as shown on shown.unit_code = coalesce(listed.unit_code, counted.unit_code)
left join lives_on($as_of) as lives on lives.unit_code = counted.unit_code
where
    listed.unit_code is not null
    or counted.admissions > 0
    or coalesce(lives.gone > make_date($year, 1, 1), true)
order by units.order_no nulls last, units.unit_name collate vi, unit_code nulls last
