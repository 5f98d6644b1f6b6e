import { isMap, isSeq, parseAllDocuments, Document } from 'yaml';
import type { YAMLMap, YAMLSeq } from 'yaml';
import { UsageError } from '../usage-error.ts';
import { entryName } from './entry.ts';
import type { KubeconfigEntry } from './entry.ts';

const EMPTY = { apiVersion: 'v1', kind: 'Config', clusters: [], contexts: [], users: [] };

/**
 * The text of a kubeconfig with the cluster's entries in it: added, or put in the place of ours of that cluster.
 * Everything else stays, comments too. UsageError where the text is no kubeconfig, or where the alias is another
 * context's name.
 */
export function mergeKubeconfig(text: string, entry: KubeconfigEntry, file: string): string {
  const document = text.trim() === '' ? new Document(EMPTY) : parse(text, file);
  const name = entryName(entry.cluster);
  const context = entry.alias ?? name;
  refuseForeignContext(document, { context, name, file });
  put(document, 'clusters', {
    name,
    cluster: { server: entry.server, 'certificate-authority-data': entry.certificateAuthority },
  });
  put(document, 'users', { name, user: { exec: execOf(entry) } });
  put(document, 'contexts', { name: context, context: { cluster: name, user: name } });
  if (entry.use || !document.get('current-context')) document.set('current-context', context);
  return document.toString({ lineWidth: 0, indentSeq: indentsLists(text), flowCollectionPadding: false });
}

function parse(text: string, file: string): Document {
  const [document, another] = parseAllDocuments(text, { keepSourceTokens: true });
  const refuse = (what: string) => new UsageError(`${file} ${what}: nothing was written`);
  if (document === undefined || another !== undefined) throw refuse('holds more than one YAML document');
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
    throw refuse(`cannot be read as YAML (line ${line}, column ${col})`);
  }
  if (!isMap(document.contents) || document.get('kind') !== 'Config') throw refuse('is no kubeconfig');
  return document;
}

/** A context of that name that is not ours would be lost. */
function refuseForeignContext(
  document: Document,
  { context, name, file }: { context: string; name: string; file: string },
): void {
  const found = itemNamed(listOf(document, 'contexts'), context);
  if (found !== undefined && found.getIn(['context', 'user']) !== name) {
    throw new UsageError(`${file} has a context ${context} of something else: choose another --alias`);
  }
}

interface Named extends Readonly<Record<string, unknown>> {
  readonly name: string;
}

function put(document: Document, list: string, item: Named): void {
  const items = listOf(document, list);
  const node = document.createNode(item) as YAMLMap;
  const index = items.items.findIndex((one) => isMap(one) && one.get('name') === item.name);
  if (index >= 0) items.items[index] = node;
  else items.items.push(node);
}

function listOf(document: Document, list: string): YAMLSeq {
  const found = document.get(list);
  if (isSeq(found)) {
    // An empty list is written [], and would stay on one line.
    if (found.items.length === 0) found.flow = false;
    return found;
  }
  document.set(list, document.createNode([]));
  return document.get(list) as YAMLSeq;
}

function itemNamed(items: YAMLSeq, name: string): YAMLMap | undefined {
  return items.items.find((one): one is YAMLMap => isMap(one) && one.get('name') === name);
}

function execOf({ exec }: KubeconfigEntry): unknown {
  return {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: exec.command,
    args: exec.args,
    env: exec.env.length > 0 ? exec.env : null,
    interactiveMode: 'Never',
    provideClusterInfo: false,
  };
}

/** kubectl writes lists at the column of their key; a file that does otherwise keeps its own way. */
const indentsLists = (text: string): boolean => /^\w[\w-]*:[ \t]*\r?\n[ \t]+-/m.test(text);
