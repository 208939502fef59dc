import { describeHeldOut } from './held-out.ts';

describeHeldOut('disclosure', 0);
