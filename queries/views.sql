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
-- ceremonies without the decisions, say) takes nothing back. An annulment ends only by undoing its import.
create or replace view admissions as
select
    admission_rows.admission_key,
    arg_max(admission_rows.unit_code, admission_rows.import_id) as unit_code,
    arg_max(admission_rows.decision_date, admission_rows.import_id) as decision_date,
    arg_max(admission_rows.decision_precision, admission_rows.import_id) as decision_precision,
    arg_max(admission_rows.ceremony_date, admission_rows.import_id) as ceremony_date,
    arg_max(admission_rows.ceremony_precision, admission_rows.import_id) as ceremony_precision,
    arg_max(admission_rows.admission_month, admission_rows.import_id) as admission_month,
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
where not imports.undone
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
    coalesce(decision_precision, ceremony_precision, 'month') as event_precision,
    decision_date is null as substituted,
    date_trunc('month', coalesce(decision_date, ceremony_date, admission_month))::date as month,
    unit_code, source, admission_type, revoked_date, annulled, admission_key, class_code
from admissions
union all
select
    'ceremony' as basis,
    coalesce(ceremony_date, decision_date, admission_month) as event_date,
    coalesce(ceremony_precision, decision_precision, 'month') as event_precision,
    ceremony_date is null as substituted,
    date_trunc('month', coalesce(ceremony_date, decision_date, admission_month))::date as month,
    unit_code, source, admission_type, revoked_date, annulled, admission_key, class_code
from admissions;

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
    count(*) filter (where event_precision = 'month')::integer as month_only,
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
-- the rows. Re-admissions come along only if asked for. Officer, unit and source are filters, null for all.
create or replace macro admissions_to_date(as_of, basis_, unit_, source_, officer_, readmissions_) as table
with complete as (
    select month, unit_code, source, admission_type, origin, admissions, month_only, substituted
    from monthly_cube
    where basis = basis_ and month < date_trunc('month', as_of::date + interval 1 day)::date
),

begun as (
    select
        month, unit_code, source, admission_type, 'roster' as origin,
        1 as admissions,
        if(event_precision = 'month', 1, 0) as month_only,
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
        if(event_precision = 'month', 1, 0) as month_only,
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
    known.unit_code, known.source, known.admission_type, known.origin,
    known.admissions, known.month_only, known.substituted
from known
left join units on units.unit_code = known.unit_code
where
    (unit_ is null or known.unit_code = unit_)
    and (source_ is null or known.source = source_)
    and (officer_ is null or units.officer_code = officer_)
    and (readmissions_ or known.admission_type = 'new');

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
create or replace macro months_known(as_of, basis_, unit_, source_, officer_) as table
with numbers as (
    select distinct month
    from admissions_to_date(as_of, basis_, unit_, source_, officer_, true)
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
