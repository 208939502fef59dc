import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { useOptionsTexts } from '../team/texts.ts';
import { CodeField } from './CodeField.tsx';
import type { Place } from './place.ts';
import type { Workbench } from './workbench.ts';

/** The packs as text, each with its mistakes at their lines. */
export function PackEditor({ bench }: { readonly bench: Workbench }) {
  const t = useOptionsTexts();
  const id = useId();
  const packs = bench.packs.value;
  const chosen = useSignal<string | null>(null);
  const target = useSignal<Place | null>(null);
  const current = packs.find(({ file }) => file === chosen.value) ?? packs[0];
  if (current === undefined) return null;
  const mistakes = bench.mistakes.value.filter(({ file }) => file === current.file);
  const isChecking = bench.checking.value;
  return (
    <section class="pack-editor" aria-label={t('packText')}>
      <div class="pack-tabs">
        <label for={`${id}-pack`}>{t('pack')}</label>
        <select
          id={`${id}-pack`}
          value={current.file}
          onChange={(event) => {
            chosen.value = event.currentTarget.value;
            target.value = null;
          }}
        >
          {packs.map(({ file, yaml, mistakes: wrong }) => {
            const original = bench.base.value?.packs.find((one) => one.file === file)?.yaml;
            const state =
              wrong.length > 0
                ? t('packMistakes', { count: wrong.length })
                : original === yaml
                  ? null
                  : t('packChanged');
            return (
              <option key={file} value={file}>
                {state === null ? file : `${file} (${state})`}
              </option>
            );
          })}
        </select>
      </div>
      <CodeField
        key={current.file}
        id={`${id}-text`}
        label={t('packTextOf', { file: current.file })}
        describedBy={`${id}-state`}
        value={current.yaml}
        marked={new Set(mistakes.map(({ line }) => line))}
        target={target.value}
        onInput={(yaml) => bench.edit(current.file, yaml)}
      />
      <div id={`${id}-state`} role="status" class="pack-state">
        {isChecking ? (
          <p class="muted">{t('checking')}</p>
        ) : mistakes.length === 0 ? (
          <p class="all-well">{t('packWell', { count: current.pack?.rules.length ?? 0 })}</p>
        ) : (
          <p class="field-error">{t('packMistakesHere', { count: mistakes.length })}</p>
        )}
      </div>
      {mistakes.length === 0 ? null : (
        <ul class="mistakes">
          {mistakes.map((mistake) => (
            <li key={`${mistake.line} ${mistake.column} ${mistake.message}`}>
              <button
                type="button"
                class="mistake"
                onClick={() => {
                  target.value = { line: mistake.line, column: mistake.column };
                }}
              >
                <span class="mistake-line">{t('line', { line: String(mistake.line) })}</span>
                <span>{mistake.message}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
