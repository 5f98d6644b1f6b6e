import { httpContract } from './http/http.contract.ts';
import { sandboxRig } from './http/sandbox-rig.ts';

httpContract('the sandbox', sandboxRig);
