import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readManifests } from '../src/aws-auth/read-manifests.ts';
import type { ReadRow } from '../src/aws-auth/reading.ts';

const folder = join(import.meta.dirname, '../corpus');
const names = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const rows = (all: readonly ReadRow[]) => all.map(({ arn, username, groups }) => ({ arn, username, groups }));

// The expected rows and accounts are what aws-iam-authenticator v0.7.8 (configmap.ParseMap) has of each document.
describe('our corpus', () => {
  it.each(names)('%s', (name) => {
    const [manifest, ...more] = readManifests(readFileSync(join(folder, name), 'utf8'));
    expect(more).toEqual([]);
    const { reading, problems } = manifest!;
    expect({
      roles: rows(reading.roles),
      users: rows(reading.users),
      accounts: [...reading.accounts].sort(),
      problems: problems.map(({ line, column, severity, code }) => `${line}:${column} ${severity} ${code}`),
    }).toEqual(JSON.parse(readFileSync(join(folder, name.replace('.yaml', '.expected.json')), 'utf8')));
  });

  it('has documents', () => expect(names.length).toBeGreaterThan(15));
});
