-- Bodies of the supply list that are called. A number that is called is a subscriber of its own, beside the one that the same number is written to.

-- registry
alter table subscribers add column by_voice boolean not null default false;
-- console
alter table supply_contacts add column voice_subscriber bigint unique;
