-- The provider's account that a delivery's last attempt went to: what is in doubt is asked there, and nowhere else. Sender.
alter table deliveries add column provider text;
-- Receipts over SMPP name a message by the operator's id alone.
create index deliveries_smpp on deliveries (provider_id) where provider_id like 'smpp:%';
