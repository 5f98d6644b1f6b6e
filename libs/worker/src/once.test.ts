import { expect, it } from 'vitest';
import { once } from './once.ts';

it('makes the value once, for those who ask at the same time too', async () => {
  let made = 0;
  const value = once(() => Promise.resolve(++made));
  expect(await Promise.all([value(), value()])).toEqual([1, 1]);
  expect(await value()).toBe(1);
});

it('forgets a making that failed, whether it threw or rejected', async () => {
  let made = 0;
  const value = once(() => {
    made += 1;
    if (made === 1) throw new Error('first');
    return made === 2 ? Promise.reject(new Error('second')) : made;
  });
  await expect(value()).rejects.toThrow('first');
  await expect(value()).rejects.toThrow('second');
  expect(await value()).toBe(3);
});
