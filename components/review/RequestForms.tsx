import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Member } from '../../utils/api/entities.ts';
import { LIMITS } from '../../utils/api/limits.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import type { Form, ReviewDesk } from './desk.ts';
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

/** A form at the foot of a request: sent with its button or Ctrl+Enter, left with Escape. */
function FootForm({
  desk,
  title,
  submit,
  danger = false,
  onSubmit,
  children,
}: {
  readonly desk: ReviewDesk;
  readonly title: string;
  readonly submit: string;
  readonly danger?: boolean;
  readonly onSubmit: () => void;
  readonly children: ComponentChildren;
}) {
  const t = useReviewTexts();
  const ref = useRef<HTMLFormElement>(null);
  // Before anything else is typed: the next letters are text, not shortcuts.
  useLayoutEffect(() => {
    ref.current?.querySelector<HTMLElement>('textarea, select, input')?.focus();
  }, []);
  return (
    <form
      ref={ref}
      class="reason-form"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      <div class="actions">
        <Button
          kind={danger ? 'danger' : 'main'}
          busy={desk.deciding.value}
          onPress={onSubmit}
          shortcut="Ctrl ⏎"
        >
          {submit}
        </Button>
        <Button
          kind="quiet"
          onPress={() => {
            desk.form.value = null;
          }}
        >
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
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
      <Field
        label={t('remarkText')}
        error={tried.value && text.value.trim() === '' ? t('remarkMissing') : null}
      >
        {(control) => (
          <textarea
            {...control}
            rows={3}
            dir="auto"
            maxLength={LIMITS.note}
            value={text.value}
            onInput={(event) => {
              text.value = event.currentTarget.value;
              desk.reasons.set(key, text.value);
            }}
          />
        )}
      </Field>
      <Field label={t('remarkWords')} error={isLost ? t('remarkWordsLost') : null}>
        {(control) => (
          <input
            {...control}
            type="text"
            dir="auto"
            value={words.value}
            onInput={(event) => {
              words.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
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
        <Field
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name of their own; their place is what they are
          key={i}
          label={
            draft.parts.length === 1
              ? t('suggestText')
              : t('part', { number: i + 1, count: draft.parts.length })
          }
          error={i === 0 && tried.value && isSame ? t('suggestSame') : null}
        >
          {(control) => (
            <textarea
              {...control}
              rows={5}
              dir="auto"
              maxLength={LIMITS.partText}
              value={texts.value[i] ?? part.text}
              onInput={(event) => {
                texts.value = texts.value.with(i, event.currentTarget.value);
                desk.reasons.set(keyOf(i), event.currentTarget.value);
              }}
            />
          )}
        </Field>
      ))}
      <Field label={t('suggestWhy')}>
        {(control) => (
          <input
            {...control}
            type="text"
            dir="auto"
            maxLength={LIMITS.note}
            value={note.value}
            onInput={(event) => {
              note.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
    </FootForm>
  );
}

const HOUR = 3_600_000;

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
  const hours = useSignal(24);
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
      onSubmit={() => void desk.delegate(to.value, desk.now.peek() + hours.value * HOUR)}
    >
      <Field label={t('delegateTo')} hint={t('delegateHint')}>
        {(control) => (
          <select
            {...control}
            value={to.value}
            onChange={(event) => {
              to.value = event.currentTarget.value;
            }}
          >
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('delegateFor')}>
        {(control) => (
          <select
            {...control}
            value={hours.value}
            onChange={(event) => {
              hours.value = Number(event.currentTarget.value);
            }}
          >
            {([24, 48, 168] as const).map((span) => (
              <option key={span} value={span}>
                {t('delegateDays', { count: span / 24 })}
              </option>
            ))}
          </select>
        )}
      </Field>
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
      <Field
        label={t('whyLabel')}
        hint={t(kind === 'override' ? 'overrideHint' : 'cancelHint')}
        error={tried.value && isShort ? t('whyShort', { count: least }) : null}
      >
        {(control) => (
          <textarea
            {...control}
            rows={3}
            dir="auto"
            maxLength={LIMITS.reason}
            value={why.value}
            onInput={(event) => {
              why.value = event.currentTarget.value;
            }}
          />
        )}
      </Field>
    </FootForm>
  );
}
