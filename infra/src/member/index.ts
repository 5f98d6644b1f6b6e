export { BootstrapStack } from './bootstrap-stack.ts';
export { MemberStack } from './member-stack.ts';
export { operatorUse } from './operator-rule.ts';
export type { MemberSettings } from './parameters.ts';
