import type { Stage } from './stage.ts';

/** What no log may hold: the keys of a stage, and how a cluster's token begins (facts.md: The token). */
export function secretsOf({ env }: Stage): readonly string[] {
  const { AWS_SECRET_ACCESS_KEY: key, AWS_SESSION_TOKEN: session } = env;
  if (key === undefined)
    throw new Error('the stage has no AWS_SECRET_ACCESS_KEY: there is no secret to look for');
  return ['k8s-aws-v1.', key, ...(session === undefined ? [] : [session])];
}
