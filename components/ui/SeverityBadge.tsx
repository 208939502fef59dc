import type { Severity, Verdict } from '../../utils/lint/finding.ts';
import { Icon } from '../composer/Icon.tsx';
import { SEVERITY_KEY, useCommonTexts, VERDICT_KEY } from './texts.ts';

/** A severity by shape, word and colour. */
export function SeverityBadge({
  severity,
  plain = false,
}: {
  readonly severity: Severity;
  readonly plain?: boolean;
}) {
  const t = useCommonTexts();
  return (
    <span class={`badge ${severity}${plain ? ' plain' : ''}`}>
      <Icon tone={severity} />
      {t(SEVERITY_KEY[severity])}
    </span>
  );
}

const VERDICT_TONE = {
  clear: 'clear',
  warned: 'warn',
  'needs-approval': 'review',
  blocked: 'block',
} as const;

export function VerdictBadge({ verdict }: { readonly verdict: Verdict }) {
  const t = useCommonTexts();
  const tone = VERDICT_TONE[verdict];
  return (
    <span class={`badge ${tone}`}>
      <Icon tone={tone} />
      {t(VERDICT_KEY[verdict])}
    </span>
  );
}
