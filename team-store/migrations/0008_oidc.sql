-- Single sign-on by OpenID Connect: a team's provider, and which of its people is which member.

-- The client secret is sealed with the store's, as the signing key is.
create table signoff.oidc_settings (
  team uuid not null references signoff.teams,
  issuer text not null check (length(issuer) between 1 and 500),
  client_id text not null check (length(client_id) between 1 and 500),
  sealed_secret bytea not null,
  -- Lower case; who has an address elsewhere is not let in.
  domains text[] not null check (cardinality(domains) between 1 and 50),
  -- What people become whom nobody has invited; null lets none of them in.
  joins_as text[] check (cardinality(joins_as) > 0 and joins_as <@ array['author', 'reviewer', 'auditor']),
  -- Whether members who are no admins may sign in by password, too.
  passwords boolean not null default true,
  -- Whether the provider is trusted to have asked for a second factor.
  second_factor boolean not null default false,
  set_by uuid not null,
  set_at bigint not null,
  primary key (team),
  foreign key (team, set_by) references signoff.members (team, id)
);

-- The subject is what the provider never gives to another; an e-mail address may come to be somebody else's.
create table signoff.member_identities (
  team uuid not null,
  issuer text not null,
  subject text not null check (length(subject) between 1 and 255),
  member uuid not null,
  bound_at bigint not null,
  primary key (team, issuer, subject),
  unique (team, issuer, member),
  foreign key (team, member) references signoff.members (team, id)
);

do $$
declare
  own constant text := '(team = nullif(current_setting(''app.team'', true), '''')::uuid)';
  name text;
begin
  foreach name in array array['oidc_settings', 'member_identities'] loop
    execute format('alter table signoff.%I enable row level security', name);
    execute format('alter table signoff.%I force row level security', name);
    execute format('create policy own_team on signoff.%I to signoff_app using %s with check %s', name, own, own);
    execute format('grant select, insert, delete on signoff.%I to signoff_app', name);
  end loop;
end
$$;

-- Whose single sign-on it is to be, before the team is known.
create policy lookup on signoff.oidc_settings for select to signoff_lookup using (true);
grant select (team, domains) on signoff.oidc_settings to signoff_lookup;
