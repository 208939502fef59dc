import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it, vi } from 'vitest';
import { signoff, start } from './run.ts';

// Each test starts processes; on a busy machine that takes longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

const lines = (out: string): unknown[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('--jsonl', () => {
  it('writes one result a line, in order', async () => {
    const input = [
      { id: 1, text: 'Good morning' },
      { id: 'two', text: 'Buy $ACME', platform: 'x', context: ['paid'], other: 1 },
      { text: 'Add us to your whitelist', context: 'paid' },
    ];
    const { code, out, err } = await signoff(
      ['check', '--jsonl'],
      input.map((post) => JSON.stringify(post)).join('\n'),
    );
    expect(lines(out)).toMatchObject([
      { id: 1, verdict: 'clear', findings: [] },
      { id: 'two', verdict: 'needs-approval', findings: [{ rule: 'stock-tip', start: 0, end: 9 }] },
      { id: null, verdict: 'warned' },
    ]);
    expect(code).toBe(1);
    expect(err).toBe('');
  });

  it.each([
    ['{"id": 1', 'notJson'],
    ['[1]', 'notObject'],
    ['null', 'notObject'],
    ['{"id": 1}', 'noText'],
    ['{"id": {}, "text": "x"}', 'badId'],
    ['{"text": "x", "platform": 1}', 'badPlatform'],
    ['{"text": "x", "context": [1]}', 'badContext'],
    ['{"text": "x", "context": {}}', 'badContext'],
  ])('goes on after %j, and ends with 2', async (line, code) => {
    const run = await signoff(
      ['check', '--jsonl'],
      `{"id":1,"text":"a"}\r\n\n${line}\n{"id":2,"text":"b"}\n`,
    );
    expect(lines(run.out)).toEqual([
      { id: 1, verdict: 'clear', findings: [] },
      { id: null, error: { code, message: expect.stringContaining('3'), line: 3 } },
      { id: 2, verdict: 'clear', findings: [] },
    ]);
    expect(run.code).toBe(2);
  });

  it('has nothing to say of nothing', async () => {
    expect(await signoff(['check', '--jsonl'], '')).toEqual({ code: 0, out: '', err: '' });
  });

  it('answers a line before the next one comes', async () => {
    const child = start(['check', '--jsonl']);
    const answers = createInterface({ input: child.stdout });
    for (const id of ['a', 'b']) {
      child.stdin.write(`${JSON.stringify({ id, text: 'Good morning' })}\n`);
      const [answer] = await once(answers, 'line');
      expect(JSON.parse(answer)).toEqual({ id, verdict: 'clear', findings: [] });
    }
    child.stdin.end();
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('tells on stderr how far a long input has come, and every result stays on stdout', async () => {
    const count = 25_000;
    const input = Array.from({ length: count }, (_, id) => `{"id":${id},"text":"hi"}\n`).join('');
    const { out, err } = await signoff(['check', '--jsonl', '--pack', 'privacy'], input);
    expect(lines(out).map((record) => (record as { id: number }).id)).toEqual(
      Array.from({ length: count }, (_, id) => id),
    );
    expect(err).toContain('25,000 lines checked');
    expect(err.split('\n').length).toBeGreaterThanOrEqual(3);
  });

  it('ends quietly when its reader goes away', async () => {
    const child = start(['check', '--jsonl', '--pack', 'privacy']);
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      if (!chunk.includes('lines checked')) errors += chunk;
    });
    child.stdin.on('error', () => undefined);
    const line = `${JSON.stringify({ id: 1, text: 'Write to ola@fund.example' })}\n`;
    child.stdin.write(line.repeat(5_000));
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.end(line.repeat(50_000));
    const [code, signal] = await once(child, 'close');
    expect({ code, signal, errors }).toEqual({ code: 0, signal: null, errors: '' });
  });
});
