import { distance } from '../../distance.ts';

/** Which of the known names is likely meant by one that is none of them: at most two slips away, whatever the case. */
export function lookAlike(name: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[\s_.-]/g, '');
  // Signs that do not count make a name longer, never shorter.
  const close = known.filter((one) => name.length >= one.length - 4);
  if (close.length === 0) return undefined;
  const given = plain(name);
  const near = (one: string) => distance(one, given, 3) <= 2;
  return close.find((one) => plain(one) === given) ?? close.find((one) => near(plain(one)));
}
