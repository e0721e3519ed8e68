-- Whoever has come, or moved, is owed what is in force at once. Set with the row, by whoever writes it; cleared by the sweeper.
alter table subscribers add column welcome_due boolean not null default false;
create index subscribers_welcome on subscribers (id) where welcome_due;
