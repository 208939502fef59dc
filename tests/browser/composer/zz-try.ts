import { hostilePage } from '../../pages/hostile/page.ts';
import { launchFirefox } from '../harness/firefox.ts';

const b = await launchFirefox({ pages: { x: hostilePage() } });
try {
  const t0 = Date.now();
  const page = await b.browser.newPage();
  await page.setRequestInterception(true);
  page.on('request', async (r) => {
    console.log(Date.now() - t0, 'req', r.url(), r.resourceType());
    if (r.resourceType() !== 'document') return r.abort();
    return r.respond({ status: 200, contentType: 'text/html; charset=utf-8', body: hostilePage() });
  });
  page.on('console', (m) => console.log('console', m.text()));
  await page
    .goto('https://x.com/home', { timeout: 8000, waitUntil: 'domcontentloaded' })
    .catch((e) => console.log(String(e)));
  console.log(Date.now() - t0, page.url());
  console.log(
    await Promise.race([
      page.evaluate(() => document.readyState + document.body.innerHTML.length),
      new Promise((r) => setTimeout(() => r('evaluate hangs'), 4000)),
    ]),
  );
} finally {
  await b.close();
}
