import { badRequest } from './status.ts';

type Labels = Readonly<Record<string, string>>;
type Test = (labels: Labels) => boolean;

/** Reads a labelSelector (apimachinery, pkg/labels): `a=b`, `a!=b`, `a in (b,c)`, `a notin (b)`, `a`, `!a`. */
export function labelSelector(text: string): Test {
  const requirements = text.split(/,(?![^(]*\))/).filter((part) => part.trim() !== '');
  const tests = requirements.map(requirement);
  return (labels) => tests.every((test) => test(labels));
}

function requirement(part: string): Test {
  const [, key, operator, list] = /^\s*([^\s=!(]+)\s+(in|notin)\s*\(([^)]*)\)\s*$/.exec(part) ?? [];
  if (key !== undefined && list !== undefined) {
    const values = list.split(',').map((value) => value.trim());
    return operator === 'in'
      ? (l) => values.includes(l[key] ?? '\n')
      : (l) => !values.includes(l[key] ?? '\n');
  }
  const [, name, sign, value = ''] = /^\s*([^\s=!]+)\s*(==?|!=)\s*([^\s=!]*)\s*$/.exec(part) ?? [];
  if (name !== undefined) return sign === '!=' ? (l) => l[name] !== value : (l) => l[name] === value;
  const [, not, bare] = /^\s*(!?)\s*([^\s=!]+)\s*$/.exec(part) ?? [];
  if (bare === undefined) throw badRequest(`unable to parse requirement: ${part}`);
  return not === '!' ? (l) => l[bare] === undefined : (l) => l[bare] !== undefined;
}

/** Reads a fieldSelector on the two fields that every object of a namespace has; others have a name only. */
export function fieldSelector(
  text: string,
  namespaced: boolean,
): (meta: { readonly name: string; readonly namespace?: string }) => boolean {
  const wanted = text.split(',').filter((part) => part !== '');
  const tests = wanted.map((part) => {
    const [, field, sign, value] = /^(metadata\.name|metadata\.namespace)(==?|!=)(.*)$/.exec(part) ?? [];
    if (field === undefined || (field === 'metadata.namespace' && !namespaced)) {
      throw badRequest(`field label not supported: ${part}`);
    }
    const key = field === 'metadata.name' ? 'name' : 'namespace';
    return { key, equal: sign !== '!=', value } as const;
  });
  return (meta) => tests.every(({ key, equal, value }) => ((meta[key] ?? '') === value) === equal);
}
