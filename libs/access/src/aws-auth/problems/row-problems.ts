import { fieldsNamed, foldName } from '../fields.ts';
import type { Field, MapValue } from '../goyaml/index.ts';
import type { MappingList } from '../mapping.ts';
import type { ValueProblem } from '../reading.ts';
import { arnField, inspectRow, type DecodedRow } from '../row.ts';
import { aboutAccess } from './access-problems.ts';
import { aboutArn } from './arn-problems.ts';
import { lookAlike } from './look-alike.ts';
import { collect, type Say } from './say.ts';

const FIELDS = ['rolearn', 'userarn', 'username', 'groups', 'userid', 'sso'];

/** Everything wrong with one row by itself. */
export function rowProblems(list: MappingList, decoded: DecodedRow): readonly ValueProblem[] {
  const row = inspectRow(list, decoded);
  const { problems, say } = collect(list, decoded.principal);
  for (const { code, message, at } of row.faults) say('error', code, message, at);
  if (row.value.type === 'map') aboutFields(list, row.value, say);
  if (row.key === undefined) return problems;
  if (row.places.arn !== undefined) aboutArn(list, { arn: row.arn, at: row.places.arn }, say);
  else {
    const message = 'a row with sso counts only with the feature gate SSORoleMatch, which is off by default';
    say('warning', 'sso-row', message, row.node);
  }
  aboutAccess(row, say);
  return problems;
}

function aboutFields(list: MappingList, map: MapValue, say: Say): void {
  const twice = FIELDS.flatMap((name) => fieldsNamed(map, name)[1]?.key ?? []);
  // One word a row: where a dash lacks, all of its fields stand twice.
  const [repeated] = [...twice, ...map.repeated];
  if (repeated !== undefined) {
    const message = `${repeated.value} stands twice in one row, and only one counts: does a new row lack its dash?`;
    say('error', 'repeated-field', message, repeated);
  }
  const missing = [arnField(list), 'username', 'groups'].filter(
    (name) => fieldsNamed(map, name).length === 0,
  );
  if (missing.length === 0) return;
  for (const [folded, field] of firstOfName(map)) {
    const meant = FIELDS.includes(folded) ? undefined : lookAlike(folded, missing);
    if (meant === undefined) continue;
    say('warning', 'unknown-field', `${field.name} is ignored: is ${meant} meant?`, field.key);
  }
}

/** The fields by their names as encoding/json compares them; of those with the same one that it meets first. */
function firstOfName(map: MapValue): ReadonlyMap<string, Field> {
  const first = new Map<string, Field>();
  for (const field of map.fields.values()) {
    const name = foldName(field.name);
    const other = first.get(name);
    if (other === undefined || field.name < other.name) first.set(name, field);
  }
  return first;
}
