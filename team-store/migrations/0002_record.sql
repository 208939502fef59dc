-- The log becomes a Merkle tree (RFC 9162): its nodes, its signed checkpoints, and the content that its entries are about.

alter table signoff.teams
  -- The tree so far: number of leaves, and the roots of its complete subtrees, 32 bytes each, the largest first.
  add column tree_size bigint not null default 0,
  add column tree_peaks bytea not null default '',
  -- False for teams from before this file: their texts are entered into the log when a store starts.
  add column log_adopted boolean not null default false,
  add constraint tree_within_log check (tree_size between 0 and log_size and length(tree_peaks) % 32 = 0);
alter table signoff.teams alter column log_adopted set default true;

-- Complete subtrees: `2^level` entries each, leaves at level 0. None ever changes.
create table signoff.log_nodes (
  team uuid not null references signoff.teams,
  level smallint not null check (level between 0 and 52),
  index bigint not null check (index >= 0),
  hash bytea not null check (length(hash) = 32),
  primary key (team, level, index)
);

-- What an entry is about, word for word: the drafts, findings, rules and names that the entry has only the digest of.
create table signoff.log_contents (
  team uuid not null,
  seq bigint not null,
  -- The request that it belongs to, if any.
  request uuid,
  body text not null,
  primary key (team, seq),
  foreign key (team, seq) references signoff.log (team, seq)
);

create index log_contents_by_request on signoff.log_contents (team, request) where request is not null;

create table signoff.log_checkpoints (
  team uuid not null references signoff.teams,
  size bigint not null check (size >= 0),
  at bigint not null,
  jws text not null,
  primary key (team, size)
);

do $$
declare
  name text;
begin
  foreach name in array array['log_nodes', 'log_contents', 'log_checkpoints'] loop
    execute format('alter table signoff.%I enable row level security', name);
    execute format('alter table signoff.%I force row level security', name);
    execute format(
      'create policy own_team on signoff.%I to signoff_app '
      'using (team = nullif(current_setting(''app.team'', true), '''')::uuid) '
      'with check (team = nullif(current_setting(''app.team'', true), '''')::uuid)', name);
    execute format('grant select, insert on signoff.%I to signoff_app', name);
  end loop;
end
$$;

grant update (tree_size, tree_peaks, log_adopted) on signoff.teams to signoff_app;

-- The server's role has no right to change the log. This keeps the owner of the tables from doing so by mistake.
create function signoff.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the log is append-only' using errcode = 'insufficient_privilege';
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array['log', 'log_nodes', 'log_contents', 'log_checkpoints'] loop
    execute format(
      'create trigger append_only before update or delete or truncate on signoff.%I '
      'for each statement execute function signoff.refuse_change()', name);
  end loop;
end
$$;
