/** What the specimens are made of: one story, so that the pictures can be read. */
import type { Finding } from '../../utils/lint/finding.ts';
import type { ComposerRequest } from '../../utils/messages.ts';

export const NOW = Date.UTC(2026, 10, 23, 9, 30);
export const TEXT = 'Guaranteed 20% returns, zero risk! Email ola@fund.example';

const finding = (
  words: string,
  more: Pick<Finding, 'rule' | 'severity' | 'message'> & Partial<Finding>,
): Finding => {
  const start = Math.max(0, TEXT.indexOf(words));
  return {
    pack: 'finance-us',
    kind: 'existence',
    part: 0,
    start,
    end: start + words.length,
    text: words,
    why: {
      text: 'A return that has not come yet cannot be promised. Whoever buys because of it may demand it.',
      source: 'https://www.finra.org/rules-guidance/rulebooks/finra-rules/2210',
      section: 'FINRA 2210(d)(1)(B)',
      checked: '2026-11-20',
    },
    suggestions: [],
    locale: 'en',
    ...more,
  };
};

export const PROMISE = finding('Guaranteed 20% returns', {
  rule: 'promissory-claim',
  severity: 'review',
  message: 'Promises a result: “Guaranteed 20% returns”. No investment result can be promised.',
});
export const NO_RISK = finding('zero risk', {
  rule: 'promissory-claim',
  severity: 'block',
  message: 'Says that there is no risk: “zero risk”.',
  suggestions: [
    { start: 24, end: 33, text: 'risk of loss' },
    { start: 24, end: 33, text: 'risk, as with every fund' },
  ],
});
export const ADDRESS = finding('ola@fund.example', {
  pack: 'privacy',
  rule: 'email',
  kind: 'detector',
  severity: 'warn',
  message: 'Shows an e-mail address: o••@fund.example. Is it meant to be public?',
  why: {
    text: 'Addresses in posts are collected for spam.',
    source: null,
    section: 'House rule',
    checked: null,
  },
});
export const NO_LABEL = finding('', {
  pack: 'disclosure',
  rule: 'missing-label',
  kind: 'disclosure',
  severity: 'note',
  message: 'The post is paid for and does not say so at its beginning.',
  suggestions: [{ start: 0, end: 0, text: 'Ad: ' }],
  start: 0,
  end: 0,
});
export const FINDINGS: readonly Finding[] = [PROMISE, NO_RISK, ADDRESS];

const INGRID = { id: 'ingrid', name: 'Ingrid Berg' } as ComposerRequest['decisions'][number]['member'];
export const DECISION = {
  kind: 'request-changes',
  member: INGRID,
  reason: 'Say what the fund can lose.',
} as const;

export const LONG =
  'A sentence that somebody wrote without a thought of the place it would stand in, and that goes on well past the edge. '.repeat(
    6,
  );
export const UNBROKEN =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3);
