import type { RealCluster } from '../cluster/real-cluster.ts';
import { VERSIONS } from '../programs/versions.ts';
import { OPERATOR, REGION } from './example.ts';

export interface Guide {
  readonly folder: string;
  readonly clusters: readonly RealCluster[];
  /** How long it took to start, in seconds. */
  readonly seconds: number;
  /** Why kubectl or the AWS CLI is not on the PATH that `env` gives. */
  readonly lacking: readonly string[];
}

/** What is printed once everything is up: what there is, how to reach it, what to try. */
export function guide({ folder, clusters, seconds, lacking }: Guide): string {
  const { kubernetes, awsIamAuthenticator } = VERSIONS;
  const name = clusters[0]?.arn.split('/')[1] ?? '';
  const operator = `--cluster ${name} --region ${REGION} --role ${OPERATOR}`;
  const steps: readonly (readonly [command: string, why: string])[] = [
    ['roster plan -f fleet.yaml', 'each cluster lacks one row'],
    ['roster catalog push fleet.yaml', 'store the fleet as a revision'],
    ['roster apply', 'write the row, check the clusters, record it'],
    ['roster status', 'how the fleet stands'],
    [`roster kubeconfig --kubeconfig operator ${operator}`, ''],
    ['kubectl --kubeconfig operator get nodes', 'as that role, which apply has let in'],
    ['kubectl get configmap aws-auth -n kube-system -o yaml', `as administrator of ${name}`],
    ['aws eks list-clusters', 'the AWS behind it is the sandbox'],
  ];
  return `
Up in ${seconds.toFixed(1)} s: real Kubernetes ${kubernetes} with aws-iam-authenticator ${awsIamAuthenticator}

${clusters.map(({ arn, endpoint }) => `  ${arn}  ${endpoint}\n`).join('')}
In another terminal:

  cd ${folder} && . ./env

  ${steps.map(([command, why]) => (why === '' ? command : `${command.padEnd(56)}# ${why}`)).join('\n  ')}

${lacking.map((why) => `${why}\n`).join('')}Ctrl-C ends it; the folder goes with it.
`;
}

/** A shell's settings for it: the sandbox's keys and endpoints, a store of its own, its administrators, its programs. */
export function shellSettings(env: Readonly<Record<string, string>>, bin: string): string {
  const exports = Object.entries(env).map(([name, value]) => `export ${name}=${quoted(value)}\n`);
  return `${exports.join('')}export PATH=${quoted(bin)}":$PATH"\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
