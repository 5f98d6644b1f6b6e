export { createApp } from './app.ts';
export { buildStage, type BuildStage, type BuiltStage } from './build-stage.ts';
export { BootstrapStack, MemberStack, type MemberSettings } from './member/index.ts';
export { StageError, type Stage, type StageVpc } from './stage.ts';
