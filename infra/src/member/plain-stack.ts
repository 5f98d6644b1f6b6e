import { BootstraplessSynthesizer, type StackProps } from 'aws-cdk-lib';

/** Properties of a stack whose template is CloudFormation and nothing else: no assets, no bootstrap, no metadata. */
export const plainStackProps = (description: string): StackProps => ({
  description,
  synthesizer: new BootstraplessSynthesizer(),
  analyticsReporting: false,
});
