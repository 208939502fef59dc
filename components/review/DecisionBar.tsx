import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { DecisionKind, Member } from '../../utils/api/entities.ts';
import { LIMITS } from '../../utils/api/limits.ts';
import { Icon } from '../composer/Icon.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { AuthorBar, type Brought } from './AuthorBar.tsx';
import type { ReviewDesk } from './desk.ts';
import { formsFor, MoreBar } from './MoreBar.tsx';
import type { QueueItem } from './queue.ts';
import { RequestForm } from './RequestForms.tsx';
import type { Standing } from './standing.ts';
import { DECIDED_KEY, STATE_KEY, useReviewTexts } from './texts.ts';

/** What this member can do about the request, or why nothing. */
export function DecisionBar({
  desk,
  item,
  member,
  standing,
  isStale,
  onCompose,
}: {
  readonly desk: ReviewDesk;
  readonly item: QueueItem;
  readonly member: Member;
  readonly standing: Standing;
  readonly isStale: boolean;
  readonly onCompose: (item: QueueItem) => Promise<Brought>;
}) {
  const t = useReviewTexts();
  const form = desk.form.value;
  if (form !== null) {
    return (
      <footer class="decision-bar">
        <RequestForm
          key={`${item.local.request.id} ${form}`}
          form={form}
          desk={desk}
          item={item}
          member={member}
        />
      </footer>
    );
  }
  const more = <MoreBar desk={desk} forms={isStale ? [] : formsFor(item, member, standing)} />;
  const isOwn = item.local.request.author.id === member.id;
  if (isOwn) {
    return (
      <footer class="decision-bar">
        {standing.kind === 'own' ? <p class="muted">{t('whyOwn')}</p> : null}
        <AuthorBar desk={desk} item={item} onCompose={onCompose} />
        {more}
      </footer>
    );
  }
  if (standing.kind !== 'may-decide') {
    return (
      <footer class="decision-bar">
        <p class="no-decision">
          <Icon tone="note" />
          <span>
            {reasonOf(t, standing)} {item.local.delivery === 'queued' ? t('stillQueued') : null}
          </span>
        </p>
        {more}
      </footer>
    );
  }
  // Nothing is decided on what the reviewer has not looked at.
  if (isStale) return null;
  const asking = desk.asking.value;
  return (
    <footer class="decision-bar">
      {asking === null ? (
        <>
          {standing.mayApprove ? null : (
            <p class="no-decision" id="cannot-approve">
              <Icon tone="block" />
              <span>{t('cannotApprove')}</span>
            </p>
          )}
          <fieldset class="decision-buttons">
            <legend class="visually-hidden">{t('decide')}</legend>
            {standing.mayApprove ? (
              <Button
                kind="main"
                shortcut="a"
                busy={desk.deciding.value}
                onPress={() => void desk.decide('approve', null)}
              >
                {t('approve')}
              </Button>
            ) : null}
            <Button
              shortcut="c"
              busy={desk.deciding.value}
              onPress={() => {
                desk.asking.value = 'request-changes';
              }}
            >
              {t('requestChanges')}
            </Button>
            <Button
              kind="danger"
              shortcut="r"
              busy={desk.deciding.value}
              onPress={() => {
                desk.asking.value = 'reject';
              }}
            >
              {t('reject')}
            </Button>
          </fieldset>
          {more}
        </>
      ) : (
        <ReasonForm key={`${item.local.request.id} ${asking}`} desk={desk} item={item} kind={asking} />
      )}
    </footer>
  );
}

function reasonOf(
  t: ReturnType<typeof useReviewTexts>,
  standing: Exclude<Standing, { kind: 'may-decide' }>,
): string {
  switch (standing.kind) {
    case 'own':
      return t('whyOwn');
    case 'edited':
      return t('whyEdited');
    case 'no-reviewer':
      return t('whyNoReviewer');
    case 'expired':
      return t('whyExpired');
    case 'decided':
      return t('whyDecided', {
        decision: t(DECIDED_KEY[standing.decision.kind]).toLocaleLowerCase(t.locale),
      });
    case 'closed':
      return t('whyClosed', { state: t(STATE_KEY[standing.state]).toLocaleLowerCase(t.locale) });
  }
}

function ReasonForm({
  desk,
  item,
  kind,
}: {
  readonly desk: ReviewDesk;
  readonly item: QueueItem;
  readonly kind: Exclude<DecisionKind, 'approve'>;
}) {
  const t = useReviewTexts();
  const { id, author } = item.local.request;
  const reason = useSignal(desk.reasons.get(id));
  const tried = useSignal(false);
  const field = useRef<HTMLTextAreaElement>(null);
  // Before anything else is typed: the next letters are the reason, not shortcuts.
  useLayoutEffect(() => field.current?.focus(), []);
  const tooLong = reason.value.trim().length - LIMITS.reason;
  const error =
    tooLong > 0
      ? t('reasonTooLong', { count: tooLong })
      : tried.value && reason.value.trim() === ''
        ? t('reasonMissing')
        : null;
  const submit = (): void => {
    tried.value = true;
    if (reason.value.trim() === '' || tooLong > 0) field.current?.focus();
    else void desk.decide(kind, reason.value.trim());
  };
  return (
    <form
      class="reason-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label={kind === 'reject' ? t('reasonReject') : t('reasonChanges')}
        hint={t('reasonHint', { name: author.name })}
        error={error}
      >
        {(control) => (
          <textarea
            {...control}
            ref={field}
            rows={3}
            required
            dir="auto"
            value={reason.value}
            onInput={(event) => {
              reason.value = event.currentTarget.value;
              desk.reasons.set(id, reason.value);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
              event.preventDefault();
              submit();
            }}
          />
        )}
      </Field>
      <div class="actions">
        <Button
          kind={kind === 'reject' ? 'danger' : 'main'}
          busy={desk.deciding.value}
          onPress={submit}
          shortcut="Ctrl ⏎"
        >
          {kind === 'reject' ? t('sendReject') : t('sendChanges')}
        </Button>
        <Button
          kind="quiet"
          onPress={() => {
            desk.asking.value = null;
          }}
        >
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
