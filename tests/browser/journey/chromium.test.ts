import { afterAll, beforeAll, describe, it } from 'vitest';
import { STEPS } from './steps.ts';
import { startWorld, type World } from './world.ts';

/** The main job in Chromium: author, reviewer and admin each in a browser of their own, on a real store. */
describe('the main job in Chromium', () => {
  let world: World;
  let broken = false;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world?.close());

  for (const step of STEPS) {
    it(step.title, async () => {
      // A later step would only repeat what the first failing one says.
      if (broken) throw new Error('An earlier step failed.');
      broken = true;
      await step.run(world);
      broken = false;
    });
  }
});
