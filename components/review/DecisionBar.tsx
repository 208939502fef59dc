import type { Member } from '../../utils/api/entities.ts';
import { Icon } from '../composer/Icon.tsx';
import { Button } from '../ui/Button.tsx';
import { AuthorBar, type Brought } from './AuthorBar.tsx';
import { isReason, type ReviewDesk } from './desk.ts';
import { formsFor } from './forms.ts';
import { MoreBar } from './MoreBar.tsx';
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
  // No reason is asked for where nothing can be decided any more.
  const mayDecide = standing.kind === 'may-decide' && !isStale;
  if (form !== null && (mayDecide || !isReason(form))) {
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
  return (
    <footer class="decision-bar">
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
            desk.form.value = 'request-changes';
          }}
        >
          {t('requestChanges')}
        </Button>
        <Button
          kind="danger"
          shortcut="r"
          busy={desk.deciding.value}
          onPress={() => {
            desk.form.value = 'reject';
          }}
        >
          {t('reject')}
        </Button>
      </fieldset>
      {more}
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
