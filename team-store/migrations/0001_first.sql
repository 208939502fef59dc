-- Every table belongs to a team: the primary key starts with it, and row security is forced on each.
-- Times are epoch milliseconds by the store's clock; `version` is the team's history counter (see teams.version).

do $$
begin
  if not exists (select from pg_roles where rolname = 'signoff_app') then
    create role signoff_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
  -- May see which team an e-mail address, a join code or a link belongs to, before the team is known. Nothing else.
  if not exists (select from pg_roles where rolname = 'signoff_lookup') then
    create role signoff_lookup nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
  -- From PostgreSQL 16 on, whoever creates a role administers it but may not yet act as it. Without inheritance the
  -- policies of these roles do not open the tables to the owner itself.
  execute format('grant signoff_app, signoff_lookup to %I', current_user)
    || case when current_setting('server_version_num')::int >= 160000 then ' with inherit false, set true' else '' end;
end
$$;

create schema signoff;
grant usage on schema signoff to signoff_app, signoff_lookup;

create table signoff.teams (
  team uuid primary key,
  name text not null check (length(name) between 1 and 200),
  version bigint not null default 0,
  log_size bigint not null default 0,
  ruleset integer not null default 0,
  key_id text not null,
  public_key jsonb not null,
  sealed_key bytea not null,
  created_at bigint not null
);

create table signoff.setup_links (
  team uuid not null,
  token_hash bytea not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  primary key (team, token_hash)
);

create table signoff.members (
  team uuid not null references signoff.teams,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  email text not null check (email = lower(email) and length(email) between 3 and 320),
  roles text[] not null check (roles <@ array['author', 'reviewer', 'admin', 'auditor']),
  active boolean not null default true,
  -- Goes up when the member comes to see other rows than before: older cursors are then worth nothing.
  view integer not null default 1,
  version bigint not null,
  created_at bigint not null,
  primary key (team, id),
  unique (team, email)
);
create index members_by_version on signoff.members (team, version);
create index members_by_email on signoff.members (email);

create table signoff.member_passwords (
  team uuid not null,
  member uuid not null,
  hash text not null,
  changed_at bigint not null,
  primary key (team, member),
  foreign key (team, member) references signoff.members (team, id)
);

create table signoff.sessions (
  team uuid not null,
  token_hash bytea not null,
  member uuid not null,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (team, token_hash),
  foreign key (team, member) references signoff.members (team, id)
);

create table signoff.invitations (
  team uuid not null references signoff.teams,
  token_hash bytea not null,
  email text not null check (email = lower(email) and length(email) between 3 and 320),
  roles text[] not null check (roles <@ array['author', 'reviewer', 'admin', 'auditor']),
  invited_by uuid not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  primary key (team, token_hash),
  foreign key (team, invited_by) references signoff.members (team, id)
);

-- A new password for a member who has forgotten theirs. `made_by` is null when it was made at the store's own machine.
create table signoff.password_links (
  team uuid not null references signoff.teams,
  token_hash bytea not null,
  member uuid not null,
  made_by uuid,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  primary key (team, token_hash),
  foreign key (team, member) references signoff.members (team, id),
  foreign key (team, made_by) references signoff.members (team, id)
);

create table signoff.join_codes (
  team uuid not null,
  code_hash bytea not null,
  member uuid not null,
  challenge text not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  primary key (team, code_hash),
  foreign key (team, member) references signoff.members (team, id)
);
create index join_codes_by_hash on signoff.join_codes (code_hash);

create table signoff.devices (
  team uuid not null,
  id uuid not null,
  member uuid not null,
  name text not null,
  token_hash bytea not null,
  last_seq integer not null default 0,
  created_at bigint not null,
  last_seen_at bigint,
  revoked_at bigint,
  primary key (team, id),
  unique (team, token_hash),
  foreign key (team, member) references signoff.members (team, id)
);
create index devices_by_member on signoff.devices (team, member);

create table signoff.rulesets (
  team uuid not null references signoff.teams,
  number integer not null check (number >= 1),
  packs json not null,
  overrides json not null,
  policy jsonb not null,
  note text not null,
  jws text not null,
  published_at bigint not null,
  published_by uuid not null,
  version bigint not null,
  primary key (team, number),
  foreign key (team, published_by) references signoff.members (team, id)
);

create table signoff.requests (
  team uuid not null,
  id uuid not null,
  author uuid not null,
  platform text not null,
  account text,
  state text not null
    check (state in ('waiting', 'approved', 'changes-requested', 'rejected', 'withdrawn', 'expired')),
  newest integer not null check (newest >= 1),
  created_at bigint not null,
  updated_at bigint not null,
  expires_at bigint not null,
  version bigint not null,
  primary key (team, id),
  unique (team, id, author),
  foreign key (team, author) references signoff.members (team, id)
);
create index requests_by_version on signoff.requests (team, version, id);
create index requests_by_author on signoff.requests (team, author, version, id);
create index requests_waiting on signoff.requests (team, expires_at) where state = 'waiting';

