-- One row per version of a year's plan, the one that counts first, then the newest, with its state on a day.
-- $year          year of the plans
-- $as_of         day by which the document of an approval must be dated
with kept as (
    select
        'v' || version as version, year, target, method, null as file_name, made_at, made_by,
        null as document, null::date as decided_on
    from plan_versions
    where year = $year
    union all
    select
        version,
        year,
        sum(planned) as target,
        null as method,
        any_value(file_name) as file_name,
        min(imported_at) as made_at,
        arg_min(imported_by, imported_at) as made_by,
        any_value(of_document) as document,
        any_value(of_day) as decided_on
    from plan_file_rows
    where year = $year
    group by version, year
),

-- What a file says of its approval is as if it had been approved when it was loaded.
said as (
    select version, event, document, decided_on, done_at, done_by, event_number
    from plan_events
    where year = $year
    union all
    select version, 'approved', document, decided_on, made_at, made_by, 0
    from kept
    where decided_on is not null
),

known as (
    select *
    from said
    where event <> 'approved' or decided_on <= $as_of::date
),

stood as (
    select
        version,
        max_by(done_by, event_number) as done_by,
        max(done_at) as done_at,
        coalesce(max_by(event, event_number) filter (event in ('withdrawn', 'restored')) = 'withdrawn', false)
            as is_withdrawn,
        coalesce(bool_or(event = 'submitted'), false) as is_submitted,
        max_by(document, event_number) filter (event = 'approved') as document,
        max_by(decided_on, event_number) filter (event = 'approved') as decided_on,
        max(done_at) filter (event = 'approved') as approved_at
    from known
    group by version
),

ranked as (
    select
        kept.version,
        kept.year,
        kept.target,
        kept.method,
        kept.file_name,
        kept.made_at,
        kept.made_by,
        stood.done_by,
        stood.done_at,
        stood.document,
        stood.decided_on,
        coalesce(stood.is_withdrawn, false) as is_withdrawn,
        coalesce(stood.is_submitted, false) as is_submitted,
        row_number() over (
            order by
                (stood.decided_on is not null and not stood.is_withdrawn) desc,
                stood.decided_on desc,
                stood.approved_at desc,
                kept.made_at desc
        ) as rank
    from kept
    left join stood on stood.version = kept.version
)

select
    version,
    year,
    target,
    coalesce(method, '') as method,
    coalesce(file_name, '') as file_name,
    made_at,
    made_by,
    coalesce(done_by, made_by) as done_by,
    coalesce(done_at, made_at) as done_at,
    coalesce(document, '') as document,
    decided_on,
    case
        when is_withdrawn then 'withdrawn'
        when decided_on is not null and rank = 1 then 'approved'
        when decided_on is not null then 'replaced'
        when is_submitted then 'submitted'
        else 'draft'
    end as state
from ranked
order by state = 'approved' desc, made_at desc, version desc
