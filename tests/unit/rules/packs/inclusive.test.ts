import { describeHeldOut } from './held-out.ts';

describeHeldOut('inclusive', 0);
