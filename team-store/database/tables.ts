/** The rows of `team-store/migrations`, as the queries see them. Times are epoch ms, `version` is the team's counter. */
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { Thumbnail } from '../../utils/api/draft.ts';
import type {
  ApprovalRequest,
  Comment,
  DecisionKind,
  RequestState,
  RequestVersion,
  TeamPause,
} from '../../utils/api/entities.ts';
import type { Role } from '../../utils/api/ids.ts';
import type { PublicKey } from '../../utils/api/routes.ts';
import type { Verdict } from '../../utils/lint/finding.ts';
import type { Plan } from '../../utils/policy/plan.ts';
import type { Policy } from '../../utils/policy/policy.ts';
import type { Overrides } from '../../utils/rules/schema.ts';

type Fixed<T> = ColumnType<T, T, never>;

/** JSON columns are written as text: the driver would turn an array into a PostgreSQL array. */
type Json<T extends object> = JSONColumnType<T, string, never>;

export interface PackSource {
  readonly file: string;
  readonly yaml: string;
}

export interface TeamsTable {
  team: Fixed<string>;
  name: string;
  version: Generated<number>;
  log_size: Generated<number>;
  ruleset: Generated<number>;
  tree_size: Generated<number>;
  tree_peaks: Generated<Buffer>;
  log_adopted: Generated<boolean>;
  retention_days: number | null;
  second_factor: Generated<'nobody' | 'deciders' | 'all'>;
  key_id: Fixed<string>;
  public_key: Json<PublicKey>;
  sealed_key: Fixed<Buffer>;
  created_at: Fixed<number>;
}

export interface SetupLinksTable {
  team: Fixed<string>;
  token_hash: Fixed<Buffer>;
  created_at: Fixed<number>;
  expires_at: Fixed<number>;
  used_at: number | null;
}

export interface MembersTable {
  team: Fixed<string>;
  id: Fixed<string>;
  name: string;
  email: Fixed<string>;
  roles: Role[];
  active: Generated<boolean>;
  view: Generated<number>;
  version: number;
  created_at: Fixed<number>;
}

export interface MemberPasswordsTable {
  team: Fixed<string>;
  member: Fixed<string>;
  hash: string;
  changed_at: number;
}

export type SignInMethod = 'password' | 'oidc' | 'invitation' | 'link' | 'setup' | 'passkey';
export type SecondFactor = 'totp' | 'recovery' | 'passkey' | 'provider';

export interface SessionsTable {
  team: Fixed<string>;
  token_hash: Fixed<Buffer>;
  id: GeneratedAlways<string>;
  member: Fixed<string>;
  browser: Fixed<string>;
  method: Fixed<SignInMethod>;
  second: SecondFactor | null;
  created_at: Fixed<number>;
  last_used_at: number | null;
  expires_at: Fixed<number>;
}

export interface SignInsTable {
  team: Fixed<string>;
  token_hash: Fixed<Buffer>;
  member: Fixed<string>;
  method: Fixed<SignInMethod>;
  tries: Generated<number>;
  created_at: Fixed<number>;
  expires_at: Fixed<number>;
}

export interface TotpFactorsTable {
  team: Fixed<string>;
  member: Fixed<string>;
  sealed_secret: Buffer;
  created_at: number;
  confirmed_at: number | null;
  last_step: Generated<number>;
}

export interface RecoveryCodesTable {
  team: Fixed<string>;
  member: Fixed<string>;
  code_hash: Fixed<Buffer>;
  created_at: Fixed<number>;
  used_at: number | null;
}

export interface PasskeysTable {
  team: Fixed<string>;
  id: Fixed<string>;
  member: Fixed<string>;
  name: string;
  public_key: Fixed<Buffer>;
  counter: number;
  transports: Fixed<string[]>;
  created_at: Fixed<number>;
  last_used_at: number | null;
}

export interface UsedChallengesTable {
  team: Fixed<string>;
  challenge_hash: Fixed<Buffer>;
  expires_at: Fixed<number>;
}

export interface AttemptsTable {
  team: Fixed<string>;
  key: Fixed<Buffer>;
  full_at: number;
}

