import { sandboxWorld } from '../../test/token/sandbox-world.ts';
import { tokenContract } from '../../test/token/token.contract.ts';

tokenContract('the sandbox', sandboxWorld);
