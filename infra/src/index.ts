export { buildStage, type BuildStage, type BuiltStage } from './build-stage.ts';
export { BootstrapStack, MemberStack, type MemberSettings } from './member/index.ts';
export type { Stage, StageVpc } from './stage.ts';
