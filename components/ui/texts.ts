import type en from '../../assets/locales/en/common.json';
import { catalogsFrom } from '../../utils/i18n/catalogs.ts';
import type { UiLocale } from '../../utils/i18n/translator.ts';
import type { Severity, Verdict } from '../../utils/lint/finding.ts';
import { type Explain, explainIn } from '../../utils/sync/texts.ts';
import { textsHook } from './locale.ts';

const CATALOGS = catalogsFrom<typeof en>(
  import.meta.glob('../../assets/locales/*/common.json', { eager: true, import: 'default' }),
);

export const useCommonTexts = textsHook(CATALOGS);
export type CommonTexts = ReturnType<typeof useCommonTexts>;

export const SEVERITY_KEY = {
  note: 'severityNote',
  warn: 'severityWarn',
  review: 'severityReview',
  block: 'severityBlock',
} as const satisfies Record<Severity, keyof typeof en>;

export const VERDICT_KEY = {
  clear: 'verdictClear',
  warned: 'verdictWarned',
  'needs-approval': 'verdictNeedsApproval',
  blocked: 'verdictBlocked',
} as const satisfies Record<Verdict, keyof typeof en>;

/** The platform as people call it; its id where we have no better name. */
export function platformName(t: CommonTexts, platform: string): string {
  const key = `platform_${platform}`;
  return key in CATALOGS.en ? t(key as keyof typeof en) : platform;
}

const explained = new Map<UiLocale, Explain>();

/** What a refusal or error means for a person, by its stable code; the sentence that came with it where there is no own one. */
export function problemText(
  t: CommonTexts,
  problem: { readonly code: string; readonly detail: string },
): string {
  const key = `problem_${problem.code}`;
  if (key in CATALOGS.en) return t(key as keyof typeof en);
  const explain = explained.get(t.locale) ?? explainIn(t.locale);
  explained.set(t.locale, explain);
  return explain(problem);
}
