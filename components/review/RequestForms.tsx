import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Member } from '../../utils/api/entities.ts';
import { LIMITS } from '../../utils/api/limits.ts';
import { SelectField } from '../ui/SelectField.tsx';
import { TextField } from '../ui/TextField.tsx';
import type { Form, Reason, ReviewDesk } from './desk.ts';
import { FootForm } from './FootForm.tsx';
import type { QueueItem } from './queue.ts';
import { findWords, mayWhisper, withTexts } from './remarks.ts';
import { useReviewTexts } from './texts.ts';

interface FormProps {
  readonly desk: ReviewDesk;
  readonly item: QueueItem;
  readonly member: Member;
}

/** The form that is open below a request. */
export function RequestForm({ form, ...props }: FormProps & { readonly form: Form }) {
  switch (form) {
    case 'request-changes':
    case 'reject':
      return <ReasonForm {...props} kind={form} />;
    case 'remark':
      return <RemarkForm {...props} />;
    case 'suggest':
      return <SuggestForm {...props} />;
    case 'delegate':
      return <DelegateForm {...props} />;
    case 'override':
      return <WhyForm {...props} kind="override" />;
    case 'end':
      return <WhyForm {...props} kind="end" />;
  }
}

function RemarkForm({ desk, item, member }: FormProps) {
  const t = useReviewTexts();
  const { request } = item.local;
  const key = `${request.id}#remark`;
  const text = useSignal(desk.reasons.get(key));
  // What was marked with the mouse is most likely what is meant.
  const words = useSignal(markedIn(item));
  const whisper = useSignal(false);
  const tried = useSignal(false);
  const range = findWords(item.newest.draft, words.value);
  const isLost = words.value.trim() !== '' && range === null;
  const submit = (): void => {
    tried.value = true;
    if (text.value.trim() === '' || isLost) return;
    void desk
      .remark({
        text: text.value,
        audience: whisper.value ? 'reviewers' : 'team',
        words: range,
        suggestion: null,
      })
      .then((kept) => {
        if (kept) desk.reasons.forget(key);
      });
  };
  return (
    <FootForm desk={desk} title={t('remark')} submit={t('remarkSend')} onSubmit={submit}>
      <TextField
        label={t('remarkText')}
        error={tried.value && text.value.trim() === '' ? t('remarkMissing') : null}
        rows={3}
        maxLength={LIMITS.note}
        value={text.value}
        onInput={(typed) => {
          text.value = typed;
          desk.reasons.set(key, typed);
        }}
      />
      <TextField
        label={t('remarkWords')}
        error={isLost ? t('remarkWordsLost') : null}
        value={words.value}
        onInput={(typed) => {
          words.value = typed;
        }}
      />
      {mayWhisper(member, request.author.id) ? (
        <label class="check">
          <input
            type="checkbox"
            checked={whisper.value}
            onChange={(event) => {
              whisper.value = event.currentTarget.checked;
            }}
          />
          <span>{t('remarkWhisper', { name: request.author.name })}</span>
        </label>
      ) : null}
    </FootForm>
  );
}

/** The words marked on the page, when they are the post's own. */
function markedIn(item: QueueItem): string {
  const marked = document.getSelection()?.toString().trim() ?? '';
  return findWords(item.newest.draft, marked) === null ? '' : marked;
}

function SuggestForm({ desk, item }: FormProps) {
  const t = useReviewTexts();
  const { request } = item.local;
  const { draft } = item.newest;
  const keyOf = (part: number): string => `${request.id}#${item.newest.number}.${part}`;
  const texts = useSignal(draft.parts.map((part, i) => desk.reasons.get(keyOf(i)) || part.text));
  const note = useSignal('');
  const tried = useSignal(false);
  const isSame = draft.parts.every((part, i) => part.text === texts.value[i]);
  const submit = (): void => {
    tried.value = true;
    if (isSame) return;
    void desk
      .remark({
        text: note.value,
        audience: 'team',
        words: null,
        suggestion: withTexts(draft, texts.value),
      })
      .then((kept) => {
        if (kept) draft.parts.forEach((_, i) => void desk.reasons.forget(keyOf(i)));
      });
  };
  return (
    <FootForm desk={desk} title={t('suggest')} submit={t('suggestSend')} onSubmit={submit}>
      {draft.parts.map((part, i) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name of their own; their place is what they are
          key={i}
          label={
            draft.parts.length === 1
              ? t('suggestText')
              : t('part', { number: i + 1, count: draft.parts.length })
          }
          error={i === 0 && tried.value && isSame ? t('suggestSame') : null}
          rows={5}
          maxLength={LIMITS.partText}
          value={texts.value[i] ?? part.text}
          onInput={(typed) => {
            texts.value = texts.value.with(i, typed);
            desk.reasons.set(keyOf(i), typed);
          }}
        />
      ))}
      <TextField
        label={t('suggestWhy')}
        maxLength={LIMITS.note}
        value={note.value}
        onInput={(typed) => {
          note.value = typed;
        }}
      />
    </FootForm>
  );
}

