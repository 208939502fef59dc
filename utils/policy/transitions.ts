/** Every move that a request can make. The drawing in docs/approval.md is made from this table, and tests hold both true. */
import type { RequestState } from '../api/entities.ts';

export type Place = RequestState | 'start';

export interface Transition {
  readonly from: Place;
  readonly by: string;
  readonly to: RequestState;
}

const from = (places: readonly Place[], by: string, to: RequestState): Transition[] =>
  places.map((place) => ({ from: place, by, to }));

const OPEN = ['waiting', 'approved', 'changes-requested'] as const;

export const TRANSITIONS: readonly Transition[] = [
  ...from(['start'], 'create', 'waiting'),
  ...from(OPEN, 'send-version', 'waiting'),
  // Where a policy lets approvals stay with the very same content.
  ...from(OPEN, 'send-version', 'approved'),
  ...from(['waiting'], 'approve', 'waiting'),
  ...from(['waiting'], 'approve', 'approved'),
  ...from(['waiting'], 'request-changes', 'changes-requested'),
  ...from(['waiting'], 'reject', 'rejected'),
  ...from(['waiting', 'changes-requested'], 'override', 'approved'),
  ...from(OPEN, 'withdraw', 'withdrawn'),
  ...from(OPEN, 'supersede', 'withdrawn'),
  ...from(OPEN, 'cancel', 'withdrawn'),
  ...from(['waiting', 'approved'], 'new rules', 'waiting'),
  ...from(['waiting', 'approved'], 'new rules', 'approved'),
  ...from(['waiting', 'approved'], 'new rules', 'changes-requested'),
  ...from(OPEN, 'time', 'expired'),
  ...from(['approved'], 'used', 'expired'),
];

const NAMES = {
  start: '[*]',
  waiting: 'waiting',
  approved: 'approved',
  'changes-requested': 'changes_requested',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
  expired: 'expired',
} as const satisfies Record<Place, string>;

/** The table as a Mermaid state diagram: one arrow for each pair of states. */
export function drawTransitions(): string {
  const arrows = new Map<string, string[]>();
  for (const { from: place, by, to } of TRANSITIONS) {
    const arrow = `${NAMES[place]} --> ${NAMES[to]}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), by]);
  }
  const lines = [...arrows].map(([arrow, by]) => `    ${arrow}: ${[...new Set(by)].join(' · ')}`);
  const ends = (['rejected', 'withdrawn', 'expired'] as const).map((state) => `    ${NAMES[state]} --> [*]`);
  return ['stateDiagram-v2', ...lines, ...ends].join('\n');
}
