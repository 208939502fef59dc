/** A place on the page to draw on, new for each test of a file, and what people do there. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach } from 'vitest';

/** Lets all that is under way come to its end: answers, and what is drawn because of them. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await act(() => new Promise<void>((done) => setTimeout(done)));
}

export interface Stage {
  readonly root: HTMLElement;
  /** Types into the first field and sends its form. */
  submit(text: string): Promise<void>;
}

/** Call it once in a file. */
export function createStage(): Stage {
  let root: HTMLElement;
  beforeEach(() => {
    root = document.createElement('div');
    document.body.append(root);
  });
  afterEach(() => {
    render(null, root);
    root.remove();
  });
  return {
    get root() {
      return root;
    },
    async submit(text) {
      const input = root.querySelector('input') as HTMLInputElement;
      input.value = text;
      await act(() => void input.dispatchEvent(new InputEvent('input', { bubbles: true })));
      await act(
        () => void root.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { cancelable: true })),
      );
      await settle();
    },
  };
}
