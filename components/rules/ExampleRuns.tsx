import { useMemo } from 'preact/hooks';
import { checkPack } from '../../utils/rules/check.ts';
import { textOfExample } from '../../utils/rules/example.ts';
import type { Pack, Rule } from '../../utils/rules/schema.ts';
import { useRulesTexts } from './texts.ts';

/** A rule's own examples, run with it as it is being edited. */
export function ExampleRuns({
  rule,
  accept,
}: {
  readonly rule: Rule;
  /** Words that the pack's vocabulary accepts. */
  readonly accept: readonly string[] | undefined;
}) {
  const t = useRulesTexts();
  const { failing, problems } = useMemo(() => runExamples(rule, accept), [rule, accept]);
  return (
    <div class="example-runs">
      <p class="section-title">{t('exampleRuns')}</p>
      <p role="status" class={failing.size === 0 && problems.length === 0 ? 'all-well' : 'examples-off'}>
        {problems.length > 0
          ? problems[0]
          : failing.size === 0
            ? t('examplesOk')
            : t('examplesOff', { count: failing.size })}
      </p>
      <ul class="examples">
        {(['bad', 'good'] as const).flatMap((side) =>
          rule.examples[side].map((example, i) => {
            const text = textOfExample(example);
            const isOff = failing.has(`${side} ${i}`);
            const isBad = side === 'bad';
            const says = isOff
              ? t(isBad ? 'exampleShouldFind' : 'exampleShouldLeave')
              : t(isBad ? 'exampleFound' : 'exampleLeft');
            return (
              <li key={`${side} ${text}`} class={isOff ? 'is-off-example' : undefined}>
                <span dir="auto">{text}</span>{' '}
                <span class={isOff ? 'example-says wrong' : 'example-says'}>{says}</span>
              </li>
            );
          }),
        )}
      </ul>
    </div>
  );
}

/** Which examples do not come true (`bad 0`), and what else is wrong with the rule. */
export function runExamples(
  rule: Rule,
  accept: readonly string[] | undefined,
): { readonly failing: ReadonlySet<string>; readonly problems: readonly string[] } {
  const pack: Pack = {
    pack: 'shown',
    version: '1.0.0',
    title: { en: 'Shown' },
    ...(accept === undefined ? {} : { vocabulary: { accept: [...accept] } }),
    rules: [rule],
  };
  const failing = new Set<string>();
  const problems: string[] = [];
  for (const { path, message, code } of checkPack(pack)) {
    const [, , name, side, at] = path;
    if ((code === 'example_missed' || code === 'example_raised') && name === 'examples')
      failing.add(`${side} ${at}`);
    else problems.push(message);
  }
  return { failing, problems };
}