export interface OidcSettingsTable {
  team: Fixed<string>;
  issuer: Fixed<string>;
  client_id: Fixed<string>;
  sealed_secret: Fixed<Buffer>;
  domains: Fixed<string[]>;
  joins_as: Fixed<Exclude<Role, 'admin'>[] | null>;
  passwords: Fixed<boolean>;
  second_factor: Fixed<boolean>;
  set_by: Fixed<string>;
  set_at: Fixed<number>;
}

export interface MemberIdentitiesTable {
  team: Fixed<string>;
  issuer: Fixed<string>;
  subject: Fixed<string>;
  member: Fixed<string>;
  bound_at: Fixed<number>;
}

export interface InvitationsTable {
  team: Fixed<string>;
  token_hash: Fixed<Buffer>;
  email: Fixed<string>;
  roles: Fixed<Role[]>;
  invited_by: Fixed<string>;
  created_at: Fixed<number>;
  expires_at: Fixed<number>;
  used_at: number | null;
}

export interface PasswordLinksTable {
  team: Fixed<string>;
  token_hash: Fixed<Buffer>;
  member: Fixed<string>;
  made_by: Fixed<string | null>;
  created_at: Fixed<number>;
  expires_at: Fixed<number>;
  used_at: number | null;
}

export interface JoinCodesTable {
  team: Fixed<string>;
  code_hash: Fixed<Buffer>;
  member: Fixed<string>;
  challenge: Fixed<string>;
  created_at: Fixed<number>;
  expires_at: Fixed<number>;
  used_at: number | null;
}

export interface DevicesTable {
  team: Fixed<string>;
  id: Fixed<string>;
  member: Fixed<string>;
  name: Fixed<string>;
  token_hash: Fixed<Buffer>;
  last_seq: Generated<number>;
  created_at: Fixed<number>;
  last_seen_at: number | null;
  revoked_at: number | null;
  ruleset: ColumnType<number | null, never, number>;
  ruleset_at: ColumnType<number | null, never, number>;
}

export interface RulesetsTable {
  team: Fixed<string>;
  number: Fixed<number>;
  packs: Json<PackSource[]>;
  overrides: Json<Overrides>;
  policy: Json<Policy>;
  note: Fixed<string>;
  jws: Fixed<string>;
  published_at: Fixed<number>;
  published_by: Fixed<string>;
  version: Fixed<number>;
}

export interface RequestsTable {
  team: Fixed<string>;
  id: Fixed<string>;
  author: Fixed<string>;
  platform: Fixed<string>;
  account: string | null;
  state: RequestState;
  newest: number;
  created_at: Fixed<number>;
  updated_at: number;
  expires_at: number;
  version: number;
  recheck: JSONColumnType<Recheck | null, string | null | undefined, string | null>;
  closed: JSONColumnType<Closed | null, string | null | undefined, string | null>;
  reminders: Generated<number>;
  escalated_at: ColumnType<number | null, number | null | undefined, number | null>;
}

export type Recheck = NonNullable<ApprovalRequest['recheck']>;

/** `by` is a member's id. */
export interface Closed {
  readonly how: NonNullable<ApprovalRequest['closed']>['how'];
  readonly by: string | null;
  readonly reason: string | null;
  readonly request: string | null;
}

export interface GroupsTable {
  team: Fixed<string>;
  id: Fixed<string>;
  title: string;
  created_at: Fixed<number>;
}

export interface GroupMembersTable {
  team: Fixed<string>;
  group_id: Fixed<string>;
  member: Fixed<string>;
}

export interface AbsencesTable {
  team: Fixed<string>;
  member: Fixed<string>;
  delegate: string;
  from_at: number;
  until_at: number;
}

export interface RequestPlansTable {
  team: Fixed<string>;
  request: Fixed<string>;
  number: Fixed<number>;
  ruleset: Fixed<number>;
  plan: Json<Plan>;
  declared: Json<readonly string[]>;
  at: Fixed<number>;
}

export interface OverridesTable {
  team: Fixed<string>;
  id: Fixed<string>;
  request: Fixed<string>;
  number: Fixed<number>;
  author: Fixed<string>;
  editor: Fixed<string>;
  fingerprint: Fixed<string>;
  member: Fixed<string>;
  reason: Fixed<string>;
  at: Fixed<number>;
}

