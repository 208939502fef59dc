/** What leaves the browser when the author asks, and the asking. Nothing of a draft is sent anywhere else. */
import { fingerprintOf } from '../draft/fingerprint.ts';
import type { Examiner } from '../gate/examiner.ts';
import { thumbnailsOf } from '../media/page-media.ts';
import type { Reply, Submission } from '../messages.ts';
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

/** Sends the post to the team, as a version of a request that is there or as a new one. */
async function handIn(
  examiner: Examiner,
  composer: Composer,
  submission: Submission,
  version: { readonly request: string; readonly number: number } | null,
): Promise<Reply<{ readonly request: string }>> {
  const reply =
    version === null
      ? await send<'composer/request'>({ type: 'composer/request', submission })
      : await send<'composer/send-version'>({
          type: 'composer/send-version',
          request: version.request,
          number: version.number,
          submission,
        });
  if (reply.ok) examiner.link(composer, reply.value.request);
  return reply;
}

/** Lets the post out without approval; a request that it belongs to is made first where there is none. */
async function override(
  examiner: Examiner,
  composer: Composer,
  submission: Submission,
  { request, number }: Extract<NextStep, { kind: 'override' }>,
): Promise<Reply<unknown>> {
  const { fingerprint, note: reason } = submission;
  const asked =
    request === null
      ? await handIn(examiner, composer, submission, null)
      : ({ ok: true, value: { request } } as const);
  if (!asked.ok) return asked;
  return send<'composer/override'>({
    type: 'composer/override',
    request: asked.value.request,
    number,
    fingerprint,
    reason,
  });
}

/** Takes one step the author has pressed. `detail` says why it was not taken; null when there was nothing to send. */
export async function takeStep(
  examiner: Examiner,
  composer: Composer,
  step: NextStep,
  note: string,
): Promise<Asked> {
  const became = (reply: Reply<unknown>): Asked =>
    reply.ok ? { kind: 'sent' } : { kind: 'not-sent', detail: reply.detail };
  if (step.kind === 'withdraw')
    return became(await send<'composer/withdraw'>({ type: 'composer/withdraw', request: step.request }));
  const submission = submissionOf(examiner, composer, note);
  if (submission === null) return { kind: 'not-sent', detail: null };
  if (step.kind === 'override') return became(await override(examiner, composer, submission, step));
  return became(await handIn(examiner, composer, submission, step.kind === 'request' ? null : step));
}
