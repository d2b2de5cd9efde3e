-- One row per line of monthly totals that counts where no roster speaks, and per line that gives a sum through the as-of month.
-- $year          year of the admissions, or null for all
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
-- $unit          code of one unit, or null for all
-- $source        one source organization, or null for all
-- $officer       code of one officer in charge, or null for all
-- $scope         units 'as_was', 'as_is' on the as-of day, or 'like 2021': those in the block all of 2020-21
with newest as (
    select
        monthly_total_rows.*,
        imports.file_name,
        imports.sheet,
        make_date(
            monthly_total_rows.year, coalesce(monthly_total_rows.month, monthly_total_rows.through_month, 12), 1
        ) as of_month,
        count(*) over (
            partition by
                monthly_total_rows.year, monthly_total_rows.month, monthly_total_rows.through_month,
                monthly_total_rows.unit_code, monthly_total_rows.source
        ) - 1 as earlier_lines
    from monthly_total_rows
    inner join imports on imports.import_id = monthly_total_rows.import_id
    where not imports.undone and monthly_total_rows.basis = $basis
    qualify row_number() over (
        partition by
            monthly_total_rows.year, monthly_total_rows.month, monthly_total_rows.through_month,
            monthly_total_rows.unit_code, monthly_total_rows.source
        order by monthly_total_rows.import_id desc, monthly_total_rows.line desc
    ) = 1
),

counted as (
    select *
    from totals_beside_roster
    where basis = $basis and month < date_trunc('month', $as_of::date + interval 1 day)::date
),

-- What a month's number has beyond finer ones stands in the block's own line or, if they say more, in those by source.
block_wide as (
    select
        of_month,
        coalesce(max(admitted) filter (where source is null), -1)
        >= coalesce(sum(admitted) filter (where source is not null), 0) as in_own_line
    from newest
    where month is not null and unit_code is null
    group by of_month
),

found as (
    select newest.*, coalesce(newest.source, 'unknown') as counted_source, 'number' as kind, counted.admitted as admissions
    from counted
    inner join newest
        on newest.of_month = counted.month
        and newest.month is not null
        and newest.unit_code is not distinct from counted.unit_code
        and newest.source is not distinct from counted.source
    where counted.unit_code is not null or counted.source is not null
    union all
    select
        newest.*,
        'unknown' as counted_source,
        if(counted.admitted = newest.admitted, 'number', 'rest') as kind,
        if(
            row_number() over (partition by newest.of_month order by newest.source, newest.line) = 1,
            counted.admitted,
            0
        ) as admissions
    from counted
    inner join block_wide on block_wide.of_month = counted.month
    inner join newest
        on newest.of_month = counted.month
        and newest.month is not null
        and newest.unit_code is null
        and (newest.source is null) = block_wide.in_own_line
    where counted.unit_code is null and counted.source is null
    union all
    select newest.*, coalesce(newest.source, 'unknown') as counted_source, 'sum' as kind, newest.admitted as admissions
    from newest
    where
        newest.month is null
        and newest.through_month = month($as_of::date)
        and $as_of::date = last_day($as_of::date)
        and newest.unit_code is not distinct from $unit
        and newest.source is not distinct from $source
        and $officer is null
        and ($scope = 'as_was' or ($scope = 'as_is' and $unit is null))
)

select
    found.import_id,
    found.file_name,
    found.sheet,
    found.line,
    placed.shown_code as unit_code,
    units.unit_name,
    found.of_month as month,
    found.counted_source as source,
    found.kind,
    found.admissions,
    true as month_only,
    false as substituted,
    false as annulled_later,
    found.earlier_lines,
    found.kind <> 'sum' as of_month,
    (
        found.kind = 'sum'
        or month(found.of_month) < month($as_of::date)
        or (month(found.of_month) = month($as_of::date) and $as_of::date = last_day($as_of::date))
    ) as to_same_day
from found
left join places_on($as_of, $scope) as placed on placed.unit_code = found.unit_code
left join units on units.unit_code = placed.shown_code
where
    ($year is null or found.year = $year)
    and (found.unit_code is null or placed.shown_code is not null)
    and ($unit is null or placed.shown_code = $unit)
    and ($source is null or found.counted_source = $source)
    and ($officer is null or placed.officer_code = $officer)
order by found.import_id desc, found.line
