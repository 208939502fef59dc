-- What rules have found lately, and who runs which version of them.

-- The ruleset that a browser said it runs, and when it said so first; null until it has.
alter table signoff.devices
  add column ruleset integer check (ruleset >= 0),
  add column ruleset_at bigint,
  add check ((ruleset is null) = (ruleset_at is null));
grant update (ruleset, ruleset_at) on signoff.devices to signoff_app;

create index request_versions_by_time on signoff.request_versions (team, created_at);
