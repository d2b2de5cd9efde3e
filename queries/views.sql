-- Relations that two or more queries share, built on the tables of schema.sql.

-- One row per unit: the newest row of the imports that are not undone.
create or replace view units as
select unit_rows.* exclude (import_id, line)
from unit_rows
inner join imports on imports.import_id = unit_rows.import_id
where not imports.undone
qualify row_number() over (
    partition by unit_rows.unit_code
    order by unit_rows.import_id desc
) = 1;

-- One row per unit and year.
create or replace view opening_members as
select opening_member_rows.* exclude (import_id, line)
from opening_member_rows
inner join imports on imports.import_id = opening_member_rows.import_id
where not imports.undone
qualify row_number() over (
    partition by opening_member_rows.unit_code, opening_member_rows.year
    order by opening_member_rows.import_id desc
) = 1;

-- One row per version of a target.
create or replace view targets as
select target_rows.* exclude (import_id, line)
from target_rows
inner join imports on imports.import_id = target_rows.import_id
where not imports.undone
qualify row_number() over (
    partition by
        target_rows.scope, target_rows.scope_code, target_rows.first_year, target_rows.last_year,
        target_rows.kind, target_rows.set_by, target_rows.effective_from
    order by target_rows.import_id desc
) = 1;

-- One row per number known without a roster.
create or replace view monthly_totals as
select monthly_total_rows.* exclude (import_id, line)
from monthly_total_rows
inner join imports on imports.import_id = monthly_total_rows.import_id
where not imports.undone
qualify row_number() over (
    partition by
        monthly_total_rows.year, monthly_total_rows.month, monthly_total_rows.through_month,
        monthly_total_rows.unit_code, monthly_total_rows.source, monthly_total_rows.basis
    order by monthly_total_rows.import_id desc
) = 1;

-- One row per admission: of every column the newest value somebody gave, since a list without a column (the
-- ceremonies without the decisions, say) takes nothing back. An annulment ends only by undoing its import. Who came
-- from elsewhere was not admitted here.
create or replace view admissions as
select
    admission_rows.admission_key,
    arg_max(admission_rows.unit_code, admission_rows.import_id) as unit_code,
    arg_max(admission_rows.decision_date, admission_rows.import_id) as decision_date,
    arg_max(admission_rows.decision_precision, admission_rows.import_id) as decision_precision,
    arg_max(admission_rows.ceremony_date, admission_rows.import_id) as ceremony_date,
    arg_max(admission_rows.ceremony_precision, admission_rows.import_id) as ceremony_precision,
    arg_max(admission_rows.admission_month, admission_rows.import_id) as admission_month,
    arg_max(admission_rows.admission_precision, admission_rows.import_id) as admission_precision,
    coalesce(
        arg_max(nullif(admission_rows.source, 'unknown'), admission_rows.import_id), 'unknown'
    ) as source,
    arg_max(admission_rows.admission_type, admission_rows.import_id) as admission_type,
    arg_max(admission_rows.gender, admission_rows.import_id) as gender,
    arg_max(admission_rows.age_band, admission_rows.import_id) as age_band,
    arg_max(admission_rows.occupation, admission_rows.import_id) as occupation,
    arg_max(admission_rows.class_code, admission_rows.import_id) as class_code,
    arg_max(admission_rows.certificate_date, admission_rows.import_id) as certificate_date,
    arg_max(admission_rows.official_date, admission_rows.import_id) as official_date,
    arg_max(admission_rows.revoked_date, admission_rows.import_id) as revoked_date,
    bool_or(admission_rows.annulled) as annulled,
    bool_or(admission_rows.struck_off) as struck_off
from admission_rows
inner join imports on imports.import_id = admission_rows.import_id
where not imports.undone and admission_rows.admission_type <> 'transfer'
group by admission_rows.admission_key;

-- One row per report of a unit about a period.
create or replace view pool_reports as
select pool_report_rows.* exclude (import_id, line)
from pool_report_rows
inner join imports on imports.import_id = pool_report_rows.import_id
where not imports.undone
qualify row_number() over (
    partition by
        pool_report_rows.unit_code, pool_report_rows.report_date,
        pool_report_rows.period_start, pool_report_rows.period_end
    order by pool_report_rows.import_id desc
) = 1;

-- One row per organization, or one below it, and period.
create or replace view source_figures as
select source_figure_rows.* exclude (import_id, line)
from source_figure_rows
inner join imports on imports.import_id = source_figure_rows.import_id
where not imports.undone
qualify row_number() over (
    partition by
        source_figure_rows.source, source_figure_rows.sub_org,
        source_figure_rows.period_start, source_figure_rows.period_end
    order by source_figure_rows.import_id desc
) = 1;

