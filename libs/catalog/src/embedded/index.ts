export { embeddedFolder, EMBEDDED_PREFIX, openEmbedded, type Embedded } from './embedded.ts';
export type { Holder } from './holder.ts';
