-- What is to be told to others, written in the transaction of what happened; where it goes; and exports on a schedule.

-- A team's own addresses. The secret is sealed with the store's, as the signing key is.
create table signoff.webhooks (
  team uuid not null references signoff.teams,
  id uuid not null,
  url text not null check (length(url) between 1 and 2000),
  -- Kinds of entries; null takes all.
  kinds text[],
  sealed_secret bytea not null,
  -- The one before, with which messages are signed too until `previous_until`.
  sealed_previous bytea,
  previous_until bigint,
  created_by uuid not null,
  created_at bigint not null,
  removed_at bigint,
  primary key (team, id),
  foreign key (team, created_by) references signoff.members (team, id)
);

-- One row a message and receiver. `id` is what the receiver tells repeats by; `target` is the channel's own id.
-- A message under way has `due_at` in the future: when its server dies it becomes due again by itself.
create table signoff.outbox (
  team uuid not null references signoff.teams,
  id uuid not null,
  channel text not null check (channel in ('webhook')),
  target uuid not null,
  kind text not null,
  body json not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dead')),
  attempts integer not null default 0,
  created_at bigint not null,
  due_at bigint not null,
  ended_at bigint,
  -- A code of the store's, never what the receiver answered.
  problem text,
  status integer,
  primary key (team, id)
);
create index outbox_due on signoff.outbox (team, due_at) where state = 'waiting';
create index outbox_waiting on signoff.outbox (due_at) where state = 'waiting';
create index outbox_ended on signoff.outbox (team, ended_at) where state <> 'waiting';

-- Which part of a team's log went to the operator's folder, by which file.
create table signoff.log_exports (
  team uuid not null references signoff.teams,
  to_seq bigint not null,
  from_seq bigint not null,
  at bigint not null,
  file text not null,
  primary key (team, to_seq)
);

do $$
declare
  own constant text := '(team = nullif(current_setting(''app.team'', true), '''')::uuid)';
  name text;
begin
  foreach name in array array['webhooks', 'outbox', 'log_exports'] loop
    execute format('alter table signoff.%I enable row level security', name);
    execute format('alter table signoff.%I force row level security', name);
    execute format('create policy own_team on signoff.%I to signoff_app using %s with check %s', name, own, own);
    execute format('grant select, insert on signoff.%I to signoff_app', name);
  end loop;
end
$$;

grant update (sealed_secret, sealed_previous, previous_until, removed_at) on signoff.webhooks to signoff_app;
grant update (state, attempts, due_at, ended_at, problem, status) on signoff.outbox to signoff_app;
-- What was sent is not kept for ever; the log is the record.
grant delete on signoff.outbox to signoff_app;

-- A worker asks which teams have something due, and measurements ask how much, before any team is known.
create policy lookup on signoff.outbox for select to signoff_lookup using (true);
grant select (team, state, created_at, due_at) on signoff.outbox to signoff_lookup;
