-- One row per day that matters in a year; 29 February is kept on the 28th in other years.
-- $year          year
select
    least(make_date($year, month, 1) + (day - 1)::integer, last_day(make_date($year, month, 1))) as milestone_date,
    milestone
from milestones
where year is null or year = $year
order by milestone_date, milestone
