-- Whoever has come, or moved, and is owed what is in force: registry inserts a row with the transaction that enters them, a page of a list at once;
-- the sweeper takes the rows away. A mark on the person would be written twice for each of a million people.
create table arrivals (
  id bigint generated always as identity primary key,
  people bigint[] not null,
  size int generated always as (cardinality(people)) stored
);
insert into arrivals (people) select array_agg(id order by id) from subscribers where welcome_due having count(*) > 0;
alter table subscribers drop column welcome_due;