-- One row per change of units.
create or replace view unit_changes as
select unit_change_rows.* exclude (import_id, line)
from unit_change_rows
inner join imports on imports.import_id = unit_change_rows.import_id
where not imports.undone
qualify row_number() over (
    partition by
        unit_change_rows.change_date, unit_change_rows.change,
        unit_change_rows.from_unit, unit_change_rows.to_unit
    order by unit_change_rows.import_id desc
) = 1;

-- One row per unit and first day of an officer's charge.
create or replace view officer_assignments as
select officer_assignment_rows.* exclude (import_id, line)
from officer_assignment_rows
inner join imports on imports.import_id = officer_assignment_rows.import_id
where not imports.undone
qualify row_number() over (
    partition by officer_assignment_rows.unit_code, officer_assignment_rows.from_date
    order by officer_assignment_rows.import_id desc
) = 1;

-- One row per day that matters, of one year or (without a year) of every year.
create or replace view milestones as
select milestone_rows.* exclude (import_id, line)
from milestone_rows
inner join imports on imports.import_id = milestone_rows.import_id
where not imports.undone
qualify row_number() over (
    partition by milestone_rows.month, milestone_rows.day, milestone_rows.year, milestone_rows.milestone
    order by milestone_rows.import_id desc
) = 1;

-- One row per unit and year of a plan: the newest of all files, whichever of them counts.
create or replace view plans as
select plan_rows.* exclude (import_id, line)
from plan_rows
inner join imports on imports.import_id = plan_rows.import_id
where not imports.undone
qualify row_number() over (
    partition by plan_rows.unit_code, plan_rows.year
    order by plan_rows.import_id desc
) = 1;

-- One row per unit of each version of a plan that files tell. A file that is loaded again under its name, with the same
-- approval, makes a new version if it tells every unit told before; else it corrects the version there is, as the
-- corrected rows of a file do.
create or replace view plan_file_rows as
with told as (
    select
        plan_rows.*,
        imports.file_name,
        coalesce(imports.sheet, '') as sheet,
        imports.imported_at,
        imports.imported_by,
        arg_max(plan_rows.document, plan_rows.approved_on) over of_import as of_document,
        max(plan_rows.approved_on) over of_import as of_day
    from plan_rows
    inner join imports on imports.import_id = plan_rows.import_id
    where not imports.undone
    window of_import as (partition by plan_rows.import_id, plan_rows.year)
),

counted as (
    select
        *,
        row_number() over (
            partition by file_name, sheet, year, of_document, of_day, unit_code order by import_id
        ) = 1 as is_new
    from told
),

loaded as (
    select
        import_id, file_name, sheet, year, of_document, of_day,
        count(*) = sum(count(*) filter (is_new)) over (
            partition by file_name, sheet, year, of_document, of_day order by import_id
        ) as is_whole
    from counted
    group by import_id, file_name, sheet, year, of_document, of_day
),

parted as (
    select
        import_id, year, file_name, sheet, of_document, of_day,
        sum(is_whole::integer) over (
            partition by file_name, sheet, year, of_document, of_day order by import_id
        ) as generation
    from loaded
),

versions as (
    select
        import_id, year,
        'f' || min(import_id) over (
            partition by file_name, sheet, year, of_document, of_day, generation
        ) as version
    from parted
)

select versions.version, told.*
from told
inner join versions on versions.import_id = told.import_id and versions.year = told.year
qualify row_number() over (partition by versions.version, told.unit_code order by told.import_id desc) = 1;

-- One row per unit and day on which it came into the block, or was merged, left or ended: the changes say so, of an
-- end they do not know the register.
create or replace view unit_turns as
select to_unit as unit_code, change_date as turned_on, true as is_in
from unit_changes
where change = 'join'
union all
select from_unit as unit_code, change_date as turned_on, false as is_in
from unit_changes
where change = 'leave' or (change in ('merge', 'rename') and from_unit <> to_unit)
union all
select units.unit_code, units.active_to as turned_on, false as is_in
from units
anti join unit_changes as changed
    on changed.from_unit = units.unit_code
    and (changed.change = 'leave' or (changed.change in ('merge', 'rename') and changed.from_unit <> changed.to_unit))
where units.active_to is not null;

-- One row per unit of the register as known on a day: since when it is in the block, and when it was merged, left or
-- ended without having come back; null where nobody said so.
create or replace macro lives_on(as_of) as table
with turned as (
    select
        unit_code,
        max(turned_on) filter (is_in and turned_on <= as_of::date) as came,
        max(turned_on) filter (not is_in and turned_on <= as_of::date) as went,
        min(turned_on) as first_turn,
        arg_min(is_in, turned_on) as is_in_first
    from unit_turns
    group by unit_code
)

