/** A ruleset that cannot be used as it is; nothing of it is in force. */
export class RulesetError extends Error {
  override readonly name = 'RulesetError';
  readonly code: 'duplicate_pack' | 'duplicate_rule' | 'bad_rule';
  readonly pack: string;
  /** Rule id, or null when the pack itself is at fault. */
  readonly rule: string | null;

  constructor(
    code: RulesetError['code'],
    pack: string,
    rule: string | null,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.code = code;
    this.pack = pack;
    this.rule = rule;
  }
}