export interface CommentsTable {
  team: Fixed<string>;
  id: Fixed<string>;
  request: Fixed<string>;
  number: Fixed<number>;
  member: Fixed<string>;
  audience: Fixed<Comment['audience']>;
  body: Fixed<string>;
  suggestion: JSONColumnType<RequestVersion['draft'] | null, string | null, never>;
  fingerprint: Fixed<string | null>;
  words: JSONColumnType<NonNullable<Comment['words']> | null, string | null | undefined, never>;
  at: Fixed<number>;
}

export interface PausesTable {
  team: Fixed<string>;
  id: Fixed<string>;
  scope: Json<TeamPause['scope']>;
  reason: Fixed<string>;
  placed_by: Fixed<string>;
  placed_at: Fixed<number>;
  until_at: Fixed<number | null>;
  lifted_by: string | null;
  lifted_at: number | null;
  version: number;
}

export interface RequestVersionsTable {
  team: Fixed<string>;
  request: Fixed<string>;
  number: Fixed<number>;
  author: Fixed<string>;
  editor: Fixed<string>;
  draft: Json<RequestVersion['draft']>;
  fingerprint: Fixed<string>;
  findings: Json<RequestVersion['findings']>;
  verdict: Fixed<Verdict>;
  ruleset: Fixed<number>;
  note: Fixed<string>;
  created_at: Fixed<number>;
  thumbnails: JSONColumnType<readonly Thumbnail[] | null, string | null | undefined, never>;
}

export interface DecisionsTable {
  team: Fixed<string>;
  id: Fixed<string>;
  request: Fixed<string>;
  number: Fixed<number>;
  author: Fixed<string>;
  editor: Fixed<string>;
  fingerprint: Fixed<string>;
  member: Fixed<string>;
  kind: Fixed<DecisionKind>;
  reason: Fixed<string | null>;
  at: Fixed<number>;
  step: Fixed<string | null>;
  seat: Fixed<string | null>;
}

export interface ClearancesTable {
  team: Fixed<string>;
  id: Fixed<string>;
  request: Fixed<string>;
  number: Fixed<number>;
  fingerprint: Fixed<string>;
  platform: Fixed<string>;
  account: Fixed<string | null>;
  issued_at: Fixed<number>;
  expires_at: Fixed<number>;
  jws: Fixed<string>;
  one_use: Fixed<boolean>;
  revoked_at: ColumnType<number | null, never, number>;
  revoked_for: ColumnType<'new-rules' | 'used' | null, never, 'new-rules' | 'used'>;
}

export interface ReleasesTable {
  team: Fixed<string>;
  id: Fixed<string>;
  clearance: Fixed<string>;
  request: Fixed<string>;
  fingerprint: Fixed<string>;
  platform: Fixed<string>;
  account: Fixed<string | null>;
  member: Fixed<string>;
  device: Fixed<string>;
  browser_at: Fixed<number>;
  at: Fixed<number>;
}

export interface PublicationsTable {
  team: Fixed<string>;
  id: Fixed<string>;
  clearance: Fixed<string>;
  request: Fixed<string>;
  post: Fixed<string>;
  address: Fixed<string | null>;
  member: Fixed<string>;
  device: Fixed<string>;
  browser_at: Fixed<number>;
  at: Fixed<number>;
}

export interface WordAsksTable {
  team: Fixed<string>;
  id: Fixed<string>;
  member: Fixed<string>;
  pack: Fixed<string>;
  rule: Fixed<string>;
  words: Fixed<string>;
  note: Fixed<string>;
  at: Fixed<number>;
  closed_by: ColumnType<string | null, never, string>;
  closed_at: ColumnType<number | null, never, number>;
  answer: ColumnType<'accepted' | 'declined' | null, never, 'accepted' | 'declined'>;
  reason: ColumnType<string | null, never, string | null>;
}

export interface MutationsTable {
  team: Fixed<string>;
  device: Fixed<string>;
  seq: Fixed<number>;
  id: Fixed<string>;
  digest: Fixed<Buffer>;
  outcome: Fixed<'applied' | 'refused'>;
  code: Fixed<string | null>;
  detail: Fixed<string | null>;
  at: Fixed<number>;
}

export interface LogTable {
  team: Fixed<string>;
  seq: Fixed<number>;
  at: Fixed<number>;
  entry: Json<Record<string, unknown>>;
}