const DAY_MS = 24 * 3_600_000;
const DAYS = ['1', '2', '7'] as const;

function DelegateForm({ desk, item, member }: FormProps) {
  const t = useReviewTexts();
  const others = desk.members.value.filter(
    (one) =>
      one.active &&
      one.id !== member.id &&
      one.id !== item.local.request.author.id &&
      one.roles.some((role) => role === 'reviewer' || role === 'admin'),
  );
  const to = useSignal(others[0]?.id ?? '');
  const days = useSignal<(typeof DAYS)[number]>('1');
  if (others.length === 0) {
    return (
      <FootForm
        desk={desk}
        title={t('delegate')}
        submit={t('close')}
        onSubmit={() => {
          desk.form.value = null;
        }}
      >
        <p>{t('delegateNobody')}</p>
      </FootForm>
    );
  }
  return (
    <FootForm
      desk={desk}
      title={t('delegate')}
      submit={t('delegateSend')}
      onSubmit={() => void desk.delegate(to.value, desk.now.peek() + Number(days.value) * DAY_MS)}
    >
      <SelectField
        label={t('delegateTo')}
        hint={t('delegateHint')}
        value={to.value}
        options={others}
        onChoose={(id) => {
          to.value = id;
        }}
      />
      <SelectField
        label={t('delegateFor')}
        value={days.value}
        options={DAYS.map((id) => ({ id, name: t('delegateDays', { count: Number(id) }) }))}
        onChoose={(id) => {
          days.value = id;
        }}
      />
    </FootForm>
  );
}

/** What cannot be done without saying why. */
function WhyForm({ desk, item, kind }: FormProps & { readonly kind: 'override' | 'end' }) {
  const t = useReviewTexts();
  const least = kind === 'override' ? Math.max(1, item.newest.plan?.override?.reasonLength ?? 1) : 1;
  const why = useSignal('');
  const tried = useSignal(false);
  const isShort = why.value.trim().length < least;
  const submit = (): void => {
    tried.value = true;
    if (!isShort) void (kind === 'override' ? desk.override(why.value) : desk.end(why.value));
  };
  return (
    <FootForm
      desk={desk}
      title={t(kind === 'override' ? 'override' : 'cancelRequest')}
      submit={t(kind === 'override' ? 'override' : 'cancelRequest')}
      danger
      onSubmit={submit}
    >
      <TextField
        label={t('whyLabel')}
        hint={t(kind === 'override' ? 'overrideHint' : 'cancelHint')}
        error={tried.value && isShort ? t('whyShort', { count: least }) : null}
        rows={3}
        maxLength={LIMITS.reason}
        value={why.value}
        onInput={(typed) => {
          why.value = typed;
        }}
      />
    </FootForm>
  );
}

/** A decision that its author has to understand. */
function ReasonForm({ desk, item, kind }: FormProps & { readonly kind: Reason }) {
  const t = useReviewTexts();
  const { id, author } = item.local.request;
  const reason = useSignal(desk.reasons.get(id));
  const tried = useSignal(false);
  const field = useRef<HTMLTextAreaElement>(null);
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
  const isReject = kind === 'reject';
  return (
    <FootForm
      desk={desk}
      title={t(isReject ? 'reject' : 'requestChanges')}
      submit={t(isReject ? 'sendReject' : 'sendChanges')}
      danger={isReject}
      onSubmit={submit}
    >
      <TextField
        label={t(isReject ? 'reasonReject' : 'reasonChanges')}
        hint={t('reasonHint', { name: author.name })}
        error={error}
        area={field}
        rows={3}
        required
        value={reason.value}
        onInput={(typed) => {
          reason.value = typed;
          desk.reasons.set(id, typed);
        }}
      />
    </FootForm>
  );
}
