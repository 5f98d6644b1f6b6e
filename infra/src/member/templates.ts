import { stringify } from 'yaml';
import { createApp } from '../app.ts';
import { BootstrapStack } from './bootstrap-stack.ts';
import { MemberStack } from './member-stack.ts';

const HEAD = `# Made by node infra/src/member/write-templates.ts; infra/member/README.md says what for.\n`;

/** A synthesised stack. */
export interface Synthesised {
  readonly file: string;
  readonly template: object;
}

/** The member templates as CDK makes them without settings, under the names of their YAML in infra/member. */
export function memberTemplates(): readonly Synthesised[] {
  const app = createApp({ context: { 'aws:cdk:enable-path-metadata': false }, analyticsReporting: false });
  const stacks = {
    'roles.yaml': new MemberStack(app, 'roles'),
    'bootstrap.yaml': new BootstrapStack(app, 'bootstrap'),
  };
  const assembly = app.synth();
  return Object.entries(stacks).map(([file, { stackName }]) => ({
    file,
    template: assembly.getStackByName(stackName).template as object,
  }));
}

/** A template as YAML, for somebody without CDK; in YAML 1.1, by which CloudFormation reads it (a date is a date there). */
export const asYaml = (template: object): string =>
  HEAD +
  stringify(template, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false, singleQuote: true });
