import { isSessionName, parsePrincipal, sessionOf } from '@roster/access';
import { placeOptions, connectedTo } from '../cluster/connected.ts';
import { command } from '../command.ts';
import { EXIT } from '../exits.ts';
import { aCluster } from '../options.ts';
import { safe } from '../output/escape.ts';
import type { Paint } from '../output/paint.ts';
import { UsageError } from '../usage-error.ts';
import { explain, type Explanation } from '../why/explain.ts';

export const why = command({
  operands: [
    { name: '<principal>', summary: 'ARN of an IAM role or user, or of a session' },
    { name: '<cluster>', summary: 'name or ARN', check: aCluster },
  ],
  options: placeOptions,
  exits: { 0: 'it gets in', 1: 'it does not', 3: 'the cluster cannot be reached, or does not let us in' },
  run: async ({ io, out }, given) => {
    const [principal = '', cluster = ''] = given.operands;
    if (parsePrincipal(principal) === undefined)
      throw new UsageError(`${principal} is no ARN of an IAM role or user`);
    const session = sessionOf(principal);
    if (session !== undefined && !isSessionName(session))
      throw new UsageError(
        `STS gives no session the name ${JSON.stringify(session)}: 2 to 64 of letters, digits and _+=,.@-`,
      );
    const { outside, fleet, asked, ...found } = await connectedTo(io, {
      ...given.options,
      cluster,
      withOwned: true,
    });
    const entries =
      found.facts.authenticationMode === 'CONFIG_MAP' ? [] : await outside.cloud.accessEntries(found.target);
    const question = { principal, cluster: found.cluster, fleet, now: io.now() };
    const { connection, owned } = found;
    const explanation = await asked(
      explain(question, { connection, entries, clusterApi: outside.clusterApi, owned }),
    );
    out.result(explanation, render);
    return explanation.getsIn ? EXIT.ok : EXIT.differs;
  },
});

function render(
  { principal, cluster, getsIn, username, groups, by, notes }: Explanation,
  paint: Paint,
): string {
  const who =
    by === 'access entry'
      ? 'by an access entry'
      : `as ${username === '' ? '(no username)' : safe(username)}, groups: ${groups.map(safe).join(', ') || '(none)'}`;
  const head = getsIn ? `${paint('green', 'gets in')} ${who}` : paint('red', 'does not get in');
  return [
    `${safe(principal)} ${head}`,
    `  ${paint('dim', cluster)}`,
    ...notes.map(({ message }) => `  - ${safe(message)}`),
  ].join('\n');
}
