import { useSignal } from '@preact/signals';
import type { RequestVersion } from '../../utils/api/entities.ts';
import { FindingList } from '../findings/FindingList.tsx';
import { numberFindings } from '../findings/MarkedText.tsx';
import { Preview } from './preview/Preview.tsx';
import { useReviewTexts } from './texts.ts';

/** A version as it will look, with what was found in it. */
export function DraftView({
  version,
  author,
}: {
  readonly version: RequestVersion;
  readonly author: string;
}) {
  const t = useReviewTexts();
  const current = useSignal<number | null>(null);
  const numbered = numberFindings(version.findings);
  return (
    <>
      <Preview
        version={version}
        author={author}
        findings={numbered}
        current={current.value}
        onOpen={(number) => {
          current.value = current.value === number ? null : number;
        }}
      />
      {numbered.length === 0 ? (
        <p class="muted">{t('noFindings')}</p>
      ) : (
        <section aria-label={t('findings', { count: numbered.length })}>
          <h3 class="section-title">{t('findings', { count: numbered.length })}</h3>
          <FindingList
            findings={numbered}
            current={current.value}
            onOpen={(number) => {
              current.value = number;
            }}
          />
        </section>
      )}
    </>
  );
}
