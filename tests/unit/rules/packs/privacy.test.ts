import { describeHeldOut } from './held-out.ts';

describeHeldOut('privacy', 5);