select
    units.unit_code,
    coalesce(turned.came, if(turned.is_in_first, turned.first_turn, null), units.active_from) as entered,
    if(turned.came > turned.went, null, turned.went) as gone
from units
left join turned on turned.unit_code = units.unit_code;

-- The rows of unit_places, computed from what is kept. Which unit carries on which the list of changes tells, where it
-- says nothing of a unit its row in the register; the officer in charge the assignments, else the register, which
-- also speaks where it names another than an assignment that is over.
create or replace view unit_place_rows as
with recursive turns as (
    select date '0001-01-01' as known_from
    union
    select change_date from unit_changes
    union
    select active_to from units where active_to is not null
    union
    select active_from from units where active_from is not null
    union
    select from_date from officer_assignments
    union
    select to_date + 1 from officer_assignments where to_date is not null
),

spans as (
    select known_from, lead(known_from, 1, date '9999-12-31') over (order by known_from) as known_to
    from turns
),

told as (
    select spans.known_from, changed.from_unit as unit_code, arg_max(changed.to_unit, changed.change_date) as heir
    from spans
    inner join unit_changes as changed on changed.change_date <= spans.known_from
    where changed.change in ('merge', 'rename') and changed.from_unit <> changed.to_unit
    group by spans.known_from, changed.from_unit
),

steps as (
    select known_from, unit_code, heir from told
    union all
    select spans.known_from, units.unit_code, units.successor_code as heir
    from units
    inner join spans on spans.known_from >= units.active_to
    anti join told on told.known_from = spans.known_from and told.unit_code = units.unit_code
    where units.successor_code in (select unit_code from units)
),

-- A plain union ends even where units are said to carry on one another.
walk as (
    select known_from, unit_code, heir from steps
    union
    select walk.known_from, walk.unit_code, steps.heir
    from walk
    inner join steps on steps.known_from = walk.known_from and steps.unit_code = walk.heir
),

heirs as (
    select walk.known_from, walk.unit_code, walk.heir
    from walk
    anti join steps on steps.known_from = walk.known_from and steps.unit_code = walk.heir
),

named as (
    select officer_label, min(officer_code) as officer_code
    from units
    where officer_code is not null
    group by officer_label
),

assigned as (
    select
        spans.known_from,
        given.unit_code,
        coalesce(given.officer_code, named.officer_code, given.officer_label) as officer_code,
        given.officer_label,
        coalesce(given.to_date < spans.known_from, false) as is_over
    from spans
    inner join officer_assignments as given on given.from_date <= spans.known_from
    left join named on named.officer_label = given.officer_label
    qualify row_number() over (partition by spans.known_from, given.unit_code order by given.from_date desc) = 1
),

-- Before the first charge that is known nobody is, whoever follows the unit by the register.
followed as (
    select
        spans.known_from,
        units.unit_code,
        case
            when not coalesce(assigned.is_over, true) then assigned.officer_code
            when assigned.officer_code is distinct from units.officer_code then units.officer_code
        end as officer_code,
        case
            when not coalesce(assigned.is_over, true) then assigned.officer_label
            when assigned.officer_code is distinct from units.officer_code then units.officer_label
        end as officer_label
    from units
    cross join spans
    left join assigned on assigned.known_from = spans.known_from and assigned.unit_code = units.unit_code
    where
        assigned.unit_code is not null
        or units.unit_code not in (select unit_code from officer_assignments)
),

-- A unit made of others of the block has not come into it, and one that came back has not left it.
moved as (
    select
        spans.known_from,
        turned.unit_code,
        max(turned.turned_on) filter (turned.is_in) as came_on,
        if(arg_max(turned.is_in, turned.turned_on), null, max(turned.turned_on)) as left_on
    from spans
    inner join (
        select to_unit as unit_code, change_date as turned_on, true as is_in
        from unit_changes
        where change = 'join'
        union all
        select from_unit as unit_code, change_date as turned_on, false as is_in
        from unit_changes
        where change = 'leave'
        union all
        select unit_code, active_from as turned_on, true as is_in
        from units
        where
            active_from is not null
            and unit_code not in (select to_unit from unit_changes where to_unit is not null)
    ) as turned on turned.turned_on <= spans.known_from
    group by spans.known_from, turned.unit_code
),

seen as (
    select unit_code from units
    union
    select unit_code from admissions where unit_code is not null
    union
    select unit_code from monthly_totals where unit_code is not null
    union
    select unit_code from opening_members
)

select
    seen.unit_code,
    spans.known_from,
    spans.known_to,
    coalesce(heirs.heir, seen.unit_code) as heir,
    followed.officer_code,
    followed.officer_label,
    max(moved.came_on) as came_on,
    min(moved.left_on) as left_on