export interface LogNodesTable {
  team: Fixed<string>;
  level: Fixed<number>;
  index: Fixed<number>;
  hash: Fixed<Buffer>;
}

export interface LogContentsTable {
  team: Fixed<string>;
  seq: Fixed<number>;
  request: Fixed<string | null>;
  body: Fixed<string>;
}

export interface LogCheckpointsTable {
  team: Fixed<string>;
  size: Fixed<number>;
  at: Fixed<number>;
  jws: Fixed<string>;
}

export interface LegalHoldsTable {
  team: Fixed<string>;
  id: Fixed<string>;
  request: Fixed<string | null>;
  reason: Fixed<string>;
  placed_by: Fixed<string>;
  placed_at: Fixed<number>;
  lifted_by: string | null;
  lifted_at: number | null;
}

export interface PurgedRequestsTable {
  team: Fixed<string>;
  id: Fixed<string>;
  author: Fixed<string>;
  purged_at: Fixed<number>;
  version: Fixed<number>;
}

export interface WebhooksTable {
  team: Fixed<string>;
  id: Fixed<string>;
  url: Fixed<string>;
  kinds: Fixed<string[] | null>;
  sealed_secret: Buffer;
  sealed_previous: Buffer | null;
  previous_until: number | null;
  created_by: Fixed<string>;
  created_at: Fixed<number>;
  removed_at: number | null;
}

export interface OutboxTable {
  team: Fixed<string>;
  id: Fixed<string>;
  channel: Fixed<'webhook'>;
  target: Fixed<string>;
  kind: Fixed<string>;
  body: Json<Record<string, unknown>>;
  state: Generated<'waiting' | 'sent' | 'dead'>;
  attempts: Generated<number>;
  created_at: Fixed<number>;
  due_at: number;
  ended_at: number | null;
  problem: string | null;
  status: number | null;
}

export interface LogExportsTable {
  team: Fixed<string>;
  to_seq: Fixed<number>;
  from_seq: Fixed<number>;
  at: Fixed<number>;
  file: Fixed<string>;
  target: ColumnType<ExportTarget, ExportTarget, never>;
  state: Generated<'waiting' | 'done'>;
  attempts: Generated<number>;
  due_at: Generated<number>;
  done_at: number | null;
  problem: string | null;
}

/** The operator's folder, or an address of the team's own. */
export type ExportTarget = 'folder' | 'address';

export interface ExportAddressesTable {
  team: Fixed<string>;
  url: string;
  sealed_token: Buffer | null;
  set_by: string;
  set_at: number;
}

export interface Tables {
  teams: TeamsTable;
  setup_links: SetupLinksTable;
  members: MembersTable;
  member_passwords: MemberPasswordsTable;
  sessions: SessionsTable;
  sign_ins: SignInsTable;
  totp_factors: TotpFactorsTable;
  recovery_codes: RecoveryCodesTable;
  passkeys: PasskeysTable;
  used_challenges: UsedChallengesTable;
  attempts: AttemptsTable;
  oidc_settings: OidcSettingsTable;
  member_identities: MemberIdentitiesTable;
  invitations: InvitationsTable;
  password_links: PasswordLinksTable;
  join_codes: JoinCodesTable;
  devices: DevicesTable;
  rulesets: RulesetsTable;
  requests: RequestsTable;
  request_versions: RequestVersionsTable;
  decisions: DecisionsTable;
  clearances: ClearancesTable;
  releases: ReleasesTable;
  publications: PublicationsTable;
  word_asks: WordAsksTable;
  mutations: MutationsTable;
  log: LogTable;
  log_nodes: LogNodesTable;
  log_contents: LogContentsTable;
  log_checkpoints: LogCheckpointsTable;
  groups: GroupsTable;
  group_members: GroupMembersTable;
  absences: AbsencesTable;
  request_plans: RequestPlansTable;
  overrides: OverridesTable;
  comments: CommentsTable;
  pauses: PausesTable;
  legal_holds: LegalHoldsTable;
  purged_requests: PurgedRequestsTable;
  webhooks: WebhooksTable;
  outbox: OutboxTable;
  log_exports: LogExportsTable;
  export_addresses: ExportAddressesTable;
}
