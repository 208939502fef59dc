import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { useOptionsTexts } from '../team/texts.ts';
import { PLATFORM_IDS } from '../ui/platforms.ts';
import { CodeField } from './CodeField.tsx';
import { completionsAt } from './completion.ts';
import { countLines, type Place } from './place.ts';
import { useRulesTexts } from './texts.ts';
import type { Workbench } from './workbench.ts';
import { rangeOfRule } from './yaml-edit.ts';

/** A rule that is to be found in its pack's text. */
export interface ShownRule {
  readonly file: string;
  readonly rule: string;
}

/** The packs as text, each with its mistakes at their lines. */
export function PackEditor({
  bench,
  shown,
}: {
  readonly bench: Workbench;
  readonly shown: ShownRule | null;
}) {
  const t = useOptionsTexts();
  const own = useRulesTexts();
  const id = useId();
  const packs = bench.packs.value;
  const chosen = useSignal<string | null>(shown?.file ?? null);
  const target = useSignal<Place | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another rule is asked for
  useEffect(() => {
    const yaml = packs.find(({ file }) => file === shown?.file)?.yaml;
    const range = shown === null || yaml === undefined ? null : rangeOfRule(yaml, shown.rule);
    if (yaml === undefined || range === null) return;
    target.value = { line: countLines(yaml.slice(0, range.start)), column: 1 };
  }, [shown]);
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
        complete={(text, offset) => completionsAt(text, offset, PLATFORM_IDS)}
        onInput={(yaml) => bench.edit(current.file, yaml)}
      />
      <p class="muted">{own('completionHint')}</p>
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
