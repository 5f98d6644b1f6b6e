// Must not pass lint (tools/workspace/canary.mjs): libs/access is pure.
import * as adapter from '@roster/kubernetes'; // must fail: @nx/enforce-module-boundaries
import * as files from 'node:fs'; // must fail: no-restricted-imports

export const refused = [adapter, files];
