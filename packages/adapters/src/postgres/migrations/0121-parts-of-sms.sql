-- Each part of an SMS has an id of its own at the operator, and a receipt of its own: the message is delivered when all of them are. Sender, by settle and by receipt.
alter table smpp_messages add column parts smallint not null default 1;
alter table smpp_messages add column delivered boolean not null default false;
create index smpp_messages_parts on smpp_messages (delivery_id) where parts > 1;
