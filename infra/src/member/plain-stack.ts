import { BootstraplessSynthesizer, type IStackSynthesizer, type StackProps } from 'aws-cdk-lib';

/** Properties of a stack whose template is CloudFormation and nothing else: no assets, no bootstrap, no metadata. */
export const plainStackProps = (description: string): StackProps => ({
  description,
  // CDK's own types say `string | undefined` where the interface says `?: string`.
  synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
  analyticsReporting: false,
});
