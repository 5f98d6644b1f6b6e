export { BootstrapStack } from './bootstrap-stack.ts';
export { MemberStack } from './member-stack.ts';
export type { MemberSettings } from './parameters.ts';
