import type { LocalConnection } from '../../utils/sync/live.ts';
import { useOptionsTexts } from '../team/texts.ts';
import { Glyph } from '../ui/Glyph.tsx';

const ADMIN = [
  ['peopleMembers', '/members'],
  ['peopleGroups', '/groups'],
  ['peoplePlatforms', '/platforms'],
  ['peoplePauses', '/pauses'],
  ['peopleWebhooks', '/webhooks'],
] as const;
const RECORD = ['peopleRecord', '/record'] as const;
const EVERYONE = [
  ['peopleAbsences', '/absences'],
  ['peopleDevices', '/devices'],
] as const;

/** The store's own pages that the member may use. */
export function PeoplePanel({ connection }: { readonly connection: LocalConnection }) {
  const t = useOptionsTexts();
  const { roles } = connection.member;
  const isAdmin = roles.includes('admin');
  const pages = [
    ...(isAdmin ? ADMIN : []),
    ...(isAdmin || roles.includes('auditor') ? [RECORD] : []),
    ...EVERYONE,
  ];
  return (
    <div class="panel">
      <p>{t('peopleText')}</p>
      <ul>
        {pages.map(([key, path]) => (
          <li key={path}>
            <a href={new URL(path, connection.storeUrl).href} target="_blank" rel="noreferrer">
              {t(key)} <Glyph name="external" />
              <span class="visually-hidden">({t('newTab')})</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
