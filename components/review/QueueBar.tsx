import { useSignal } from '@preact/signals';
import { SEVERITIES } from '../../utils/lint/finding.ts';
import { Button } from '../ui/Button.tsx';
import { platformName, SEVERITY_KEY, useCommonTexts } from '../ui/texts.ts';
import type { ReviewDesk } from './desk.ts';
import { choicesOf, type Filter, isNarrow, isPlain, NO_FILTER, VIEWS, type View } from './filter.ts';
import { type MessageKey, useReviewTexts } from './texts.ts';

const VIEW_KEY = {
  all: 'viewAll',
  mine: 'groupMine',
  others: 'groupOthers',
  own: 'groupOwn',
  decided: 'groupDecided',
} as const satisfies Record<View, MessageKey>;

/** Which part of the queue is shown, the search, and approving several at once. */
export function QueueBar({ desk }: { readonly desk: ReviewDesk }) {
  const t = useReviewTexts();
  const filter = desk.filter.value;
  const isOpen = useSignal(isNarrow(filter));
  const queue = desk.queue.value;
  const plain = queue.mine.filter(isPlain).length;
  const picked = desk.picked.value;
  if (queue.mine.length + queue.own.length + queue.others.length + queue.decided.length === 0) return null;
  const counts = { mine: queue.mine, others: queue.others, own: queue.own, decided: queue.decided };
  return (
    <div class="queue-bar">
      <fieldset class="views">
        <legend class="visually-hidden">{t('viewTitle')}</legend>
        {VIEWS.filter((view) => view === 'all' || counts[view].length > 0 || filter.view === view).map(
          (view) => (
            <Button
              key={view}
              kind="quiet"
              size="s"
              pressed={filter.view === view}
              onPress={() => {
                desk.filter.value = { ...filter, view };
              }}
            >
              {t(VIEW_KEY[view])}
              {view === 'all' ? null : <span class="count"> {counts[view].length}</span>}
            </Button>
          ),
        )}
        <Button
          kind="quiet"
          size="s"
          expanded={isOpen.value}
          onPress={() => {
            isOpen.value = !isOpen.value;
            if (!isOpen.value) desk.filter.value = { ...NO_FILTER, view: filter.view };
          }}
        >
          {t('filter')}
        </Button>
        {plain < 2 || picked !== null ? null : (
          <Button
            kind="quiet"
            size="s"
            onPress={() => {
              desk.picked.value = new Set();
            }}
          >
            {t('pickSeveral')}
          </Button>
        )}
      </fieldset>
      {isOpen.value ? <Filters desk={desk} filter={filter} /> : null}
      {picked === null ? null : (
        <div class="picked-bar">
          <p class="muted">{t('pickWhich')}</p>
          <Button
            kind="main"
            size="s"
            disabled={picked.size === 0}
            busy={desk.deciding.value}
            onPress={() => void desk.approvePicked()}
          >
            {t('approvePicked', { count: picked.size })}
          </Button>
          <Button
            kind="quiet"
            size="s"
            onPress={() => {
              desk.picked.value = null;
            }}
          >
            {t('cancel')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Filters({ desk, filter }: { readonly desk: ReviewDesk; readonly filter: Filter }) {
  const t = useReviewTexts();
  const common = useCommonTexts();
  const { platforms, accounts, authors } = choicesOf(desk.queue.value);
  const set = (change: Partial<Filter>): void => {
    desk.filter.value = { ...desk.filter.peek(), ...change };
  };
  return (
    <search class="filters">
      <input
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={filter.search}
        onInput={(event) => set({ search: event.currentTarget.value })}
      />
      <Choice
        label={t('filterPlatform')}
        value={filter.platform}
        options={platforms.map((id) => ({ id, name: platformName(common, id) }))}
        onChoose={(platform) => set({ platform })}
      />
      <Choice
        label={t('factAccount')}
        value={filter.account}
        options={accounts.map((id) => ({ id, name: id }))}
        onChoose={(account) => set({ account })}
      />
      <Choice
        label={t('filterAuthor')}
        value={filter.author}
        options={authors}
        onChoose={(author) => set({ author })}
      />
      <Choice
        label={t('filterSeverity')}
        value={filter.severity}
        options={SEVERITIES.map((id) => ({ id, name: common(SEVERITY_KEY[id]) }))}
        onChoose={(chosen) => set({ severity: SEVERITIES.find((one) => one === chosen) ?? null })}
      />
    </search>
  );
}

function Choice({
  label,
  value,
  options,
  onChoose,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly onChoose: (id: string | null) => void;
}) {
  const t = useReviewTexts();
  return (
    <select
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => {
        const { value: chosen } = event.currentTarget;
        onChoose(chosen === '' ? null : chosen);
      }}
    >
      <option value="">{t('filterAll', { what: label })}</option>
      {options.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