from seen
cross join spans
left join heirs on heirs.known_from = spans.known_from and heirs.unit_code = seen.unit_code
left join followed on followed.known_from = spans.known_from and followed.unit_code = seen.unit_code
left join moved on moved.known_from = spans.known_from and moved.unit_code in (seen.unit_code, heirs.heir)
group by
    seen.unit_code, spans.known_from, spans.known_to, heirs.heir, followed.officer_code, followed.officer_label;

-- The year of a scope 'like 2021'; null of the others.
create or replace macro liked_year(scope_) as try_cast(regexp_extract(scope_, '^like (\d{4})$', 1) as integer);

-- One row per unit anybody named: the unit it is shown as on a day, and that one's officer in charge. `scope_`
-- 'as_was' shows each unit as it was, 'as_is' the units of the day with those they carry on, 'like 2021' likewise
-- without the units that came into the block after the beginning of the year before that one, or left it (null).
create or replace macro places_on(as_of, scope_) as table
with placed as (
    select
        unit_code,
        case
            when scope_ = 'as_was' then unit_code
            when
                came_on between make_date(liked_year(scope_) - 1, 1, 2) and make_date(liked_year(scope_), 12, 31)
                then null
            when left_on <= make_date(liked_year(scope_), 12, 31) then null
            else heir
        end as shown_code
    from unit_places
    where as_of::date >= known_from and as_of::date < known_to
)

select placed.unit_code, placed.shown_code, shown.officer_code, shown.officer_label
from placed
left join unit_places as shown
    on shown.unit_code = placed.shown_code
    and as_of::date >= shown.known_from
    and as_of::date < shown.known_to;

-- One row per year and unit that counts in it by its number of members at the start of the year, known by a day; `given_by`
-- is the unit of that number and `given_year` the year it was given for. A unit that gave none for a year stands
-- with its last one, unless it had left the block by then or what carries it on has given one since. A unit that
-- joined the block, or came back to it, after 1 January is no part of that year's base.
create or replace macro members_standing(as_of) as table
with given as (
    select opening_members.unit_code, opening_members.year, opening_members.members
    from opening_members
    left join unit_turns as turned
        on turned.unit_code = opening_members.unit_code
        and turned.turned_on > make_date(opening_members.year, 1, 1)
    where make_date(opening_members.year, 1, 1) <= as_of::date + interval 1 day
    group by opening_members.unit_code, opening_members.year, opening_members.members
    having not coalesce(arg_min(turned.is_in, turned.turned_on), false)
),

years as (
    select distinct year from given
),

newest as (
    select
        years.year, given.unit_code,
        arg_max(given.members, given.year) as members,
        max(given.year) as given_year
    from years
    inner join given on given.year <= years.year
    group by years.year, given.unit_code
),

-- Those that were not in the block when the year began, as far as is known.
outside as (
    select
        newest.year, newest.unit_code,
        max(turned.turned_on) filter (not turned.is_in) as gone
    from newest
    inner join unit_turns as turned
        on turned.unit_code = newest.unit_code
        and turned.turned_on <= least(make_date(newest.year, 1, 1), as_of::date)
    group by newest.year, newest.unit_code
    having not arg_max(turned.is_in, turned.turned_on)
),

counted as (
    select
        newest.year, newest.members, newest.given_year, newest.unit_code as given_by,
        if(outside.gone is null, newest.unit_code, places.heir) as unit_code
    from newest
    inner join unit_places as places
        on places.unit_code = newest.unit_code
        and as_of::date >= places.known_from
        and as_of::date < places.known_to
    left join outside on outside.year = newest.year and outside.unit_code = newest.unit_code
    left join newest as of_heir on of_heir.year = newest.year and of_heir.unit_code = places.heir
    where
        outside.gone is null
        or (places.heir <> newest.unit_code and coalesce(make_date(of_heir.given_year, 1, 1) < outside.gone, true))
)

select year, unit_code, given_by, given_year, members
from counted;

-- One row per unit and year: members at the start of the year, of the units a scope shows; `is_carried` where a number
-- was given for an earlier year.
create or replace macro members_on(as_of, scope_) as table
select
    placed.shown_code as unit_code,
    placed.officer_code,
    standing.year,
    sum(standing.members)::bigint as members,
    bool_or(standing.given_year < standing.year) as is_carried
from members_standing(as_of) as standing
inner join places_on(as_of, scope_) as placed on placed.unit_code = standing.unit_code
where placed.shown_code is not null
group by placed.shown_code, placed.officer_code, standing.year;

