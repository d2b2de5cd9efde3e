-- One row per year: members at its start and how many units gave them.
-- $unit          code of one unit, or null for all
-- $officer       code of one officer in charge, or null for all
select
    opening_members.year,
    sum(opening_members.members)::bigint as members,
    count(*)::bigint as units
from opening_members
left join units on units.unit_code = opening_members.unit_code
where
    ($unit is null or opening_members.unit_code = $unit)
    and ($officer is null or units.officer_code = $officer)
group by opening_members.year
order by opening_members.year
