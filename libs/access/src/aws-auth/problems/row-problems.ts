import type { FoldedFields } from '../fields.ts';
import type { MapValue } from '../goyaml/index.ts';
import type { MappingList } from '../mapping.ts';
import type { ValueProblem } from '../reading.ts';
import { arnField, type DecodedRow } from '../row.ts';
import { aboutAccess } from './access-problems.ts';
import { aboutArn } from './arn-problems.ts';
import { lookAlike } from './look-alike.ts';
import { collect, type Say } from './say.ts';

const FIELDS = ['rolearn', 'userarn', 'username', 'groups', 'userid', 'sso'];

/** Everything wrong with one row by itself. */
export function rowProblems(list: MappingList, row: DecodedRow): readonly ValueProblem[] {
  const { problems, say } = collect(list);
  for (const { code, message, at } of row.faults) say('error', code, message, at.start);
  if (row.value.type === 'map') aboutFields(list, { fields: row.fields, map: row.value }, say);
  if (row.key === undefined) return problems;
  if (row.places.arn !== undefined) aboutArn(list, { arn: row.arn, at: row.places.arn.start }, say);
  else {
    const message = 'a row with sso counts only with the feature gate SSORoleMatch, which is off by default';
    say('warning', 'sso-row', message, row.node.start);
  }
  aboutAccess(row, say);
  return problems;
}

interface Fields {
  readonly fields: FoldedFields;
  readonly map: MapValue;
}

function aboutFields(list: MappingList, { fields, map }: Fields, say: Say): void {
  const twice = FIELDS.flatMap((name) => fields.get(name)?.[1]?.key ?? []);
  // One word a row: where a dash lacks, all of its fields stand twice.
  const [repeated] = [...twice, ...map.repeated];
  if (repeated !== undefined) {
    const message = `${repeated.value} stands twice in one row, and only one counts: does a new row lack its dash?`;
    say('error', 'repeated-field', message, repeated.start);
  }
  const missing = [arnField(list), 'username', 'groups'].filter((name) => !fields.has(name));
  if (missing.length === 0) return;
  for (const [folded, [field]] of fields) {
    const meant = FIELDS.includes(folded) ? undefined : lookAlike(folded, missing);
    if (meant === undefined || field === undefined) continue;
    say('warning', 'unknown-field', `${field.name} is ignored: is ${meant} meant?`, field.key.start);
  }
}