-- One row per person of a class, or per unit and source of those known by number: of every column the newest
-- value somebody gave.
create or replace view known_graduates as
select
    class_graduate_rows.graduate_key,
    arg_max(class_graduate_rows.is_person, class_graduate_rows.import_id) as is_person,
    arg_max(class_graduate_rows.code_hash, class_graduate_rows.import_id) as code_hash,
    arg_max(class_graduate_rows.name_birth_hash, class_graduate_rows.import_id) as name_birth_hash,
    arg_max(class_graduate_rows.unit_code, class_graduate_rows.import_id) as unit_code,
    arg_max(class_graduate_rows.class_place, class_graduate_rows.import_id) as class_place,
    arg_max(class_graduate_rows.class_code, class_graduate_rows.import_id) as class_code,
    arg_max(class_graduate_rows.class_name, class_graduate_rows.import_id) as class_name,
    arg_max(class_graduate_rows.class_kind, class_graduate_rows.import_id) as class_kind,
    arg_max(class_graduate_rows.end_date, class_graduate_rows.import_id) as end_date,
    arg_max(class_graduate_rows.certificate_date, class_graduate_rows.import_id) as certificate_date,
    coalesce(
        arg_max(nullif(class_graduate_rows.source, 'unknown'), class_graduate_rows.import_id),
        arg_max(class_graduate_rows.source, class_graduate_rows.import_id)
    ) as source,
    arg_max(class_graduate_rows.result, class_graduate_rows.import_id) as result,
    arg_max(class_graduate_rows.graduates, class_graduate_rows.import_id) as graduates,
    arg_max(class_graduate_rows.admitted, class_graduate_rows.import_id) as admitted
from class_graduate_rows
inner join imports on imports.import_id = class_graduate_rows.import_id
where not imports.undone
group by class_graduate_rows.graduate_key;

-- One row per person of a class, or per unit and source of those known by number. People win over numbers of
-- their unit, and a number without source stands for what the numbers by source leave over: nobody is added twice.
create or replace view class_graduates as
with people as (
    select distinct class_place, unit_code
    from known_graduates
    where is_person
),

by_source as (
    select class_place, unit_code, sum(graduates) as graduates, sum(admitted) as admitted
    from known_graduates
    where not is_person and source is not null
    group by class_place, unit_code
)

select
    known_graduates.graduate_key,
    known_graduates.is_person,
    known_graduates.code_hash,
    known_graduates.name_birth_hash,
    known_graduates.unit_code,
    known_graduates.class_place,
    known_graduates.class_code,
    known_graduates.class_name,
    known_graduates.class_kind,
    known_graduates.end_date,
    known_graduates.certificate_date,
    known_graduates.source,
    known_graduates.result,
    case
        when known_graduates.is_person then if(coalesce(known_graduates.result, '') = 'failed', 0, 1)
        when known_graduates.source is not null then known_graduates.graduates
        else greatest(known_graduates.graduates - coalesce(by_source.graduates, 0), 0)
    end::integer as graduates,
    if(
        known_graduates.is_person or known_graduates.source is not null,
        known_graduates.admitted,
        greatest(known_graduates.admitted - coalesce(by_source.admitted, 0), 0)
    )::integer as admitted
from known_graduates
left join people
    on people.class_place = known_graduates.class_place
    and people.unit_code = known_graduates.unit_code
left join by_source
    on by_source.class_place = known_graduates.class_place
    and by_source.unit_code = known_graduates.unit_code
where known_graduates.is_person or people.unit_code is null;

-- One row per admission and basis, with the date it counts by. Where the basis's own date is missing
-- the other date stands in, else the month: `substituted` says so.
create or replace view dated_admissions as
select
    'decision' as basis,
    coalesce(decision_date, ceremony_date, admission_month) as event_date,
    coalesce(decision_precision, ceremony_precision, admission_precision, 'month') as event_precision,
    decision_date is null as substituted,
    date_trunc('month', coalesce(decision_date, ceremony_date, admission_month))::date as month,
    unit_code, source, admission_type, revoked_date, annulled, admission_key, class_code
from admissions
union all
select
    'ceremony' as basis,
    coalesce(ceremony_date, decision_date, admission_month) as event_date,
    coalesce(ceremony_precision, decision_precision, admission_precision, 'month') as event_precision,
    ceremony_date is null as substituted,
    date_trunc('month', coalesce(ceremony_date, decision_date, admission_month))::date as month,
    unit_code, source, admission_type, revoked_date, annulled, admission_key, class_code
from admissions;

-- One row per graduate of `class_graduates` of an awareness class, with the last day of the class and the day of the
-- certificate, which a class without one gives on its last day. `with_people`: some of the class are known by name.
create or replace view awareness_graduates as
select
    * exclude (class_kind, end_date, certificate_date),
    coalesce(certificate_date, end_date) as certified_on,
    max(coalesce(end_date, certificate_date)) over (partition by class_place) as ended_on,
    bool_or(is_person) over (partition by class_place) as with_people
from class_graduates
where class_kind = 'awareness';

