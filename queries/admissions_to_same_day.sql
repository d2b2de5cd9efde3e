-- One row per year: admissions from 1 January to the as-of day of that year, and whether every month is known.
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $readmissions  whether re-admissions count as new members
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
with bounds as (
    select
        month($as_of::date) as through_month,
        $as_of::date = last_day($as_of::date) as whole_month
),

counted as (
    select year, sum(admissions)::bigint as admissions, sum(in_doubt)::bigint as in_doubt
    from admissions_to_day($as_of, $basis, $unit, $source, $officer, $readmissions, scope_ := $scope)
    group by year
),

covered as (
    -- A month known only as a sum cannot be cut at a day.
    select
        months.year,
        bool_and(
            if(
                months.month_number = bounds.through_month and not bounds.whole_month,
                months.has_roster,
                months.is_known
            )
        ) as is_complete
    from months_known($as_of, $basis, $unit, $source, $officer, scope_ := $scope) as months
    cross join bounds
    where months.month_number <= bounds.through_month
    group by months.year
),

-- A year of which only a sum through this very month is known.
through as (
    select monthly_totals.year, sum(monthly_totals.admitted)::bigint as admissions
    from monthly_totals
    cross join bounds
    where
        bounds.whole_month
        and monthly_totals.through_month = bounds.through_month
        and monthly_totals.basis = $basis
        and monthly_totals.unit_code is not distinct from $unit
        and monthly_totals.source is not distinct from $source
        and $officer is null
        and ($scope = 'as_was' or ($scope = 'as_is' and $unit is null))
    group by monthly_totals.year
),

years as (
    select year from covered
    union
    select year from through
)

select
    years.year,
    if(
        not coalesce(covered.is_complete, false) and through.admissions is not null,
        through.admissions,
        coalesce(counted.admissions, 0)
    ) as admissions,
    coalesce(counted.in_doubt, 0) as in_doubt,
    (coalesce(covered.is_complete, false) or through.admissions is not null) as is_complete
from years
left join covered on covered.year = years.year
left join counted on counted.year = years.year
left join through on through.year = years.year
order by years.year
