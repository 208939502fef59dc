/**
 * Verifies an export line by line, with the public key alone: linear in time, and in memory no more than a compact range
 * and the numbers of entries whose content was purged. It stops at the first thing that is wrong and names it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { draftSchema } from '../api/draft.ts';
import type { PublicKey } from '../api/routes.ts';
import { fingerprintOf } from '../draft/fingerprint.ts';
import { canonicalJson, parseCanonical } from './canonical.ts';
import { type Checkpoint, checkpointSchema } from './checkpoint.ts';
import {
  checkpointLineSchema,
  EXPORT_FORMAT,
  EXPORT_VERSION,
  type ExportHeader,
  entryLineSchema,
  headerSchema,
  sealSchema,
} from './export.ts';
import { fromHex, leafHash, toHex } from './hash.ts';
import { isStrictJws } from './jws.ts';
import { append, type CompactRange, EMPTY_RANGE, peakCount, rootOf } from './range.ts';
import { contentDigest, type LogRecord, PURGE } from './record.ts';

export type ProblemCode =
  | 'empty'
  | 'not_canonical'
  | 'bad_header'
  | 'other_format'
  | 'other_key'
  | 'other_team'
  | 'bad_line'
  | 'missing'
  | 'out_of_order'
  | 'entry_changed'
  | 'content_changed'
  | 'content_missing'
  | 'content_foreign'
  | 'draft_changed'
  | 'checkpoint_forged'
  | 'checkpoint_misplaced'
  | 'entries_changed'
  | 'seal_forged'
  | 'file_changed'
  | 'truncated'
  | 'after_end'
  | 'since_forged'
  | 'since_ahead'
  | 'since_before'
  | 'since_differs';

/** What is wrong, and where. */
export interface Problem {
  readonly code: ProblemCode;
  /** Line of the file, from 1. */
  readonly line: number;
  /** The entry, or the first and last of those of which at least one is wrong. Null when it is not about entries. */
  readonly entries: readonly [first: number, last: number] | null;
}

export interface Verified {
  readonly header: ExportHeader;
  /** The last line's. */
  readonly checkpoint: Checkpoint;
  /** How many checkpoints in the file fit. */
  readonly checkpoints: number;
  /** The earlier checkpoint that it continues, when one was given. */
  readonly since: Checkpoint | null;
}

/** The payload of a compact JWS when this key has signed it, else null. The edge knows how. */
export type Opener = (jws: string, key: PublicKey) => Promise<unknown>;

export interface VerifyOptions {
  readonly open: Opener;
  /** Whether the key in the header is the one that the verifier trusts. */
  readonly trusts: (key: PublicKey) => Promise<boolean>;
  /** An earlier checkpoint as JWS: the export must begin with exactly what it covers. */
  readonly since: string | null;
}

type Found = Omit<Problem, 'line'> | null;

const found = (code: ProblemCode, first?: number, last = first): Found => ({
  code,
  entries: first === undefined || last === undefined ? null : [first, last],
});

export class ExportVerifier {
  #line = 0;
  #header: ExportHeader | null = null;
  #range: CompactRange = EMPTY_RANGE;
  /** Size at the last checkpoint that fit. */
  #sure = 0;
  #checkpoints = 0;
  #last: Checkpoint | null = null;
  #since: Checkpoint | null = null;
  /** Entries whose content is gone and whose tombstone has not come yet. The one thing that grows, with what was purged. */
  readonly #gone = new Set<number>();
  readonly #digest = sha256.create();
  readonly #options: VerifyOptions;

  constructor(options: VerifyOptions) {
    this.#options = options;
  }

  /** Entries read so far. */
  get count(): number {
    return this.#header === null ? 0 : this.#range.size - this.#header.from + 1;
  }

