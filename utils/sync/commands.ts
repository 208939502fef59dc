/** What people do, turned into commands in the outbox. Each is one transaction: checked against the local copy and kept, or refused. */
import type { Command } from '../api/commands.ts';
import type { DecisionKind, Post, RequestVersion } from '../api/entities.ts';
import { mutableDraft } from '../draft/draft.ts';
import { fingerprintOf } from '../draft/fingerprint.ts';
import type { Submission, VerifiedClearance } from '../messages.ts';
import { storeNow, UNSET_CLOCK } from './clock.ts';
import { type Database, readMeta, type StoredConnection, type Transaction, writeMeta } from './db.ts';
import { LocalError } from './errors.ts';
import { findRequest, listOwnRequests } from './local.ts';
import { enqueueIn } from './outbox.ts';
import type { LocalRequest } from './project.ts';
import { trimmedReason } from './reason.ts';
import { hasSeat } from './view.ts';

async function joined(tx: Transaction<'readwrite'>): Promise<StoredConnection> {
  const connection = await readMeta(tx, 'connection');
  if (connection !== undefined) return connection;
  throw notJoined();
}

export const notJoined = (): LocalError =>
  new LocalError('not_joined', 'This browser belongs to no team. Join your team first.');

/** A release is told again within seconds if at all; this many are remembered for it. */
const RELEASES = 200;

/** As {@link joined}, for members who may ask for approval: the store would refuse it of others, only later. */
async function joinedAuthor(tx: Transaction<'readwrite'>): Promise<StoredConnection> {
  const connection = await joined(tx);
  if (connection.member.roles.includes('author')) return connection;
  throw new LocalError('not_author', 'Only an author of the team can ask for approval. Nothing was sent.');
}

function contentOf(submission: Submission) {
  const {
    draft,
    declared,
    findings,
    fingerprint,
    verdict,
    rulesetVersion,
    note,
    thumbnails = [],
  } = submission;
  return {
    draft: mutableDraft(draft),
    findings: findings.map((finding) => ({ ...finding, suggestions: [...finding.suggestions] })),
    fingerprint,
    ...(declared.length === 0 ? {} : { declared: [...declared] }),
    verdict,
    rulesetVersion,
    note,
    ...(thumbnails.length === 0 ? {} : { thumbnails: thumbnails.map((one) => ({ ...one })) }),
  };
}

function checkFingerprint(submission: Submission): void {
  if (fingerprintOf(submission.draft) === submission.fingerprint) return;
  throw new LocalError(
    'fingerprint_mismatch',
    'The draft changed while it was being sent. Nothing was sent. Ask for approval again.',
  );
}

async function ownRequest(tx: Transaction<'readwrite'>, id: string, platform: string): Promise<LocalRequest> {
  const connection = await joined(tx);
  const found = await findRequest(tx, id);
  // An own request on another platform is answered like one that does not exist: the page has no business with it.
  if (
    found !== null &&
    found.request.author.id === connection.member.id &&
    found.request.platform === platform
  )
    return found;
  throw new LocalError('not_found', 'There is no such request of yours for this platform.');
}

/**
 * Asks for approval of a draft. Asking again for what already waits, or has an approval that still counts, gives the
 * same request; what was approved until a time that has passed is asked for anew.
 * @param now this browser's clock, epoch ms
 * @returns the request's id
 * @throws LocalError `not_joined`, `not_author`, `fingerprint_mismatch`, `invalid_input`, `database_…`
 */
export async function askApproval(
  db: Database,
  submission: Submission,
  now: number = Date.now(),
): Promise<string> {
  checkFingerprint(submission);
  return db.write(async (tx) => {
    await joinedAuthor(tx);
    const { draft, fingerprint } = submission;
    const storeTime = storeNow((await readMeta(tx, 'clock')) ?? UNSET_CLOCK, now);
    const cleared = new Set(
      (await tx.objectStore('clearances').getAll())
        .filter((clearance) => clearance.expiresAt > storeTime)
        .map((clearance) => clearance.request),
    );
    const same = (await listOwnRequests(tx, draft.platform)).find(
      ({ request, delivery }) =>
        delivery !== 'refused' &&
        (request.state === 'waiting' || (request.state === 'approved' && cleared.has(request.id))) &&
        request.versions.at(-1)?.fingerprint === fingerprint &&
        request.account === draft.account,
    );
    if (same !== undefined) return same.request.id;
    const request = crypto.randomUUID();
    await enqueueIn(tx, { kind: 'request.create', request, ...contentOf(submission) });
    return request;
  });
}

/**
 * Sends a new version of an own request; sending the same again changes nothing.
 * @throws LocalError as {@link askApproval}, `not_found`, `version_changed`
 */
export async function sendVersion(
  db: Database,
  request: string,
  number: number,
  submission: Submission,
): Promise<void> {
  checkFingerprint(submission);
  await db.write(async (tx) => {
    await joinedAuthor(tx);
    const known = await ownRequest(tx, request, submission.draft.platform);
    const newest = known.request.versions.at(-1);
    if (newest?.number === number && newest.fingerprint === submission.fingerprint) return;
    if (newest === undefined || number !== newest.number + 1)
      throw new LocalError(
        'version_changed',
        'Another version of this request was sent meanwhile. Look at it and send yours again.',
      );
    await enqueueIn(tx, { kind: 'request.send-version', request, number, ...contentOf(submission) });
  });
}

