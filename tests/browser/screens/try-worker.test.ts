/** The worker that tries posts, as it was built, in the extension's own pages: under their policy, in both browsers. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readShippedPacks } from '../../../cli/packs.ts';
import { pastedPosts, tryPosts } from '../../../components/rules/try-many.ts';
import type { TryAnswer, TryJob } from '../../../components/rules/try-service.ts';
import { compile } from '../../../utils/rules/compile.ts';
import { textOfExample } from '../../../utils/rules/example.ts';
import { builtExtension } from '../harness/build.ts';
import { launchChromium } from '../harness/chromium.ts';
import { launchFirefox } from '../harness/firefox.ts';

interface Asked {
  readonly file: string;
  readonly job: TryJob;
}

/** The little that a page of either browser's driver can do alike. */
interface Inside {
  evaluate(work: (asked: Asked) => Promise<string>, asked: Asked): Promise<string>;
}

const packs = readShippedPacks().filter(({ pack }) => ['brand-safety', 'finance-us'].includes(pack));
const texts = packs.flatMap(({ rules }) => rules.flatMap(({ examples }) => examples.bad.map(textOfExample)));
const job: TryJob = {
  posts: pastedPosts(texts.join('\n---\n'), 'x'),
  before: { packs: packs.slice(0, 1), overrides: {} },
  after: { packs, overrides: {} },
  locale: 'en',
  now: 0,
};

/** Runs in the page: all that a worker of its own answers, as JSON, since drivers take nothing twice that is there twice. */
function ask({ file, job: wanted }: Asked): Promise<string> {
  return new Promise((done, failed) => {
    const answers: TryAnswer[] = [];
    const worker = new Worker(`/assets/${file}`, { type: 'module' });
    worker.onerror = (event) => failed(new Error(event.message ?? 'it could not be started'));
    worker.onmessage = ({ data }: MessageEvent<TryAnswer>) => {
      answers.push(data);
      if (data.kind === 'told' && data.trials.state === 'running') return;
      worker.terminate();
      done(JSON.stringify(answers));
    };
    worker.postMessage(wanted);
  });
}

it.each([
  ['Chromium', 'chrome', launchChromium],
  ['Firefox', 'firefox', launchFirefox],
] as const)('says in %s what a direct run says', async (_, folder, launch) => {
  const linters = [job.before, job.after].map((rules) =>
    compile({ packs: [...rules.packs], overrides: rules.overrides }, { locale: 'en', now: 0 }),
  );
  const [before, after] = linters;
  if (before === undefined || after === undefined) throw new Error('no linters');
  const direct = tryPosts({ posts: job.posts, before, after, clock: () => 0, onProgress: () => {} });
  const [file, ...others] = readdirSync(join(builtExtension(folder), 'assets')).filter((one) =>
    one.startsWith('try-worker'),
  );
  if (file === undefined) throw new Error('the worker is not in the build');
  expect(others).toEqual([]);
  const browser = await launch();
  try {
    const page = (await browser.extensionPage('options.html')) as unknown as Inside;
    const answers = JSON.parse(await page.evaluate(ask, { file, job })) as TryAnswer[];
    const told = answers.flatMap((answer) => (answer.kind === 'told' ? [answer.trials] : []));
    expect(told.at(-1)).toMatchObject({ done: texts.length, unchanged: direct.unchanged, state: 'done' });
    expect(told.flatMap(({ differences }) => differences)).toEqual(direct.differences);
    expect(direct.differences.length).toBeGreaterThan(50);
  } finally {
    await browser.close();
  }
});
