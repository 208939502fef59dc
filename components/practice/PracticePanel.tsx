import { useSignal } from '@preact/signals';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import type { Finding, Suggestion } from '../../utils/lint/finding.ts';
import { fixWords } from '../../utils/overlay/fix-words.ts';
import { type ComposerTexts, composerTexts } from '../../utils/overlay/texts.ts';
import { Icon } from '../composer/Icon.tsx';
import { FindingList } from '../findings/FindingList.tsx';
import { MarkedText, type Numbered, numberFindings } from '../findings/MarkedText.tsx';
import { Button } from '../ui/Button.tsx';
import { LoadFailed } from '../ui/LoadFailed.tsx';
import { useLocale } from '../ui/locale.ts';
import { Announcer, Loading, Status } from '../ui/Status.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useCommonTexts } from '../ui/texts.ts';
import type { Look, Practice, Ready } from './practice.ts';
import { Steps } from './Steps.tsx';
import { usePracticeTexts } from './texts.ts';

/** A practice composer: a post, how it stands, a Post button that is held, and what mends it. */
export function PracticePanel({ practice }: { readonly practice: Practice }) {
  const t = usePracticeTexts();
  const common = useCommonTexts();
  const id = useId();
  useEffect(() => practice.start(), [practice]);
  const rules = practice.rules.value;
  return (
    <section class="card practice" aria-labelledby={id}>
      <h2 id={id}>{t('heading')}</h2>
      <p class="muted">{t('promise')}</p>
      {rules.kind === 'loading' ? <Loading label={common('loading')} /> : null}
      {rules.kind === 'failed' ? (
        <LoadFailed title={t('failedTitle')} problem={rules.problem} onAgain={() => practice.reload()} />
      ) : null}
      {rules.kind === 'ready' ? <Desk practice={practice} ready={rules.value} /> : null}
    </section>
  );
}

function Desk({ practice, ready }: { readonly practice: Practice; readonly ready: Ready }) {
  const t = usePracticeTexts();
  const locale = useLocale();
  const texts = useMemo(() => composerTexts(locale), [locale]);
  const form = useRef<HTMLFormElement>(null);
  const current = useSignal<number | null>(null);
  const said = useSignal('');
  const look = practice.look.value;
  const numbered = numberFindings(look?.lint.findings ?? []);
  const step = practice.step.value;
  const focusOn = (selector: string): void => form.current?.querySelector<HTMLElement>(selector)?.focus();

  const post = (): void => {
    practice.post();
    if (look === null) return;
    const status = statusOf(look, texts);
    if (practice.pressed.peek() === 'held') {
      const { key, params } = look.standing.next;
      said.value = texts('saidHeld', { status, next: texts(key, params) });
      current.value = numbered.find(holds)?.number ?? null;
    } else said.value = t('outTitle');
  };
  const take = (suggestion: Suggestion): void => {
    practice.take(suggestion);
    current.value = null;
    const now = practice.look.peek();
    said.value = now === null ? '' : texts('saidStatus', { status: statusOf(now, texts) });
    // The button that was pressed goes with its finding; the next thing to press is Post.
    focusOn('button[type=submit]');
  };

  return (
    <>
      <p class="muted">{sourceText(ready, t)}</p>
      <Steps step={step} example={ready.example} />
      <div class="actions">
        {ready.example === null ? null : (
          <Button
            onPress={() => {
              practice.useExample();
              current.value = null;
              focusOn('textarea');
            }}
          >
            {t('example')}
          </Button>
        )}
        <Button
          kind="quiet"
          onPress={() => {
            practice.again();
            current.value = null;
            said.value = '';
            focusOn('textarea');
          }}
        >
          {t('again')}
        </Button>
      </div>
      <form
        ref={form}
        class="practice-composer"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          post();
        }}
      >
        <TextField
          label={t('label')}
          rows={4}
          maxLength={5_000}
          placeholder={t('placeholder')}
          value={practice.text.value}
          onInput={(text) => {
            practice.write(text);
            current.value = null;
          }}
        />
        <PostRow look={look} texts={texts} label={t('post')} />
      </form>
      <Announcer said={said.value} />
      <Answer practice={practice} look={look} texts={texts} />
      <Marked
        text={practice.text.value}
        numbered={numbered}
        current={current.value}
        onOpen={(number) => {
          current.value = number;
        }}
        onTake={take}
        texts={texts}
      />
    </>
  );
}

const holds = ({ finding }: Numbered): boolean =>
  finding.severity === 'block' || finding.severity === 'review';

const statusOf = ({ standing }: Look, texts: ComposerTexts): string =>
  texts(standing.status.key, standing.status.params);

function sourceText({ source }: Ready, t: ReturnType<typeof usePracticeTexts>): string {
  switch (source.kind) {
    case 'team':
      return t('sourceTeam', { team: source.team, version: String(source.version) });
    case 'waiting':
      return t('sourceWaiting', { team: source.team });
    case 'sample':
      return t('sourceSample');
  }
}

/** The status beside Post, in the words and the look of the pill on the platforms. */
function PostRow({
  look,
  texts,
  label,
}: {
  readonly look: Look | null;
  readonly texts: ComposerTexts;
  readonly label: string;
}) {
  const id = useId();
  return (
    <div class="practice-foot">
      <span id={id}>
        {look === null ? null : (
          <span class={`badge ${look.standing.tone}`}>
            <Icon tone={look.standing.tone} />
            {statusOf(look, texts)}
          </span>
        )}
      </span>
      <button type="submit" class="button main m" aria-describedby={id}>
        {label}
      </button>
    </div>
  );
}

/** What the last press of Post came to. */
function Answer({
  practice,
  look,
  texts,
}: {
  readonly practice: Practice;
  readonly look: Look | null;
  readonly texts: ComposerTexts;
}) {
  const t = usePracticeTexts();
  const pressed = practice.pressed.value;
  if (look === null) return null;
  if (pressed === 'held') {
    const { key, params } = look.standing.next;
    return (
      <Status tone="block" title={t('heldTitle')}>
        <p>{texts(key, params)}</p>
      </Status>
    );
  }
  if (pressed === 'out')
    return (
      <Status tone="clear" title={t('outTitle')}>
        <p>{t('outText')}</p>
      </Status>
    );
  if (practice.step.value === 'done')
    return (
      <Status tone="clear" title={t('doneTitle')}>
        <p>{t('doneText')}</p>
      </Status>
    );
  return null;
}

function Marked({
  text,
  numbered,
  current,
  onOpen,
  onTake,
  texts,
}: {
  readonly text: string;
  readonly numbered: readonly Numbered[];
  readonly current: number | null;
  readonly onOpen: (number: number | null) => void;
  readonly onTake: (suggestion: Suggestion) => void;
  readonly texts: ComposerTexts;
}) {
  const t = usePracticeTexts();
  if (numbered.length === 0) return null;
  const mends = (finding: Finding) =>
    finding.suggestions.length === 0 ? null : (
      <div class="actions">
        {finding.suggestions.map((suggestion) => (
          <Button
            key={`${suggestion.start} ${suggestion.text}`}
            size="s"
            kind="main"
            onPress={() => onTake(suggestion)}
          >
            {fixWords(finding, suggestion, texts)}
          </Button>
        ))}
      </div>
    );
  return (
    <section aria-label={t('marked')} class="practice-marked">
      <div class="draft">
        <MarkedText
          text={text}
          findings={numbered}
          current={current}
          onOpen={(number) => onOpen(current === number ? null : number)}
        />
      </div>
      <FindingList findings={numbered} current={current} onOpen={onOpen} mends={mends} />
    </section>
  );
}
