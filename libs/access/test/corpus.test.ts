import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readManifests, type Manifest } from '../src/aws-auth/read-manifests.ts';
import type { ReadRow } from '../src/aws-auth/reading.ts';

const folder = join(import.meta.dirname, '../corpus');
const expectedOf = (name: string) => name.replace(/\.(yaml|json)$/, '.expected.json');
const files = readdirSync(folder);
const names = files.filter((file) => /\.(yaml|json)$/.test(file) && !file.endsWith('.expected.json'));
const rows = (all: readonly ReadRow[]) => all.map(({ arn, username, groups }) => ({ arn, username, groups }));

const told = ({ reading, problems }: Manifest) => ({
  roles: rows(reading.roles),
  users: rows(reading.users),
  accounts: [...reading.accounts].sort(),
  problems: problems.map(({ line, column, severity, code }) => `${line}:${column} ${severity} ${code}`),
});

// The expected rows and accounts are what aws-iam-authenticator v0.7.18 (configmap.ParseMap) has of each document.
describe('our corpus', () => {
  it.each(names)('%s', (name) => {
    const [first, ...more] = readManifests(readFileSync(join(folder, name))).map(told);
    const expected: unknown = JSON.parse(readFileSync(join(folder, expectedOf(name)), 'utf8'));
    expect(more.length > 0 ? [first, ...more] : first).toEqual(expected);
  });

  it('has documents, each with what is expected of it', () => {
    expect(names.length).toBeGreaterThan(30);
    expect(files.filter((file) => file.endsWith('.expected.json'))).toEqual(names.map(expectedOf).sort());
  });
});
