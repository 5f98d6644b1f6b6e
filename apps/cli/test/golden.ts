import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';

const folder = path.join(import.meta.dirname, 'golden');

/** Holds a text against the file of that name in test/golden; UPDATE_GOLDEN=1 writes the file instead. */
export function expectGolden(name: string, text: string): void {
  const file = path.join(folder, `${name}.txt`);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, text);
  expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : `no ${file}: UPDATE_GOLDEN=1 writes it`);
}
