import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { answerTools } from '../utils/tools/answer.ts';

/** Put into a frame by the popup when somebody asks for what only this can do. */
export default defineUnlistedScript(() => answerTools());
