-- signup: requests that wait for their code
create table signup_requests (
  id text primary key,
  purpose text not null,
  channel text not null,
  address_sealed bytea not null,
  subscriber_id bigint,
  wishes jsonb,
  language text not null,
  code_hash text not null,
  until timestamptz not null,
  tries int not null default 0,
  done_at timestamptz
);
create index signup_requests_code on signup_requests (code_hash);
create index signup_requests_until on signup_requests (until);

-- signup: by these subscribers change themselves
create table signup_tokens (
  hash text primary key,
  subscriber_id bigint not null,
  until timestamptz not null
);
create index signup_tokens_of on signup_tokens (subscriber_id);
create index signup_tokens_until on signup_tokens (until);
