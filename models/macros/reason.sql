-- The reason codes in default order of precedence.
create or replace macro default_precedence() as [
    'DUPLICATE', 'REPEAT', 'TRANSFER', 'DEATH', 'ORDER_PENDING', 'MEASURE_LIFTED', 'DEPENDENT', 'NOT_POLITICAL',
    'EXCLUDED_OFFENCE', 'SHORT_ARREST', 'FOREIGN', 'MILITARY', 'ADOLESCENT', 'OUT_OF_WINDOW', 'HOUSE_ARREST',
    'CONDITIONAL', 'REARRESTED', 'UNIDENTIFIABLE', 'UNDETERMINED', 'UNVERIFIED', 'NOT_ON_LIST',
    'UNITEMISED', 'BEYOND_CLAIM'
];

-- What a list holds besides nothing: the list without its nulls.
create or replace macro present(listed) as list_filter(listed, lambda item: item is not null);

-- Where a closed interval of days lies to a window: in, out or maybe. Null ends are open.
create or replace macro window_state(day_from, day_to, window_start, window_end) as
    case
        when day_to < window_start or day_from > window_end then 'out'
        when coalesce(day_from >= window_start, window_start is null)
            and coalesce(day_to <= window_end, window_end is null) then 'in'
        else 'maybe'
    end;
