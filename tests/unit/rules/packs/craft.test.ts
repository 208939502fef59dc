import { describeHeldOut } from './held-out.ts';

/** Five answers begin with a name: whether they are answers is only known in the composer. */

describeHeldOut('craft', 5);
