/** What the log keeps beside its entries, so that an outsider can re-create what was asked for and by which rules. */
import type { RequestVersion } from '../../utils/api/entities.ts';
import type { PublishRequest } from '../../utils/api/routes.ts';
import type { Finding } from '../../utils/lint/finding.ts';

export interface VersionContent extends Pick<RequestVersion, 'number' | 'draft' | 'note' | 'verdict'> {
  readonly author: string;
  readonly editor: string;
  /** What the store found in it, by the rules in force. */
  readonly findings: readonly Finding[];
  /** Small pictures of its media by digests alone: `shows` of the medium's bytes, `image` of the picture's address. */
  readonly thumbnails?: readonly { readonly shows: string; readonly image: string }[];
}

/** A version of a request as it was handed in, original or interim. */
export function versionContent(version: VersionContent): VersionContent {
  const { number, author, editor, draft, note, verdict, findings, thumbnails = [] } = version;
  const shown = thumbnails.length === 0 ? {} : { thumbnails };
  return { number, author, editor, draft, note, verdict, findings, ...shown };
}

export type RulesetContent = Pick<PublishRequest, 'packs' | 'overrides' | 'policy' | 'note'>;

/** A ruleset as it was written; its policy is part of it. */
export function rulesetContent({ packs, overrides, policy, note }: RulesetContent): RulesetContent {
  return { packs, overrides, policy, note };
}
