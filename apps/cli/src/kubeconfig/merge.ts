import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../usage-error.ts';
import { editYaml } from './edit-yaml.ts';
import { contextName, entryName, withEntry, type KubeconfigEntry } from './entry.ts';
import { isList, isMap, readYaml, type Plain, type PlainMap } from './plain.ts';

const NEW = { apiVersion: 'v1', kind: 'Config' };
const LISTS = ['clusters', 'contexts', 'users'] as const;

/**
 * The text of a kubeconfig with the entries of these clusters, added or renewed; every line of others stays to the
 * byte. It is read back, as kubectl reads it: it says what it said before, and our entries.
 * @throws UsageError where kubectl could not read the text, an alias is another context's name, or the text shares
 * parts by anchors in such a way that no edit would leave all else as it is.
 */
export function mergeKubeconfig(text: string, entries: readonly KubeconfigEntry[], file: string): string {
  const before = readYaml(text, file);
  const config = before.value ?? {};
  assertKubeconfig(config, file);
  for (const entry of entries) refuseForeignContext(config, entry, file);
  const empty = Object.keys(config).length === 0;
  const after = entries.reduce<PlainMap>(withEntry, empty ? NEW : config);
  const edited = editYaml(before, after);
  if (!isDeepStrictEqual(valueOf(edited), after))
    throw new UsageError(
      `${file} shares parts by anchors so that our entries cannot be put in without changing others: write to another ` +
        'file (--kubeconfig FILE), or let kubectl write it anew without them (kubectl config view --raw); nothing was written',
    );
  return edited;
}

function valueOf(text: string): Plain | undefined {
  try {
    return readYaml(text, '').value;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** UsageError where it is no kubeconfig, or one that kubectl refuses (client-go, tools/clientcmd/api/v1). */
function assertKubeconfig(config: Plain, file: string): asserts config is PlainMap {
  const refuse = (why: string) => new UsageError(`${file} ${why}; nothing was written`);
  if (!isMap(config)) throw refuse('is no kubeconfig: it holds no map');
  for (const [key, wanted] of Object.entries(NEW)) {
    const found = config[key] ?? '';
    if (found !== '' && found !== wanted)
      throw refuse(`is no kubeconfig: its ${key} is ${JSON.stringify(found)}, and not ${wanted}`);
  }
  const current = config['current-context'] ?? '';
  if (typeof current !== 'string')
    throw refuse('cannot be read by kubectl: its current-context needs quotes');
  for (const list of LISTS) {
    const items = config[list] ?? [];
    if (!isList(items)) throw refuse(`cannot be read by kubectl: its ${list} are no list`);
    const names = new Set<string>();
    for (const item of items) {
      const name = (isMap(item) ? item['name'] : item) ?? '';
      if (item !== null && !isMap(item))
        throw refuse(`cannot be read by kubectl: one of its ${list} is no map`);
      if (typeof name !== 'string')
        throw refuse(`cannot be read by kubectl: the name ${JSON.stringify(name)} in ${list} needs quotes`);
      if (names.size === names.add(name).size)
        throw refuse(`cannot be read by kubectl: two of its ${list} have the name ${JSON.stringify(name)}`);
    }
  }
}

/** A context of that name that is not ours would be lost. */
function refuseForeignContext(config: PlainMap, entry: KubeconfigEntry, file: string): void {
  const contexts = isList(config['contexts']) ? config['contexts'] : [];
  const found = contexts.find((one) => isMap(one) && one['name'] === contextName(entry));
  if (!isMap(found)) return;
  const { context } = found;
  if (isMap(context) && context['user'] === entryName(entry.cluster)) return;
  throw new UsageError(
    `${file} has a context ${contextName(entry)} of something else: choose another --alias; nothing was written`,
  );
}
