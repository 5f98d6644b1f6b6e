// client-node's generated code is one class a group of the API, with a method for each of its calls, and one table of
// all models: nothing that esbuild could shake. So it is cut as text, which is as regular as its generator made it.
const METHOD = /^ {4}async (\w+)\([^]*?^ {4}\}$/gm;
const API = /@kubernetes\/client-node\/dist\/gen\/apis\/\w+\.js/g;
const SERIALIZED = /ObjectSerializer\.serialize\(body, "(\w+)"/g;
const ATTRIBUTE = /"type": "([^"]*)"/g;
const IMPORTED = /^import \{ (\w+) \} from '\.\.\/models\/.*$/gm;
const EXPORTED = /^export \* from .*$/gm;
const ENTRY = /^ {4}"(\w+)": \w+,?$/gm;

/** Every word of some sources: a call is made where its name stands. */
export function wordsOf(sources: readonly string[]): ReadonlySet<string> {
  return new Set(sources.join('\n').match(/\w+/g));
}

/** The files of the API's groups that some sources import. */
export function apisIn(sources: readonly string[]): readonly string[] {
  return [...new Set(sources.flatMap((text) => text.match(API) ?? []))];
}

/** A group of the API without the calls whose names are not among the words. */
export function withoutMethods(source: string, words: ReadonlySet<string>): string {
  return source.replace(METHOD, (method, name: string) => (words.has(name) ? method : ''));
}

/** The models that the bodies of some calls are made of, down to the last attribute. `read` gives a model's file. */
export function modelsOf(calls: readonly string[], read: (model: string) => string): ReadonlySet<string> {
  const found = new Set<string>();
  const ahead = calls.flatMap((call) => [...call.matchAll(SERIALIZED)].map(([, type = '']) => type));
  for (const type of ahead) {
    // `any` and the like have no file of their own.
    if (!/^[A-Z]\w*V?\d\w+$/.test(type) || found.has(type)) continue;
    found.add(type);
    const attributes = [...read(type).matchAll(ATTRIBUTE)].flatMap(([, of = '']) => of.match(/\w+/g) ?? []);
    ahead.push(...attributes);
  }
  return found;
}

/** The serializer with these models alone. Error where it is not made as it was. */
export function withoutModels(source: string, kept: ReadonlySet<string>): string {
  const only = (line: string, model: string) => (kept.has(model) ? line : '');
  const left = source.replace(EXPORTED, '').replace(IMPORTED, only).replace(ENTRY, only);
  const missing = [...kept].filter((model) => !left.includes(`"${model}": ${model}`));
  if (missing.length > 0) throw new Error(`client-node's ObjectSerializer has no ${missing.join(', ')}`);
  return left;
}
