-- One row per version of a year's plan, unit and month; month 0 holds the year of a unit whose months are not told.
-- $year          year of the plans
with told as (
    select *
    from plan_file_rows
    where year = $year
),

-- The months of a file count where all its units tell them.
whole as (
    select version, bool_and(t1 is not null) as has_months
    from told
    group by version
),

months as (
    select month
    from (values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)) as of_year (month)
),

spread as (
    select
        told.version,
        told.unit_code,
        months.month,
        case months.month
            when 1 then told.t1 when 2 then told.t2 when 3 then told.t3 when 4 then told.t4
            when 5 then told.t5 when 6 then told.t6 when 7 then told.t7 when 8 then told.t8
            when 9 then told.t9 when 10 then told.t10 when 11 then told.t11 when 12 then told.t12
        end as planned
    from told
    cross join months
),

found as (
    select 'v' || plan_cells.version as version, plan_cells.unit_code, plan_cells.month, plan_cells.planned
    from plan_cells
    inner join plan_versions on plan_versions.version = plan_cells.version
    where plan_versions.year = $year
    union all
    select spread.version, spread.unit_code, spread.month, spread.planned
    from spread
    inner join whole on whole.version = spread.version
    where whole.has_months
    union all
    select told.version, told.unit_code, 0 as month, told.planned
    from told
    inner join whole on whole.version = told.version
    where not whole.has_months
)

select found.version, found.unit_code, found.month, found.planned
from found
left join units on units.unit_code = found.unit_code
order by found.version, units.order_no nulls last, units.unit_name collate vi, found.unit_code, found.month