  /**
   * Takes the next line.
   * @param text the line without its line feed; null when it is no UTF-8
   * @returns the first thing that is wrong, or null; after a problem no further line may be given
   */
  async push(text: string | null): Promise<Problem | null> {
    this.#line += 1;
    const wrong = await this.#take(text);
    return wrong === null ? null : { ...wrong, line: this.#line };
  }

  /** The file has ended. @param whole false when its last line has no line feed */
  end(whole: boolean): Problem | Verified {
    const header = this.#header;
    const checkpoint = this.#last;
    const line = this.#line + 1;
    if (header === null) return { code: 'empty', line, entries: null };
    if (checkpoint === null || !whole) {
      const next = this.#range.size + 1;
      const first = checkpoint === null && next <= header.to ? next : null;
      return { code: 'truncated', line, entries: first === null ? null : [first, header.to] };
    }
    return { header, checkpoint, checkpoints: this.#checkpoints, since: this.#since };
  }

  async #take(text: string | null): Promise<Found> {
    if (this.#last !== null) return found('after_end');
    const value = text === null ? undefined : parseCanonical(text);
    if (text === null || typeof value !== 'object' || value === null)
      return this.#header === null ? found('bad_header') : found('not_canonical', this.#range.size + 1);
    if (this.#header === null) return this.#takeHeader(text, value);
    if ('checkpoint' in value) return this.#takeCheckpoint(text, value, this.#header);
    return this.#takeEntry(text, value, this.#header);
  }

  async #takeHeader(text: string, value: object): Promise<Found> {
    if (!('format' in value && value.format === EXPORT_FORMAT)) return found('bad_header');
    if (!('v' in value && value.v === EXPORT_VERSION)) return found('other_format');
    const parsed = headerSchema.safeParse(value);
    if (!parsed.success) return found('bad_header');
    const header = parsed.data;
    const size = header.from - 1;
    if (header.from > header.to || header.before.length !== peakCount(size)) return found('bad_header');
    if (!(await this.#options.trusts(header.key))) return found('other_key');
    this.#header = header;
    this.#range = { size, peaks: header.before.map(fromHex) };
    this.#sure = size;
    this.#keep(text);
    return this.#openSince(header);
  }

  async #openSince(header: ExportHeader): Promise<Found> {
    const { since } = this.#options;
    if (since === null) return null;
    const checkpoint = await this.#openCheckpoint(since, header);
    if (checkpoint === null) return found('since_forged');
    this.#since = checkpoint;
    if (checkpoint.size > header.to) return found('since_ahead');
    if (checkpoint.size < header.from - 1) return found('since_before');
    return this.#compareSince();
  }

  #compareSince(): Found {
    const since = this.#since;
    if (since === null || since.size !== this.#range.size) return null;
    return since.root === toHex(rootOf(this.#range)) ? null : found('since_differs', 1, since.size);
  }

  async #openCheckpoint(jws: string, header: ExportHeader): Promise<Checkpoint | null> {
    const parsed = checkpointSchema.safeParse(await this.#open(jws, header));
    return parsed.success && parsed.data.team === header.team ? parsed.data : null;
  }

  #takeEntry(text: string, value: object, header: ExportHeader): Found {
    const expected = this.#range.size + 1;
    const parsed = entryLineSchema.safeParse(value);
    if (!parsed.success) return found('bad_line', expected);
    const { record, leaf, content } = parsed.data;
    if (record.team !== header.team) return found('other_team', expected);
    if (record.seq > expected) return found('missing', expected, record.seq - 1);
    if (record.seq < expected) return found('out_of_order', record.seq);
    if (expected > header.to) return found('bad_header');
    // As it stands in the file, not as the schema has read it.
    const hash = leafHash(canonicalJson('record' in value ? value.record : null));
    if (toHex(hash) !== leaf) return found('entry_changed', expected);
    const wrong = checkContent(record, content);
    if (wrong === 'content_missing') this.#gone.add(expected);
    else if (wrong !== null) return found(wrong, expected);
    for (const seq of purgedBy(record)) this.#gone.delete(seq);
    this.#range = append(this.#range, hash).range;
    this.#keep(text);
    return this.#compareSince();
  }

  async #takeCheckpoint(text: string, value: object, header: ExportHeader): Promise<Found> {
    const size = this.#range.size;
    const parsed = checkpointLineSchema.safeParse(value);
    if (!parsed.success) return found('bad_line');
    const { checkpoint: jws, seal } = parsed.data;
    const checkpoint = await this.#openCheckpoint(jws, header);
    if (checkpoint === null) return found('checkpoint_forged');
    if (checkpoint.size > size) return found('missing', size + 1, checkpoint.size);
    const again = checkpoint.size === this.#sure && seal === undefined;
    if (checkpoint.size < size || again) return found('checkpoint_misplaced');
    if (checkpoint.root !== toHex(rootOf(this.#range)))
      return found('entries_changed', Math.min(this.#sure + 1, size), size);
    this.#sure = size;
    this.#checkpoints += 1;
    const [gone] = this.#gone;
    if (seal !== undefined && gone !== undefined) return found('content_missing', gone);
    if (seal !== undefined) return this.#takeSeal(seal, checkpoint, header);
    this.#keep(text);
    return null;
  }

  async #takeSeal(jws: string, checkpoint: Checkpoint, header: ExportHeader): Promise<Found> {
    const parsed = sealSchema.safeParse(await this.#open(jws, header));
    if (!parsed.success || parsed.data.team !== header.team) return found('seal_forged');
    const { size, sha256: digest } = parsed.data;
    if (size !== checkpoint.size || digest !== toHex(this.#digest.digest())) return found('file_changed');
    if (size < header.to) return found('truncated', size + 1, header.to);
    this.#last = checkpoint;
    return null;
  }

  async #open(jws: string, { key }: ExportHeader): Promise<unknown> {
    return isStrictJws(jws) ? this.#options.open(jws, key) : null;
  }

  #keep(text: string): void {
    this.#digest.update(utf8ToBytes(`${text}\n`));
  }
}

function checkContent({ entry }: LogRecord, content: unknown): ProblemCode | null {
  if (entry.content === undefined) return content === undefined ? null : 'content_foreign';
  if (content === undefined) return 'content_missing';
  if (contentDigest(canonicalJson(content)) !== entry.content) return 'content_changed';
  return isDraftOf(content, entry.fingerprint) ? null : 'draft_changed';
}

/** Entries whose content a tombstone says was taken out: every earlier entry that it names. */
function purgedBy({ seq, entry }: LogRecord): number[] {
  if (entry.kind !== PURGE || entry.outcome !== 'applied' || !Array.isArray(entry.entries)) return [];
  return entry.entries.filter((one): one is number => typeof one === 'number' && one < seq);
}

/** What was asked for and decided is the fingerprint: the draft beside it has to be the one that it stands for. */
function isDraftOf(content: unknown, fingerprint: unknown): boolean {
  if (typeof content !== 'object' || content === null || !('draft' in content)) return true;
  const draft = draftSchema.safeParse(content.draft);
  return draft.success && fingerprintOf(draft.data) === fingerprint;
}
