-- What outlets say that they have aired. One writer: the outlets service.

create table airings (
  outlet_id bigint not null references outlets (id) on delete cascade,
  warning_id text not null references warnings (id),
  medium text not null check (medium in ('radio', 'television')),
  -- which airing of the air table it was
  due_at timestamptz not null,
  aired_at timestamptz not null,
  note text,
  reported_at timestamptz not null,
  primary key (warning_id, medium, due_at, outlet_id)
);
