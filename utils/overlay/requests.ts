/** What leaves the browser when the author asks, and the asking. Nothing of a draft is sent anywhere else. */
import { fingerprintOf } from '../draft/fingerprint.ts';
import type { Examiner } from '../gate/examiner.ts';
import { thumbnailsOf } from '../media/page-media.ts';
import type { Submission } from '../messages.ts';
import { send } from '../messaging.ts';
import type { Composer } from '../platforms/adapter.ts';
import type { NextStep } from './standing.ts';

export type Asked = { readonly kind: 'sent' } | { readonly kind: 'not-sent'; readonly detail: string | null };

/** The draft as it is at this moment; null when it does not need approval (any more) or cannot be had. */
function submissionOf(examiner: Examiner, composer: Composer, note: string): Submission | null {
  const { knowledge } = examiner;
  const { draft, declared, lint, decision } = examiner.examine(composer);
  if (
    decision.kind === 'open' ||
    decision.reason === 'unknown-account' ||
    lint === null ||
    knowledge.kind !== 'joined' ||
    knowledge.ruleset === null
  )
    return null;
  const thumbnails = thumbnailsOf(draft);
  return {
    draft,
    ...(thumbnails.length === 0 ? {} : { thumbnails }),
    fingerprint: fingerprintOf(draft),
    declared,
    findings: lint.findings,
    verdict: lint.verdict,
    rulesetVersion: knowledge.ruleset.version,
    note,
  };
}

/** Takes one step the author has pressed. `detail` says why it was not taken; null when there was nothing to send. */
export async function takeStep(
  examiner: Examiner,
  composer: Composer,
  step: NextStep,
  note: string,
): Promise<Asked> {
  if (step.kind === 'withdraw') {
    const reply = await send<'composer/withdraw'>({ type: 'composer/withdraw', request: step.request });
    return reply.ok ? { kind: 'sent' } : { kind: 'not-sent', detail: reply.detail };
  }
  const submission = submissionOf(examiner, composer, note);
  if (submission === null) return { kind: 'not-sent', detail: null };
  let { request = null } = step.kind === 'request' ? {} : step;
  if (request === null || step.kind === 'send-version') {
    const reply =
      step.kind === 'send-version'
        ? await send<'composer/send-version'>({
            type: 'composer/send-version',
            request: step.request,
            number: step.number,
            submission,
          })
        : await send<'composer/request'>({ type: 'composer/request', submission });
    if (!reply.ok) return { kind: 'not-sent', detail: reply.detail };
    ({ request } = reply.value);
    examiner.link(composer, request);
  }
  if (step.kind === 'override') {
    const { fingerprint } = submission;
    const reply = await send<'composer/override'>({
      type: 'composer/override',
      request,
      number: step.number,
      fingerprint,
      reason: note,
    });
    if (!reply.ok) return { kind: 'not-sent', detail: reply.detail };
  }
  return { kind: 'sent' };
}
