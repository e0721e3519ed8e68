-- Addresses are kept sealed, with a keyed hash to find them by: a stolen database names nobody. An installation that still holds addresses
-- in the open cannot be taken over here, since the database does not have the keys.
do $$ begin
  if exists (select from subscribers where email is not null or phone is not null) then
    raise exception 'the registry holds addresses in the open: export them, empty it, migrate and import them again';
  end if;
end $$;
alter table subscribers drop column email, drop column phone,
  add column email_sealed bytea, add column email_hash bytea, add column phone_sealed bytea, add column phone_hash bytea;
create index subscribers_email on subscribers (email_hash) where email_hash is not null;
create index subscribers_phone on subscribers (phone_hash) where phone_hash is not null;
