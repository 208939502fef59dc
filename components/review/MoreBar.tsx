import { Button } from '../ui/Button.tsx';
import type { Extra, ReviewDesk } from './desk.ts';
import { useReviewTexts } from './texts.ts';

const KEYS = {
  remark: { text: 'remark', key: 'm' },
  suggest: { text: 'suggest', key: 'e' },
  delegate: { text: 'delegate', key: undefined },
  override: { text: 'override', key: undefined },
  end: { text: 'cancelRequest', key: undefined },
} as const satisfies Record<Extra, unknown>;

export function MoreBar({ desk, forms }: { readonly desk: ReviewDesk; readonly forms: readonly Extra[] }) {
  const t = useReviewTexts();
  if (forms.length === 0) return null;
  return (
    <div class="more-bar">
      {forms.map((form) => {
        const { text, key } = KEYS[form];
        return (
          <Button
            key={form}
            kind="quiet"
            size="s"
            {...(key === undefined ? {} : { shortcut: key })}
            onPress={() => {
              desk.form.value = form;
            }}
          >
            {t(text)}
          </Button>
        );
      })}
    </div>
  );
}
