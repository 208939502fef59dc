// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import { ListField } from '../../../../components/rules/ListField.tsx';

const root = document.createElement('div');
document.body.append(root);
afterEach(() => render(null, root));

it('keeps keys that come faster than the screen is painted', async () => {
  const entries = signal<readonly string[]>(['one', 'two', 'three']);
  const Form = () => (
    <ListField
      label="Words"
      value={entries.value}
      onChange={(next) => {
        entries.value = next;
      }}
    />
  );
  render(<Form />, root);
  const area = root.querySelector('textarea') as HTMLTextAreaElement;
  const press = async (key: string): Promise<void> => {
    area.value += key;
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    // Drawn, and nothing but what was under way has run: no timer, no frame.
    for (let turn = 0; turn < 100; turn++) await Promise.resolve();
  };
  for (const key of ['\n', 'f', 'o', 'u', 'r']) await press(key);
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  expect(area.value).toBe('one\ntwo\nthree\nfour');
  expect(entries.value).toEqual(['one', 'two', 'three', 'four']);

  entries.value = ['another’s'];
  await expect.poll(() => area.value).toBe('another’s');
});
