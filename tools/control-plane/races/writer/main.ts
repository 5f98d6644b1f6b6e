import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Line } from './line.ts';
import { rowText, withoutRow, withRow } from './rows.ts';
import { jsonPatch, kubectl, mergePatch, put, type ConfigMap, type Way } from './ways.ts';

// A foreign writer, as somebody's script or operator is one: none of Roster's code, its own identity, and a
// read-modify-write that is tried again until it lands. It runs until its standard input closes.

const WAYS = { put, 'merge-patch': mergePatch, 'json-patch': jsonPatch, kubectl };
/** With fewer rows than this of its own it adds one, with more it removes one. */
const ROWS = 4;

const { values } = parseArgs({
  options: {
    kubeconfig: { type: 'string', default: '' },
    kubectl: { type: 'string', default: '' },
    name: { type: 'string', default: 'writer' },
    way: { type: 'string', default: 'put' },
    list: { type: 'string', default: 'mapRoles' },
    pause: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const { name, list } = values;
const kind = list === 'mapUsers' ? 'user' : 'role';
const rowOf = (arn: string) => rowText(arn, name);
const say = (line: Line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const way = openWay();
const random = mulberry32(Number(values.seed));
const mine: string[] = [];
const removed: string[] = [];
let conflicts = 0;
process.stdin.resume();

while (!process.stdin.readableEnded) {
  const chosen = mine[Math.floor(random() * mine.length)];
  const remove = chosen !== undefined && (mine.length > ROWS || random() < 0.5);
  const arn = remove ? chosen : nextArn();
  const version = await landed(arn, remove);
  if (remove) removed.push(...mine.splice(mine.indexOf(arn), 1));
  else mine.push(arn);
  say({ kind: 'wrote', op: remove ? 'remove' : 'add', arn, version });
  await setTimeout(random() * 2 * Number(values.pause));
}
check(await way.read());
say({ kind: 'ended', conflicts, rows: mine });

/** Reads, changes and writes until a write lands. */
async function landed(arn: string, remove: boolean): Promise<string> {
  for (;;) {
    const map = await way.read();
    check(map);
    const text = map.data?.[list] ?? '';
    const next = remove ? withoutRow(text, rowOf(arn)) : withRow(text, rowOf(arn), random() < 0.5);
    const version = await way.write(map, list, next);
    if (version !== undefined) return version;
    conflicts += 1;
  }
}

/** Whether all that was acknowledged still stands, to the byte. */
function check({ data, metadata: { resourceVersion: version } }: ConfigMap): void {
  const text = data?.[list] ?? '';
  for (const arn of mine) if (!text.includes(rowOf(arn))) say({ kind: 'lost', what: 'gone', arn, version });
  for (const arn of removed) if (text.includes(arn)) say({ kind: 'lost', what: 'back', arn, version });
}

function nextArn(): string {
  const number = String(mine.length + removed.length).padStart(6, '0');
  return `arn:aws:iam::999988887777:${kind}/${name}-${number}`;
}

function openWay(): Way {
  const { kubeconfig, kubectl: program } = values;
  // JSON, which kubectl reads as well.
  const config = JSON.parse(readFileSync(kubeconfig, 'utf8')) as {
    readonly clusters: readonly [{ readonly cluster: { readonly server: string } }];
    readonly users: readonly [{ readonly user: { readonly token: string } }];
  };
  const make = WAYS[values.way as keyof typeof WAYS];
  const { server } = config.clusters[0].cluster;
  return make({ server, token: config.users[0].user.token, kubeconfig, kubectl: program });
}

/** Random numbers from a seed (Tommy Ettinger's mulberry32, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