-- One row per graduate of an awareness class and admission that may be theirs: `surest` 1 by the person, 2 by the class
-- that the roster names where people are known by number only; then it goes to the number that fits it best.
create or replace view graduate_links as
with graduate_hashes as (
    select graduate_key, code_hash as person_hash from awareness_graduates where graduates = 1 and is_person
    union
    select graduate_key, name_birth_hash as person_hash from awareness_graduates where graduates = 1 and is_person
),

admission_hashes as (
    select admission_rows.admission_key, admission_rows.code_hash, admission_rows.name_birth_hash
    from admission_rows
    inner join imports on imports.import_id = admission_rows.import_id
    where not imports.undone
),

by_person as (
    select graduate_hashes.graduate_key, admission_hashes.admission_key
    from graduate_hashes
    inner join admission_hashes on admission_hashes.code_hash = graduate_hashes.person_hash
    union
    select graduate_hashes.graduate_key, admission_hashes.admission_key
    from graduate_hashes
    inner join admission_hashes on admission_hashes.name_birth_hash = graduate_hashes.person_hash
),

by_class as (
    select awareness_graduates.graduate_key, admissions.admission_key
    from awareness_graduates
    inner join admissions on lower(trim(admissions.class_code)) = lower(trim(awareness_graduates.class_code))
    where
        not awareness_graduates.is_person
        and (not awareness_graduates.with_people or awareness_graduates.unit_code = admissions.unit_code)
    qualify row_number() over (
        partition by awareness_graduates.class_place, admissions.admission_key
        order by
            (awareness_graduates.unit_code = admissions.unit_code) desc,
            coalesce(awareness_graduates.source = admissions.source, false) desc,
            (awareness_graduates.source is null) desc,
            awareness_graduates.graduates desc,
            awareness_graduates.graduate_key
    ) = 1
)

select graduate_key, admission_key, 1 as surest from by_person
union all
select graduate_key, admission_key, 2 as surest from by_class;

-- One row per admission and re-admission known on a day and not annulled by then, with the date it counts by.
create or replace macro admissions_standing(as_of, basis_) as table
select admission_key, event_date, event_precision, month, unit_code, source, admission_type
from dated_admissions
where
    basis = basis_
    and event_date <= as_of::date
    and ((revoked_date is null and not annulled) or revoked_date > as_of::date);

-- One row per admission of a graduate of an awareness class, as known on a day. Who has been to two classes was
-- admitted after the last of them; re-admissions follow from no class.
create or replace macro graduates_admitted(as_of, basis_) as table
select
    awareness_graduates.class_place, graduate_links.graduate_key, graduate_links.admission_key,
    admitted.event_date, admitted.event_precision, admitted.month
from graduate_links
inner join awareness_graduates on awareness_graduates.graduate_key = graduate_links.graduate_key
inner join admissions_standing(as_of, basis_) as admitted
    on admitted.admission_key = graduate_links.admission_key
where
    awareness_graduates.ended_on <= as_of::date
    and admitted.admission_type = 'new'
    and admitted.month >= date_trunc('month', awareness_graduates.ended_on)
qualify row_number() over (
    partition by graduate_links.admission_key
    order by
        graduate_links.surest, awareness_graduates.ended_on desc,
        awareness_graduates.class_place, graduate_links.graduate_key
) = 1;

-- One row per month known without a roster, unit and source, where no roster speaks. In each year the roster
-- wins from its first month to its last: of a unit over the unit's totals, of anyone over the block's. Of
-- overlapping numbers the finer ones are kept, and what a coarser one has beyond them becomes a row without
-- unit, so that nothing is added twice.
create or replace view totals_beside_roster as
with unit_roster as (
    select basis, year(month) as year, unit_code, min(month) as first_month, max(month) as last_month
    from dated_admissions
    group by basis, year(month), unit_code
),

roster as (
    select basis, year, min(first_month) as first_month, max(last_month) as last_month
    from unit_roster
    group by basis, year
),

dated as (
    select
        monthly_totals.basis,
        make_date(monthly_totals.year, monthly_totals.month, 1) as month,
        monthly_totals.year,
        monthly_totals.unit_code,
        monthly_totals.source,
        monthly_totals.admitted,
        case
            when monthly_totals.unit_code is not null then 1
            when monthly_totals.source is not null then 2
            else 3
        end as coarseness
    from monthly_totals
    where monthly_totals.month is not null
),

outside as (
    select dated.*
    from dated
    left join unit_roster
        on unit_roster.basis = dated.basis
        and unit_roster.year = dated.year
        and unit_roster.unit_code = dated.unit_code
    left join roster on roster.basis = dated.basis and roster.year = dated.year
    where not coalesce(
        if(
            dated.unit_code is null,
            dated.month between roster.first_month and roster.last_month,
            dated.month between unit_roster.first_month and unit_roster.last_month
        ),
        false
    )
),

