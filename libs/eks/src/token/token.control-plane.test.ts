import { realWorld } from '../../test/token/real-world.ts';
import { tokenContract } from '../../test/token/token.contract.ts';

tokenContract('a real aws-iam-authenticator', realWorld);
