import { parsePrincipal, readManifests, type Manifest } from '@roster/access';
import { writtenData, writtenFile } from '@roster/access/testing';
import fc from 'fast-check';
import { corpusFiles } from '../sources.ts';

/** A document to apply to a real cluster. */
export interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Documents of our corpus and of the grammar, all with a reading of their own: files of one manifest whose
 * authenticator lets somebody in, or nobody because a list is broken.
 */
export function samples(count: number, seed: number): readonly Sample[] {
  const numRuns = count * 20;
  const files = fc.sample(writtenFile, { seed, numRuns });
  const data = fc.sample(writtenData, { seed, numRuns }).map(manifestOf);
  const made = files
    .flatMap((file, index) => [file, data[index] ?? file])
    .map((bytes, index) => ({ name: `grammar ${String(index)}`, bytes }));
  const half = distinct(corpusFiles('')).slice(0, count / 2);
  return [...half, ...distinct(made).slice(0, count - half.length)];
}

function distinct(all: readonly Sample[]): readonly Sample[] {
  return [...new Map(all.filter(worthIt).map((sample) => [keyOf(sample), sample])).values()];
}

const decode = ({ bytes }: Sample): readonly Manifest[] => readManifests(bytes);
const rowsOf = (rows: Manifest['reading']['roles']) =>
  rows.map(({ arn, username, groups }) => [arn, username, groups]);
const keyOf = (sample: Sample) =>
  JSON.stringify(
    decode(sample).map(({ reading: { roles, users, accounts } }) => [rowsOf(roles), rowsOf(users), accounts]),
  );

function worthIt(sample: Sample): boolean {
  const [manifest, ...more] = decode(sample);
  if (manifest?.data === undefined || more.length > 0) return false;
  if (manifest.name !== 'aws-auth' || manifest.namespace !== 'kube-system') return false;
  const { roles, users, unreadable } = manifest.reading;
  return roles.length + users.length > 0 || unreadable.length > 0;
}

function manifestOf(data: Readonly<Record<string, string>>): Uint8Array {
  const metadata = { name: 'aws-auth', namespace: 'kube-system' };
  return new TextEncoder().encode(JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data }));
}

/** Roles and users that rows of the samples may mean, one of each name: IAM has a name once, in whatever case. */
export function principalsOf(all: readonly Sample[]): readonly string[] {
  const found = new Map<string, string>();
  for (const { reading } of all.flatMap(decode)) {
    for (const { arn } of [...reading.roles, ...reading.users]) {
      const principal = parsePrincipal(arn);
      if (principal?.partition !== 'aws' || !['role', 'user'].includes(principal.kind)) continue;
      const name = `${principal.account} ${principal.kind} ${arn.split('/').at(-1) ?? ''}`.toLowerCase();
      if (!arn.includes(':assumed-role/') && !found.has(name)) found.set(name, arn);
    }
  }
  return [...found.values()];
}
