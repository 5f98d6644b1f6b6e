import { readFile } from 'node:fs/promises';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { FleetFile } from './fleet-file.ts';

it('fleet.schema.json is what the schema says (vitest -u writes it)', async () => {
  const schema = { title: 'Fleet of Roster', ...z.toJSONSchema(FleetFile, { io: 'input' }) };
  const text = await format(JSON.stringify(schema), { parser: 'json', printWidth: 110 });
  await expect(text).toMatchFileSnapshot('../../../fleet.schema.json');
});

it('fleet.schema.json knows every key of the example', async () => {
  const schema = JSON.parse(
    await readFile(new URL('../../../fleet.schema.json', import.meta.url), 'utf8'),
  ) as {
    readonly properties: object;
    readonly additionalProperties: boolean;
  };
  expect(Object.keys(schema.properties)).toEqual(Object.keys(FleetFile.shape));
  expect(schema.additionalProperties).toBe(false);
});