-- Within one unit a number without source stands for what its numbers by source leave over.
by_unit as (
    select
        basis, month, unit_code, source,
        if(
            source is null,
            admitted - coalesce(
                sum(admitted) filter (where source is not null) over (partition by basis, month, unit_code), 0
            ),
            admitted
        )::integer as admitted
    from outside
    where coarseness = 1
),

kept as (
    select * from by_unit where admitted >= 0
    union all
    select basis, month, unit_code, source, admitted
    from outside
    where
        coarseness = 2
        and not exists (
            select 1 from by_unit
            where by_unit.basis = outside.basis and by_unit.month = outside.month
        )
),

kept_sums as (
    select basis, month, sum(admitted)::integer as admitted
    from kept
    group by basis, month
),

-- The larger of what the block gave for the month and what its sources add up to.
coarse as (
    select
        basis, month,
        greatest(
            coalesce(sum(admitted) filter (where coarseness = 2), 0),
            coalesce(sum(admitted) filter (where coarseness = 3), 0)
        )::integer as admitted
    from outside
    where coarseness > 1
    group by basis, month
),

remainders as (
    select
        coarse.basis, coarse.month, null::varchar as unit_code, null::varchar as source,
        (coarse.admitted - coalesce(kept_sums.admitted, 0))::integer as admitted
    from coarse
    left join kept_sums on kept_sums.basis = coarse.basis and kept_sums.month = coarse.month
)

select * from kept
union all
select * from remainders where admitted >= 0;

-- The rows of the monthly cube, computed from what is kept. Annulled decisions stay out: a query adds those
-- that were not yet annulled on its as-of date.
create or replace view monthly_cube_rows as
select
    basis, month, unit_code, source, admission_type,
    'roster' as origin,
    count(*)::integer as admissions,
    count(*) filter (where event_precision <> 'day')::integer as month_only,
    count(*) filter (where substituted)::integer as substituted
from dated_admissions
where revoked_date is null and not annulled
group by basis, month, unit_code, source, admission_type
union all
select
    basis, month, unit_code, coalesce(source, 'unknown') as source, 'new' as admission_type,
    'totals' as origin,
    sum(admitted)::integer as admissions,
    sum(admitted)::integer as month_only,
    0 as substituted
from totals_beside_roster
group by basis, month, unit_code, coalesce(source, 'unknown');

-- Admissions as known on a day: whole months from the cube, the begun month and annulled decisions from
-- the rows. Re-admissions come along only if asked for. Officer, unit and source are filters, null for all;
-- `scope_` is one of places_on.
create or replace macro admissions_to_date(
    as_of, basis_, unit_, source_, officer_, readmissions_, scope_ := 'as_was'
) as table
with complete as (
    select month, unit_code, source, admission_type, origin, admissions, month_only, substituted
    from monthly_cube
    where basis = basis_ and month < date_trunc('month', as_of::date + interval 1 day)::date
),

begun as (
    select
        month, unit_code, source, admission_type, 'roster' as origin,
        1 as admissions,
        if(event_precision <> 'day', 1, 0) as month_only,
        if(substituted, 1, 0) as substituted
    from dated_admissions
    where
        basis = basis_
        and month >= date_trunc('month', as_of::date + interval 1 day)::date
        and event_date <= as_of::date
        and revoked_date is null
        and not annulled
),

annulled_later as (
    select
        month, unit_code, source, admission_type, 'roster' as origin,
        1 as admissions,
        if(event_precision <> 'day', 1, 0) as month_only,
        if(substituted, 1, 0) as substituted
    from dated_admissions
    where basis = basis_ and event_date <= as_of::date and revoked_date > as_of::date
),

known as (
    select * from complete
    union all
    select * from begun
    union all
    select * from annulled_later
)

select
    known.month, year(known.month) as year, month(known.month) as month_number,
    placed.shown_code as unit_code, known.source, known.admission_type, known.origin,
    known.admissions, known.month_only, known.substituted
from known
left join places_on(as_of, scope_) as placed on placed.unit_code = known.unit_code
where
    (known.unit_code is null or placed.shown_code is not null)
    and (unit_ is null or placed.shown_code = unit_)
    and (source_ is null or known.source = source_)
    and (officer_ is null or placed.officer_code = officer_)
    and (readmissions_ or known.admission_type = 'new');

-- Admissions of every year from 1 January to the day and month of the as-of day: one row per year and unit, with how
-- many rows name only the month or quarter that is cut at the day. A quarter that has not reached its last month is
-- in doubt and not counted, a month or last month of a quarter that has begun is in doubt and counted.
create or replace macro admissions_to_day(
    as_of, basis_, unit_, source_, officer_, readmissions_, scope_ := 'as_was'
) as table
with bounds as (
    select
        month(as_of::date) as through_month,
        day(as_of::date) as through_day,
        as_of::date = last_day(as_of::date) as whole_month
),

