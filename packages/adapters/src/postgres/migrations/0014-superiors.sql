-- Who stands above an issuer: may update and end its series
alter table issuers add column superior text references issuers (id);
