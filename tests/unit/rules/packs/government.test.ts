import { describeHeldOut } from './held-out.ts';

describeHeldOut('government', 0);