whole as (
    select counted.year, counted.unit_code, counted.admissions, 0 as in_doubt
    from admissions_to_date(as_of, basis_, unit_, source_, officer_, readmissions_, scope_ := scope_) as counted
    cross join bounds
    where
        counted.month_number < bounds.through_month
        or (counted.month_number = bounds.through_month and bounds.whole_month)
),

begun as (
    select
        year(dated.month) as year, placed.shown_code as unit_code,
        if(month(dated.month) > bounds.through_month, 0, 1) as admissions,
        if(dated.event_precision <> 'day', 1, 0) as in_doubt
    from dated_admissions as dated
    cross join bounds
    left join places_on(as_of, scope_) as placed on placed.unit_code = dated.unit_code
    where
        dated.basis = basis_
        and (
            (
                not bounds.whole_month
                and dated.event_date <= as_of::date
                and month(dated.month) = bounds.through_month
                and (dated.event_precision <> 'day' or day(dated.event_date) <= bounds.through_day)
            )
            or (
                dated.event_precision = 'quarter'
                and month(dated.month) > bounds.through_month
                and quarter(dated.month) = quarter(as_of::date)
            )
        )
        and (not dated.annulled or dated.revoked_date > as_of::date)
        and placed.shown_code is not null
        and (unit_ is null or placed.shown_code = unit_)
        and (source_ is null or dated.source = source_)
        and (officer_ is null or placed.officer_code = officer_)
        and (readmissions_ or dated.admission_type = 'new')
)

select year, unit_code, sum(admissions)::bigint as admissions, sum(in_doubt)::bigint as in_doubt
from (select * from whole union all select * from begun)
group by year, unit_code;

-- One row per rejected record that still waits to be corrected: its import stands, and no later import brought
-- the same person or, where the record names none, the same sheet of the same file again. A mere double waits for nothing.
create or replace view waiting_rows as
select
    imports.import_id, imports.table_name, imports.file_name, imports.sheet, imports.imported_at,
    rejected_rows.line, rejected_rows.column_name, rejected_rows.reason
from rejected_rows
inner join imports on imports.import_id = rejected_rows.import_id
where
    not imports.undone
    and rejected_rows.reason <> 'duplicate'
    and not exists (
        select 1 from imports as newer
        where
            rejected_rows.person_hash is null
            and newer.table_name = imports.table_name
            and newer.file_name = imports.file_name
            and newer.sheet = imports.sheet
            and newer.import_id > imports.import_id
            and not newer.undone
    )
    and not exists (
        select 1
        from admission_rows
        inner join imports as later on later.import_id = admission_rows.import_id
        where
            not later.undone
            and later.import_id > imports.import_id
            and (
                admission_rows.code_hash = rejected_rows.person_hash
                or admission_rows.name_birth_hash = rejected_rows.person_hash
            )
    );

-- The months a reader may ask about, up to a day's month: one row per month with whether it is known, and
-- whether from a roster. A roster speaks for its years from 1 January on, an empty month being zero, and for
-- the years after its last; a year between without a row is unknown. Otherwise only months for which a number
-- without roster fits the filters are known.
create or replace macro months_known(as_of, basis_, unit_, source_, officer_, scope_ := 'as_was') as table
with numbers as (
    select distinct month
    from admissions_to_date(as_of, basis_, unit_, source_, officer_, true, scope_ := scope_)
    where origin = 'totals'
),

bounds as (
    select
        min(month) as first_month,
        max(year(month)) filter (where origin = 'roster') as last_roster_year
    from monthly_cube
    where basis = basis_ and month <= as_of::date
),

roster_years as (
    select distinct year(month) as year
    from monthly_cube
    where basis = basis_ and origin = 'roster' and month <= as_of::date
),

block_totals as (
    select distinct month
    from monthly_cube
    where basis = basis_ and origin = 'totals'
),

spine as (
    select unnest(
        generate_series(
            date_trunc('year', bounds.first_month)::date,
            date_trunc('month', as_of::date)::date,
            interval 1 month
        )
    )::date as month
    from bounds
),

flagged as (
    select
        spine.month,
        (
            (roster_years.year is not null or coalesce(year(spine.month) > bounds.last_roster_year, false))
            and block_totals.month is null
        ) as has_roster,
        numbers.month is not null as has_number
    from spine
    cross join bounds
    left join roster_years on roster_years.year = year(spine.month)
    left join block_totals on block_totals.month = spine.month
    left join numbers on numbers.month = spine.month
)

select
    month,
    year(month) as year,
    month(month) as month_number,
    has_roster,
    has_roster or has_number as is_known
from flagged;
