import { describeHeldOut } from './held-out.ts';

describeHeldOut('health-us', 0);
