-- One row per year: admissions from 1 January to the as-of day of that year, and whether every month is known.
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $readmissions  whether re-admissions count as new members
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like': those in the block throughout
with bounds as (
    select
        month($as_of::date) as through_month,
        day($as_of::date) as through_day,
        $as_of::date = last_day($as_of::date) as whole_month
),

whole as (
    select counted.year, sum(counted.admissions)::bigint as admissions
    from admissions_to_date($as_of, $basis, $unit, $source, $officer, $readmissions, scope_ := $scope) as counted
    cross join bounds
    where
        counted.month_number < bounds.through_month
        or (counted.month_number = bounds.through_month and bounds.whole_month)
    group by counted.year
),

begun as (
    select
        year(dated.month) as year,
        count(*)::bigint as admissions,
        count(*) filter (where dated.event_precision = 'month')::bigint as in_doubt
    from dated_admissions as dated
    cross join bounds
    left join places_on($as_of, $scope) as placed on placed.unit_code = dated.unit_code
    where
        not bounds.whole_month
        and dated.basis = $basis
        and dated.event_date <= $as_of::date
        and month(dated.month) = bounds.through_month
        and (dated.event_precision = 'month' or day(dated.event_date) <= bounds.through_day)
        and (not dated.annulled or dated.revoked_date > $as_of::date)
        and placed.shown_code is not null
        and ($unit is null or placed.shown_code = $unit)
        and ($source is null or dated.source = $source)
        and ($officer is null or placed.officer_code = $officer)
        and ($readmissions or dated.admission_type = 'new')
    group by year(dated.month)
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
    case
        when coalesce(covered.is_complete, false)
            then coalesce(whole.admissions, 0) + coalesce(begun.admissions, 0)
        when through.admissions is not null then through.admissions
        else coalesce(whole.admissions, 0) + coalesce(begun.admissions, 0)
    end as admissions,
    coalesce(begun.in_doubt, 0) as in_doubt,
    (coalesce(covered.is_complete, false) or through.admissions is not null) as is_complete
from years
left join covered on covered.year = years.year
left join whole on whole.year = years.year
left join begun on begun.year = years.year
left join through on through.year = years.year
order by years.year
