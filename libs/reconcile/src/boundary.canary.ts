// Must not pass lint (tools/workspace/canary.mjs): the use cases know ports, not vendors and not adapters.
import * as sdk from '@aws-sdk/client-dynamodb'; // must fail: @nx/enforce-module-boundaries
import * as adapter from '@roster/catalog'; // must fail: @nx/enforce-module-boundaries

export const refused = [sdk, adapter];