/** @throws LocalError `not_joined`, `not_found` */
export async function withdraw(db: Database, request: string, platform: string): Promise<void> {
  await db.write(async (tx) => {
    const known = await ownRequest(tx, request, platform);
    if (known.request.state === 'withdrawn') return;
    await enqueueIn(tx, { kind: 'request.withdraw', request });
  });
}

/**
 * Lets an own version out without its approvals. Telling it twice while it waits to be sent tells it once; whether the
 * policy lets its author do so is for the store to say, and nothing goes out on a hope.
 * @throws LocalError `not_joined`, `not_author`, `not_found`, `version_changed`, `invalid_input`
 */
export async function overrideOwn(
  db: Database,
  platform: string,
  version: {
    readonly request: string;
    readonly number: number;
    readonly fingerprint: string;
    readonly reason: string;
  },
): Promise<void> {
  const { request, number, fingerprint } = version;
  const reason = trimmedReason(version.reason);
  await db.write(async (tx) => {
    await joinedAuthor(tx);
    const newest = (await ownRequest(tx, request, platform)).request.versions.at(-1);
    if (newest?.number !== number || newest.fingerprint !== fingerprint)
      throw new LocalError('version_changed', 'The post is not what was asked about. Nothing was sent.');
    const waiting = await tx.objectStore('outbox').getAll();
    const isTold = waiting.some(
      ({ state, command }) =>
        state === 'pending' &&
        command.kind === 'request.override' &&
        command.request === request &&
        command.version === number,
    );
    if (isTold) return;
    const override = crypto.randomUUID();
    await enqueueIn(tx, {
      kind: 'request.override',
      request,
      override,
      version: number,
      fingerprint,
      reason,
    });
  });
}

/** Records that the gate let a post out. Telling the same twice records it once, also when the store has it already. */
export async function released(db: Database, clearance: VerifiedClearance, at: number): Promise<void> {
  await db.write(async (tx) => {
    await joined(tx);
    const told = (await readMeta(tx, 'released')) ?? [];
    const release = `${clearance.id} ${at}`;
    if (told.includes(release)) return;
    await writeMeta(tx, 'released', [...told, release].slice(-RELEASES));
    const { request, fingerprint, platform, account } = clearance;
    const command: Command = {
      kind: 'post.released',
      clearance: clearance.id,
      request,
      fingerprint,
      platform,
      account,
      at,
    };
    await enqueueIn(tx, command);
  });
}

/**
 * Records what became of a release: the posts as the platform names them. Telling the same twice records it once. Sent
 * after the release, since commands keep their order.
 */
export async function published(
  db: Database,
  { id: clearance, request, platform }: VerifiedClearance,
  posts: readonly Post[],
  at: number,
): Promise<void> {
  await db.write(async (tx) => {
    await joined(tx);
    const told = (await readMeta(tx, 'published')) ?? [];
    const fresh = posts.filter(({ id }) => !told.includes(`${clearance} ${id}`));
    if (fresh.length === 0) return;
    const names = fresh.map(({ id }) => `${clearance} ${id}`);
    await writeMeta(tx, 'published', [...told, ...names].slice(-RELEASES));
    await enqueueIn(tx, { kind: 'post.published', clearance, request, platform, posts: [...fresh], at });
  });
}

/** A request with its versions as somebody has seen them; the newest of them is the one that counts. */
export interface SeenRequest {
  readonly id: string;
  readonly versions: readonly Pick<RequestVersion, 'number' | 'fingerprint'>[];
}

/**
 * Decides on the newest version of `request` as the reviewer saw it. Deciding the same again changes nothing.
 * @param heldUntil epoch ms: until then it can be taken back
 * @returns its number in the outbox; null when it was decided before
 * @throws LocalError `reason_required` (all but approve need one), `forbidden`, `not_found`, `version_changed`,
 * `already_decided`
 */
export async function decide(
  db: Database,
  request: SeenRequest,
  kind: DecisionKind,
  reason: string | null,
  heldUntil?: number,
): Promise<number | null> {
  const words = trimmedReason(reason ?? '');
  if (kind !== 'approve' && words === '')
    throw new LocalError('reason_required', 'Say what should change, or why not: the author sees it.');
  return db.write(async (tx) => {
    const { member } = await joined(tx);
    const seen = request.versions.at(-1);
    const current = (await findRequest(tx, request.id))?.request;
    const newest = current?.versions.at(-1);
    if (current === undefined || newest === undefined || seen === undefined)
      throw new LocalError('not_found', 'This request is not here any more.');
    if (seen.number !== newest.number || seen.fingerprint !== newest.fingerprint)
      throw new LocalError('version_changed', 'The author sent a new version meanwhile. Look at that one.');
    if (newest.decisions.some((one) => one.member.id === member.id && one.kind === kind)) return null;
    if (current.state !== 'waiting')
      throw new LocalError('already_decided', 'This request was decided or closed meanwhile.');
    if (current.author.id === member.id || newest.editedBy.id === member.id)
      throw new LocalError('forbidden', 'Only a reviewer who did not write this can decide on it.');
    const now = storeNow((await readMeta(tx, 'clock')) ?? UNSET_CLOCK, Date.now());
    if (!hasSeat(current, newest, member, now))
      throw new LocalError('forbidden', 'What has to be decided on this now is for others.');
    const entry = await enqueueIn(
      tx,
      {
        kind: 'request.decide',
        request: request.id,
        decision: crypto.randomUUID(),
        version: seen.number,
        fingerprint: seen.fingerprint,
        verdict: kind,
        reason: words === '' ? null : words,
      },
      heldUntil,
    );
    return entry.seq;
  });
}
