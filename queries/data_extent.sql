-- One row: what is kept, for the line under every figure and for the first look.
-- $as_of         day up to which admissions are counted, as known on that day
-- $basis         date that counts: 'decision' or 'ceremony'
with known as (
    select month, month as roster_month
    from monthly_cube
    where basis = $basis and origin = 'roster'
    union all
    select month, null as roster_month
    from monthly_cube
    where basis = $basis and origin = 'totals'
    union all
    select make_date(year, through_month, 1) as month, null as roster_month
    from monthly_totals
    where basis = $basis and through_month is not null
),

months as (
    select
        min(month) as first_month,
        max(month) as last_month,
        min(roster_month) as first_roster_month
    from known
),

begun as (
    select
        count(*) filter (where event_date > $as_of::date)::bigint as later_rows,
        count(*) filter (
            where
                event_precision <> 'day'
                and month = date_trunc('month', $as_of::date)::date
                and $as_of::date < last_day($as_of::date)
        )::bigint as month_only_in_doubt,
        count(*) filter (where substituted and event_date <= $as_of::date)::bigint as substituted
    from dated_admissions
    where basis = $basis and not annulled
)

select
    months.first_month,
    months.last_month,
    months.first_roster_month,
    begun.later_rows,
    begun.month_only_in_doubt,
    begun.substituted,
    (select count(*) from units)::bigint as units,
    (
        select count(distinct unit_code) from unit_places
        where heir <> unit_code or left_on is not null or came_on > months.first_month
    )::bigint as changed_units,
    (select count(*) from waiting_rows)::bigint as waiting_rows,
    (select count(*) from imports where not undone)::bigint as imports,
    (select max(imported_at) from imports where not undone) as last_import,
    (select count(*) from imports where not undone and is_sample)::bigint as sample_imports
from months
cross join begun
order by months.first_month
