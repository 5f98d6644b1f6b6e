import { writtenFile, mutated } from '@roster/access/testing';
import { startControlPlane, type ControlPlane } from '@roster/control-plane';
import { goPrograms } from '@roster/control-plane/programs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOracle, type Oracle, type OracleReading } from '../oracle.ts';
import { corpusFiles } from '../sources.ts';
import { kubectlOf, type Kubectl } from './kubectl.ts';

// What parse-map says of files is kubectl's own word: for each file both must come to the same ConfigMaps.
const FILES = 100;
const made = fc.sample(fc.oneof(writtenFile, mutated(writtenFile)), { seed: 11, numRuns: FILES });
const files = [...corpusFiles('').map(({ bytes }) => bytes), ...made];

let controlPlane: ControlPlane;
let oracle: Oracle;
let run: Kubectl;
beforeAll(async () => {
  const cluster = { name: 'one', account: '111122223333', region: 'eu-west-1' };
  controlPlane = await startControlPlane({ clusters: [cluster], dynamodb: false });
  run = await kubectlOf(controlPlane, controlPlane.cluster('arn:aws:eks:eu-west-1:111122223333:cluster/one'));
  oracle = startOracle((await goPrograms()).parseMap);
});
afterAll(async () => {
  await oracle[Symbol.asyncDispose]();
  await controlPlane.stop();
});

interface Sent {
  readonly kind: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** The data of the ConfigMaps that the API server has taken from kubectl, and whether it refused others by their names. */
async function sentBy(file: Uint8Array) {
  const args = ['create', '--dry-run=server', '--validate=ignore', '-o', 'json', '-f', '-'];
  const { stdout, stderr } = await run(args, file);
  const objects = stdout.split(/^(?=\{)/m).filter((one) => one.trim() !== '');
  const data = objects.flatMap((one) => {
    const sent = JSON.parse(one) as Sent;
    return sent.kind === 'ConfigMap' ? [sent.data ?? {}] : [];
  });
  return { data, othersInvalid: / is invalid: metadata|namespaces ".*" not found/.test(stderr) };
}

const NOTHING: OracleReading = { roles: [], users: [], accounts: [], broken: [] };

/** Those documents of an answer that kubectl comes to and can send. */
async function expectedOf(file: Uint8Array): Promise<readonly OracleReading[]> {
  const { documents = [] } = await oracle.ask({ file });
  const end = documents.findIndex(({ stops }) => stops === true);
  const seen = end < 0 ? documents : documents.slice(0, end);
  return seen.flatMap(({ whole, reading, refused }) => {
    if (whole !== true) return [];
    return reading ?? (refused === 'it has no data' ? NOTHING : []);
  });
}

describe('parse-map', () => {
  it('comes to the ConfigMaps that kubectl and the API server do', async () => {
    let count = 0;
    for (const file of files) {
      const { data, othersInvalid } = await sentBy(file);
      const readings = await Promise.all(data.map((one) => oracle.ask({ data: one })));
      const told = readings.flatMap(({ reading }) => reading ?? []);
      const expected = await expectedOf(file);
      const wanted = othersInvalid ? expected.filter((one) => isAmong(one, told)) : expected;
      expect(told, Buffer.from(file).toString()).toEqual(wanted);
      count += data.length;
    }
    console.log(`${String(files.length)} files, in which kubectl finds ${String(count)} ConfigMaps`);
    expect(count).toBeGreaterThan(FILES / 2);
  });
});

const isAmong = (one: OracleReading, all: readonly OracleReading[]) =>
  all.some((other) => JSON.stringify(other) === JSON.stringify(one));
