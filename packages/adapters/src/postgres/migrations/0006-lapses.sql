-- Warnings that ran out without a successor: items of the same sequence as the warnings, numbered from the same counter.

-- deduplicator
create table lapses (
  status text not null,
  number bigint not null,
  warning_id text not null unique references warnings (id),
  lapsed_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (status, number)
);
create index warnings_series_number on warnings (series_id, status, number);
drop index warnings_series;