-- `draft` and `findings` (and the log's `entry`) are json, not jsonb: what was sent is kept to the letter, half surrogate pairs included.
create table signoff.request_versions (
  team uuid not null,
  request uuid not null,
  number integer not null check (number >= 1),
  author uuid not null,
  editor uuid not null,
  draft json not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  findings json not null,
  verdict text not null check (verdict in ('clear', 'warned', 'needs-approval')),
  ruleset integer not null,
  note text not null,
  created_at bigint not null,
  primary key (team, request, number),
  unique (team, request, number, author, editor, fingerprint),
  foreign key (team, request, author) references signoff.requests (team, id, author),
  foreign key (team, editor) references signoff.members (team, id)
);

-- The author and the version's last editor cannot decide it: the foreign key makes `author`, `editor` and `fingerprint`
-- those of the version, the check refuses the member.
create table signoff.decisions (
  team uuid not null,
  id uuid not null,
  request uuid not null,
  number integer not null,
  author uuid not null,
  editor uuid not null,
  fingerprint text not null,
  member uuid not null,
  kind text not null check (kind in ('approve', 'request-changes', 'reject')),
  reason text,
  at bigint not null,
  primary key (team, id),
  unique (team, request, number, member),
  foreign key (team, request, number, author, editor, fingerprint)
    references signoff.request_versions (team, request, number, author, editor, fingerprint),
  foreign key (team, member) references signoff.members (team, id),
  constraint decided_by_another check (member <> author and member <> editor),
  constraint reason_given check (kind = 'approve' or length(btrim(coalesce(reason, ''))) > 0)
);

create table signoff.clearances (
  team uuid not null,
  id uuid not null,
  request uuid not null,
  number integer not null,
  fingerprint text not null,
  platform text not null,
  account text,
  issued_at bigint not null,
  expires_at bigint not null,
  jws text not null,
  primary key (team, id),
  unique (team, request, number),
  foreign key (team, request, number) references signoff.request_versions (team, request, number)
);

create table signoff.releases (
  team uuid not null,
  id uuid not null,
  clearance uuid not null,
  request uuid not null,
  fingerprint text not null,
  platform text not null,
  account text,
  member uuid not null,
  device uuid not null,
  browser_at bigint not null,
  at bigint not null,
  primary key (team, id),
  -- A message that is sent once more is the same release.
  unique (team, clearance, device, browser_at),
  foreign key (team, clearance) references signoff.clearances (team, id),
  foreign key (team, device) references signoff.devices (team, id)
);

-- One row a command: a replay is answered from here.
create table signoff.mutations (
  team uuid not null,
  device uuid not null,
  seq integer not null check (seq >= 1),
  id uuid not null,
  digest bytea not null,
  outcome text not null check (outcome in ('applied', 'refused')),
  code text,
  detail text,
  at bigint not null,
  primary key (team, device, seq),
  unique (team, device, id),
  foreign key (team, device) references signoff.devices (team, id),
  check ((outcome = 'refused') = (code is not null and detail is not null))
);

-- Every command and its outcome, in order and without a gap; never changed, never removed. What was applied already and
-- only sent once more is not entered again.
create table signoff.log (
  team uuid not null references signoff.teams,
  seq bigint not null check (seq >= 1),
  at bigint not null,
  entry json not null,
  primary key (team, seq)
);

do $$
declare
  name text;
begin
  for name in select tablename from pg_tables where schemaname = 'signoff' loop
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

grant update (name, version, log_size, ruleset) on signoff.teams to signoff_app;
grant update (used_at) on signoff.setup_links, signoff.invitations, signoff.password_links, signoff.join_codes to signoff_app;
grant update (name, roles, active, view, version) on signoff.members to signoff_app;
grant update (hash, changed_at) on signoff.member_passwords to signoff_app;
grant update (last_seq, last_seen_at, revoked_at) on signoff.devices to signoff_app;
grant update (account, state, newest, updated_at, expires_at, version) on signoff.requests to signoff_app;
grant delete on signoff.sessions, signoff.join_codes, signoff.setup_links, signoff.invitations, signoff.password_links to signoff_app;

create policy lookup on signoff.teams for select to signoff_lookup using (true);
create policy lookup on signoff.members for select to signoff_lookup using (true);
create policy lookup on signoff.join_codes for select to signoff_lookup using (true);
grant select (team) on signoff.teams to signoff_lookup;
grant select (team, email, active) on signoff.members to signoff_lookup;
grant select (team, code_hash) on signoff.join_codes to signoff_lookup;
