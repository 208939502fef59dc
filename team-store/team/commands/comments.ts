/** What is said about a version. */
import type { CommentWords } from '../../../utils/api/entities.ts';
import { hasUnknownMedia } from '../../../utils/draft/canonical.ts';
import { fingerprintOf } from '../../../utils/draft/fingerprint.ts';
import { Refusal } from '../../errors.ts';
import { requestSizes } from '../requests.ts';
import { type CommandContext, type CommandOf, type Effect, REQUEST_CHARACTERS, touch } from './context.ts';

/** Whoever sees a request may say something about it; what only reviewers are to read is theirs to write. */
export async function comment(
  context: CommandContext,
  command: CommandOf<'request.comment'>,
): Promise<Effect> {
  const { tx, change, member } = context;
  const { team, now } = change;
  const { request, version: number, audience, text, suggestion } = command;
  const progress = await context.progressOf(request);
  if (progress === null) throw new Refusal('not_found');
  const isAuthor = progress.author === member.id;
  const reads = member.roles.some((role) => role !== 'author');
  if (!isAuthor && !reads) throw new Refusal('not_found');
  if (member.roles.length === 1 && member.roles.includes('auditor')) throw new Refusal('wrong_role');
  if (audience === 'reviewers' && (isAuthor || suggestion !== null)) throw new Refusal('wrong_role');
  if (!progress.versions.some((one) => one.number === number)) throw new Refusal('version_changed');
  if (command.words !== undefined) await checkWords(context, command, command.words);
  if (suggestion !== null && hasUnknownMedia(suggestion))
    throw new Refusal('invalid_input', { text: 'media_unknown' });
  if (suggestion !== null && suggestion.platform !== progress.platform) throw new Refusal('invalid_input');
  if (suggestion === null && text.trim() === '') throw new Refusal('invalid_input');
  const known = await tx
    .selectFrom('comments')
    .select(['member', 'request'])
    .where('team', '=', team)
    .where('id', '=', command.comment)
    .executeTakeFirst();
  if (known !== undefined) {
    if (known.member === member.id && known.request === request) return 'repeated';
    throw new Refusal('id_reused');
  }
  const sizes = await requestSizes(tx, team, [request]);
  const added = text.length + (suggestion === null ? 0 : JSON.stringify(suggestion).length);
  if ((sizes.get(request) ?? 0) + added > REQUEST_CHARACTERS) throw new Refusal('too_large');
  await tx
    .insertInto('comments')
    .values({
      team,
      id: command.comment,
      request,
      number,
      member: member.id,
      audience,
      body: text,
      suggestion: suggestion === null ? null : JSON.stringify(suggestion),
      fingerprint: suggestion === null ? null : fingerprintOf(suggestion),
      words: command.words === undefined ? null : JSON.stringify(command.words),
      at: now,
    })
    .execute();
  touch(context, request);
  context.keep({ text, suggestion });
  return 'applied';
}

/** A remark at words is at words that are there: what is shown of it is taken from the version. */
async function checkWords(
  { tx, change: { team } }: CommandContext,
  { request, version }: CommandOf<'request.comment'>,
  { part, end }: CommentWords,
): Promise<void> {
  const row = await tx
    .selectFrom('request_versions')
    .select('draft')
    .where('team', '=', team)
    .where('request', '=', request)
    .where('number', '=', version)
    .executeTakeFirst();
  if (end > (row?.draft.parts[part]?.text.length ?? 0)) throw new Refusal('invalid_input');
}
