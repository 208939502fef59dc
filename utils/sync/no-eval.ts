/** zod tries `new Function` once to see whether it may; the extension's CSP forbids it and would log the attempt as an error. */
import { config } from 'zod';

config({ jitless: true });
