export { BearerToken } from './bearer-token.ts';
export type { Credentials } from './credentials.ts';
export { execCredential, type ExecCredential } from './exec-credential.ts';
export { mintToken, type Minting } from './mint-token.ts';
