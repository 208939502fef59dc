/**
 * What others are told of an entry of the log: ids, numbers and states. What is told is named here, field by field, so
 * that a text which somebody adds to an entry later stays at home.
 */
import type { LogEntry } from '../record/append.ts';

/** Standard Webhooks' recommended form: https://www.standardwebhooks.com/ */
export interface OutboxEvent {
  /** The entry's kind, such as `request.decide`. */
  readonly type: string;
  /** When it happened, by the store's clock; ISO 8601. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, string | number | null>>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DIGEST = /^[0-9a-f]{64}$/;
/** A word from a list of ours, such as `approve` or `needs-approval`. */
const WORD = /^[a-z][a-z0-9-]{0,39}$/;

const isCount = (value: unknown): boolean => Number.isSafeInteger(value);
const isText =
  (shape: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && shape.test(value);

const TOLD: Readonly<Record<string, (value: unknown) => boolean>> = {
  member: isText(UUID),
  device: isText(UUID),
  request: isText(UUID),
  decision: isText(UUID),
  clearance: isText(UUID),
  pause: isText(UUID),
  hold: isText(UUID),
  webhook: isText(UUID),
  number: isCount,
  ruleset: isCount,
  fingerprint: isText(DIGEST),
  platform: isText(WORD),
  verdict: isText(WORD),
  state: isText(WORD),
};

export interface Happened {
  /** The entry's number in the log: receivers order by it and find it there. */
  readonly seq: number;
  readonly entry: LogEntry;
}

/**
 * @param at epoch ms
 * @param state of the request that the entry is about, after the change
 * @returns null for what did not happen, because it was refused
 */
export function eventOf(
  team: string,
  at: number,
  { seq, entry }: Happened,
  state: string | null,
): OutboxEvent | null {
  if (entry.outcome !== 'applied') return null;
  const data: Record<string, string | number | null> = { team, seq };
  for (const [name, fits] of Object.entries(TOLD)) {
    const value = entry[name];
    if (fits(value)) data[name] = value as string | number;
  }
  if (state !== null) data.state = state;
  return { type: entry.kind, timestamp: new Date(at).toISOString(), data };
}
