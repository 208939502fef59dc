import type { Command } from '../../../utils/api/commands.ts';

/** What the log says of a command: never the text. */
export function describe(command: Command): Record<string, unknown> {
  switch (command.kind) {
    case 'request.create':
    case 'request.send-version': {
      const { request, fingerprint, verdict, rulesetVersion, declared, draft } = command;
      const number = command.kind === 'request.create' ? 1 : command.number;
      const { platform, account } = draft;
      const claimed = { verdict, rulesetVersion, ...(declared === undefined ? {} : { declared }) };
      const more =
        command.kind === 'request.create'
          ? { supersedes: command.supersedes }
          : { suggestion: command.suggestion };
      return { request, number, fingerprint, platform, account, ...more, claimed };
    }
    case 'request.withdraw':
    case 'request.cancel':
      return { request: command.request };
    case 'request.override': {
      const { request, override, version, fingerprint } = command;
      return { request, override, number: version, fingerprint };
    }
    case 'request.comment': {
      const { request, comment, version, audience, suggestion } = command;
      return { request, comment, number: version, audience, suggests: suggestion !== null };
    }
    case 'request.decide': {
      const { request, decision, version, fingerprint, verdict } = command;
      return { request, decision, number: version, fingerprint, verdict };
    }
    case 'post.released': {
      const { clearance, request, fingerprint, platform, account, at } = command;
      return { clearance, request, fingerprint, platform, account, browserAt: at };
    }
    case 'post.published': {
      const { clearance, request, platform, posts, at } = command;
      return { clearance, request, platform, posts: posts.length, browserAt: at };
    }
  }
}
