import { admissionsOf, parsePrincipal, readManifests, type Reading } from '@roster/access';
import { startControlPlane, type ControlPlane, type RealCluster } from '@roster/control-plane';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kubectlOf, type Kubectl } from './kubectl.ts';
import { principalsOf, samples, type Sample } from './samples.ts';
import { whoAmI, type UserInfo } from './who-am-i.ts';

const STRANGER = 'arn:aws:iam::111122223333:role/Stranger';
const all = samples(40, 7);
const begun = Date.now();
const principals = [...principalsOf(all), STRANGER];

let controlPlane: ControlPlane;
let cluster: RealCluster;
let run: Kubectl;
beforeAll(async () => {
  const clusters = [{ name: 'one', account: '111122223333', region: 'eu-west-1' }];
  const known = principals.map((arn) => ({ arn }));
  controlPlane = await startControlPlane({ clusters, principals: known, dynamodb: false });
  cluster = controlPlane.cluster('arn:aws:eks:eu-west-1:111122223333:cluster/one');
  run = await kubectlOf(controlPlane, cluster);
});
afterAll(() => controlPlane.stop());

/** Applies a file as people do, and waits until the authenticator has seen it. */
async function apply({ bytes }: Sample): Promise<string> {
  await cluster.setAwsAuth(null);
  const { status, stderr } = await run(['create', '--validate=ignore', '-f', '-'], bytes);
  if (status !== 0) return stderr;
  await cluster.setAwsAuth({ ...(await cluster.awsAuth()), seen: 'by the authenticator' });
  return 'applied';
}

/** As whom somebody may get in, templates filled in with what the server says of the session; undefined: refused. */
function usersOf(reading: Reading, as: string, { extra = {} }: UserInfo = {}) {
  const { arn, account, kind } = parsePrincipal(as)!;
  const session = {
    accountId: account,
    // Of who is refused nothing is known; the sandbox signs as that session.
    sessionName: extra['sessionName']?.[0] ?? (kind === 'role' ? 'sandbox' : ''),
    accessKeyId: extra['accessKeyId']?.[0],
  };
  const users = admissionsOf(reading, { arn, session }).map((admission) => {
    if (admission.refused !== undefined) return undefined;
    return { username: admission.username, groups: [...new Set(admission.groups)].sort() };
  });
  return users.length > 0 ? users : [undefined];
}

function seenUser(info: UserInfo | undefined) {
  if (info === undefined) return undefined;
  const groups = (info.groups ?? []).filter((group) => group !== 'system:authenticated');
  return { username: info.username ?? '', groups: [...new Set(groups)].sort() };
}

describe('a document that is really applied', () => {
  const counts = { documents: 0, letIn: 0, refused: 0 };

  it.each(all.map((sample, index) => ({ ...sample, index })))('$name', async ({ index, ...sample }) => {
    // Counted from one moment, or the time that a document takes would make two of these the same.
    const signedAt = new Date(begun - index * 1000);
    const [manifest] = readManifests(sample.bytes);
    expect(await apply(sample)).toBe('applied');
    for (const as of principals) {
      const seen = await whoAmI(controlPlane, cluster, { as, signedAt });
      expect(usersOf(manifest!.reading, as, seen), as).toContainEqual(seenUser(seen));
      counts[seen === undefined ? 'refused' : 'letIn'] += 1;
    }
    counts.documents += 1;
  });

  it('has been many, with many who get in and many who do not', () => {
    console.log(`${counts.documents} documents applied: ${counts.letIn} logins, ${counts.refused} refused`);
    expect(counts.documents).toBe(40);
    expect(counts.letIn).toBeGreaterThan(40);
    expect(counts.refused).toBeGreaterThan(40);
  });
});
