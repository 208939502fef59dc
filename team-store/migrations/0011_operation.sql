-- Exports of the log on a schedule: also to an address of the team's own, tried again until they are there.

-- Where a team wants its log delivered to, beside the operator's folder. The token is sealed with the store's secret.
create table signoff.export_addresses (
  team uuid not null references signoff.teams,
  url text not null check (length(url) between 1 and 2000),
  sealed_token bytea,
  set_by uuid not null,
  set_at bigint not null,
  primary key (team),
  foreign key (team, set_by) references signoff.members (team, id)
);

do $$
declare
  own constant text := '(team = nullif(current_setting(''app.team'', true), '''')::uuid)';
begin
  alter table signoff.export_addresses enable row level security;
  alter table signoff.export_addresses force row level security;
  execute format('create policy own_team on signoff.export_addresses to signoff_app using %s with check %s', own, own);
  grant select, insert, delete on signoff.export_addresses to signoff_app;
  grant update (url, sealed_token, set_by, set_at) on signoff.export_addresses to signoff_app;
end
$$;

-- A stretch is noted before it is written: a server that dies in between leaves it due again a while later.
alter table signoff.log_exports
  add column target text not null default 'folder' check (target in ('folder', 'address')),
  -- What was noted before this file was written then and there.
  add column state text not null default 'done' check (state in ('waiting', 'done')),
  add column attempts integer not null default 0,
  add column due_at bigint not null default 0,
  add column done_at bigint,
  -- A code of the store's, never what a system or receiver said.
  add column problem text;
alter table signoff.log_exports alter column state set default 'waiting';
create index log_exports_by_target on signoff.log_exports (team, target, to_seq);
grant update (state, attempts, due_at, done_at, problem) on signoff.log_exports to signoff_app;
-- What was meant for an address that was taken back is not sent any more.
grant delete on signoff.log_exports to signoff_app;

-- Measurements ask how much there is, of all teams.
create policy lookup on signoff.log_exports for select to signoff_lookup using (true);
grant select (team, state, attempts, due_at) on signoff.log_exports to signoff_lookup;
grant select (log_size, tree_size) on signoff.teams to signoff_lookup;

-- Whether the migrations are current is asked by the server's own role.
grant usage on schema signoff_migrations to signoff_app;
grant select on signoff_migrations.done to signoff_app;
