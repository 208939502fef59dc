import type { Member } from '../../utils/api/entities.ts';
import { isMeant } from '../../utils/policy/who.ts';
import { isOpen } from '../../utils/sync/project.ts';
import { Button } from '../ui/Button.tsx';
import type { Form, ReviewDesk } from './desk.ts';
import type { QueueItem } from './queue.ts';
import type { Standing } from './standing.ts';
import { useReviewTexts } from './texts.ts';

/** What can be done about a request beside deciding. Pure. */
export function formsFor(item: QueueItem, member: Member, standing: Standing): readonly Form[] {
  const { request } = item.local;
  const { newest } = item;
  const isAuthor = request.author.id === member.id;
  const isAuditor = member.roles.length === 1 && member.roles.includes('auditor');
  if (isAuditor) return [];
  const forms: Form[] = ['remark'];
  const canChange = request.state === 'waiting' || request.state === 'changes-requested';
  if (canChange && !isAuthor) forms.push('suggest');
  if (standing.kind === 'may-decide') forms.push('delegate');
  const override = newest.plan?.override ?? null;
  const person = { member: member.id, roles: member.roles, groups: member.groups ?? [] };
  if (canChange && newest.verdict !== 'blocked' && override !== null && isMeant(override.who, person))
    forms.push('override');
  if (isOpen(request) && !isAuthor && member.roles.includes('admin')) forms.push('end');
  return forms;
}

const KEYS = {
  remark: { text: 'remark', key: 'm' },
  suggest: { text: 'suggest', key: 'e' },
  delegate: { text: 'delegate', key: undefined },
  override: { text: 'override', key: undefined },
  end: { text: 'cancelRequest', key: undefined },
} as const satisfies Record<Form, unknown>;

export function MoreBar({ desk, forms }: { readonly desk: ReviewDesk; readonly forms: readonly Form[] }) {
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
              desk.asking.value = null;
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
