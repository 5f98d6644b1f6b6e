import type { Bundle } from './bundle.ts';
import type { Budget } from './budgets.ts';

/** What is wrong with a bundle that is larger than it may be, and what is largest in it; undefined where it fits. */
export function overBudget({ worker, bytes, inputs }: Bundle, { kilobytes }: Budget): string | undefined {
  if (bytes <= kilobytes * 1000) return undefined;
  const largest = packagesOf(inputs).slice(0, 5);
  const told = largest.map(({ name, bytes: of }) => `${name} ${kilo(of)}`).join(', ');
  return `the bundle of ${worker} has ${kilo(bytes)}, its budget is ${kilobytes} KB (tools/bundle/src/budgets.ts); largest: ${told}`;
}

/** What stands in a bundle by package, or by project where it is ours, the largest first. */
export function packagesOf(inputs: Bundle['inputs']): { readonly name: string; readonly bytes: number }[] {
  const sums = new Map<string, number>();
  for (const [path, bytes] of Object.entries(inputs)) {
    const name = packageOf(path);
    sums.set(name, (sums.get(name) ?? 0) + bytes);
  }
  return [...sums].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
}

function packageOf(path: string): string {
  const inside = path.split('node_modules/').at(-1) ?? path;
  if (inside === path) return path.split('/').slice(0, 2).join('/');
  return inside
    .split('/')
    .slice(0, inside.startsWith('@') ? 2 : 1)
    .join('/');
}

const kilo = (bytes: number): string => `${(bytes / 1000).toFixed(0)} KB`;
