-- One row per unit and year: members at the start of the year.
select unit_code, year, members, official, probationary
from opening_members
order by year, unit_code
