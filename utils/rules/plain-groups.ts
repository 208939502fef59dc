/** The same pattern with its capturing groups made plain ones, so that groups around it can be counted. */
export function withoutGroups(source: string): string {
  let plain = '';
  let inClass = false;
  for (let i = 0; i < source.length; i++) {
    const sign = source.charAt(i);
    if (sign === '\\') {
      plain += sign + source.charAt(++i);
      continue;
    }
    if (inClass) inClass = sign !== ']' || /\[\^?$/.test(plain);
    else if (sign === '[') inClass = true;
    else if (sign === '(') {
      const named = /^\(\?P?<[A-Za-z_]\w*>/.exec(source.slice(i));
      if (named !== null) {
        plain += '(?:';
        i += named[0].length - 1;
        continue;
      }
      if (source.charAt(i + 1) !== '?') {
        plain += '(?:';
        continue;
      }
    }
    plain += sign;
  }
  return plain;
}
