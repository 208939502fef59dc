-- A second factor at sign-in, sessions that can be listed and ended, and how often somebody may try.

alter table signoff.teams
  -- Of whom a second factor is demanded: of nobody, of admins and reviewers, of all.
  add column second_factor text not null default 'nobody' check (second_factor in ('nobody', 'deciders', 'all'));
grant update (second_factor) on signoff.teams to signoff_app;

alter table signoff.sessions
  -- What the list and its buttons name a session by: the hash of its token stays out of pages.
  add column id uuid not null default gen_random_uuid(),
  -- Browser and system in words, from what the browser said of itself.
  add column browser text not null default '' check (length(browser) <= 100),
  add column last_used_at bigint,
  add column method text not null default 'password'
    check (method in ('password', 'oidc', 'invitation', 'link', 'setup', 'passkey')),
  -- How the second factor was shown; null when it was not asked for.
  add column second text check (second in ('totp', 'recovery', 'passkey', 'provider')),
  add constraint session_named unique (team, id);
grant update (last_used_at, second) on signoff.sessions to signoff_app;
create index sessions_by_member on signoff.sessions (team, member);

-- Half signed in: the first factor is shown, the second is not. Grants nothing else, for some minutes.
create table signoff.sign_ins (
  team uuid not null,
  token_hash bytea not null,
  member uuid not null,
  method text not null check (method in ('password', 'oidc', 'invitation', 'link', 'setup', 'passkey')),
  tries integer not null default 0,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (team, token_hash),
  foreign key (team, member) references signoff.members (team, id)
);

-- The secret that a member's app makes codes of. Counts for nothing until a first code has confirmed it.
create table signoff.totp_factors (
  team uuid not null,
  member uuid not null,
  sealed_secret bytea not null,
  created_at bigint not null,
  confirmed_at bigint,
  -- The last 30-second step whose code was taken: neither it nor an earlier one is taken again.
  last_step bigint not null default 0,
  primary key (team, member),
  foreign key (team, member) references signoff.members (team, id)
);

create table signoff.recovery_codes (
  team uuid not null,
  member uuid not null,
  code_hash bytea not null,
  created_at bigint not null,
  used_at bigint,
  primary key (team, member, code_hash),
  foreign key (team, member) references signoff.members (team, id)
);

create table signoff.passkeys (
  team uuid not null,
  -- The authenticator's own id of it, base64url.
  id text not null check (length(id) between 1 and 1400),
  member uuid not null,
  name text not null check (length(btrim(name)) between 1 and 100),
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  created_at bigint not null,
  last_used_at bigint,
  primary key (team, id),
  foreign key (team, member) references signoff.members (team, id)
);
create index passkeys_by_member on signoff.passkeys (team, member);

-- A passkey's answer counts once: the challenges that were answered, until they are too old anyway.
create table signoff.used_challenges (
  team uuid not null,
  challenge_hash bytea not null,
  expires_at bigint not null,
  primary key (team, challenge_hash)
);

-- How much of what somebody may try is used up, for all servers. Before the team is known, `team` is the nil UUID, which
-- is no team's. The key is a keyed hash of the address or account. Lost in a crash of the database, which costs nothing.
create unlogged table signoff.attempts (
  team uuid not null,
  key bytea not null check (length(key) = 32),
  -- When all of the allowance is there again.
  full_at bigint not null,
  primary key (team, key)
);
create index attempts_by_end on signoff.attempts (team, full_at);

do $$
declare
  own constant text := '(team = nullif(current_setting(''app.team'', true), '''')::uuid)';
  name text;
begin
  foreach name in array array['sign_ins', 'totp_factors', 'recovery_codes', 'passkeys', 'used_challenges', 'attempts'] loop
    execute format('alter table signoff.%I enable row level security', name);
    execute format('alter table signoff.%I force row level security', name);
    execute format('create policy own_team on signoff.%I to signoff_app using %s with check %s', name, own, own);
    execute format('grant select, insert, delete on signoff.%I to signoff_app', name);
  end loop;
end
$$;

grant update (tries) on signoff.sign_ins to signoff_app;
grant update (sealed_secret, created_at, confirmed_at, last_step) on signoff.totp_factors to signoff_app;
grant update (used_at) on signoff.recovery_codes to signoff_app;
grant update (name, counter, last_used_at) on signoff.passkeys to signoff_app;
grant update (full_at) on signoff.attempts to signoff_app;
