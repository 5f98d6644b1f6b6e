import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { VERSIONS } from '../src/programs/versions.ts';

const pinned = (module: string, name: string) => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../go', module, 'go.mod'), 'utf8');
  return new RegExp(`^\\s*(?:require )?${name} (v\\S+)`, 'm').exec(text)?.[1];
};

it('shows the versions that the Go modules pin', () => {
  expect(VERSIONS).toEqual({
    kubernetes: pinned('kubernetes', 'k8s.io/kubernetes'),
    awsIamAuthenticator: pinned('authenticator', 'sigs.k8s.io/aws-iam-authenticator'),
  });
});
