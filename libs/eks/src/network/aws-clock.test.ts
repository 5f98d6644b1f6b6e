import { describe, expect, it } from 'vitest';
import { createAwsClock } from './aws-clock.ts';

const START = Date.parse('2026-11-01T12:00:00.000Z');
const MINUTE = 60_000;

/** Our clock, that AWS is `ahead` of, and a look at AWS that takes 200 ms. */
function rig() {
  const world = { now: START, ahead: 0 };
  const clock = createAwsClock(() => new Date(world.now));
  const look = (headers: Record<string, string> = {}) => {
    const heard = clock.asked();
    world.now += 200;
    heard({ date: new Date(world.now + world.ahead).toUTCString(), ...headers });
  };
  /** AWS's time less what is signed by, in ms. */
  const off = () => world.now + world.ahead - clock.now().getTime();
  return { world, clock, look, off };
}

describe('the clock of AWS', () => {
  it('is our own before any answer, and while the two are close', () => {
    const { world, clock, look } = rig();
    expect(clock.difference()).toBeUndefined();
    expect(clock.now().getTime()).toBe(world.now);
    for (const ahead of [0, 3 * MINUTE, -3 * MINUTE]) {
      world.ahead = ahead;
      look();
      expect(Math.abs((clock.difference() ?? NaN) - ahead)).toBeLessThanOrEqual(1000);
      expect(clock.now().getTime()).toBe(world.now);
    }
  });

  it.each([20, -20, 5, -5, 60 * 24 * 400])('is AWS’s where that is %i minutes ahead', (minutes) => {
    const { world, look, off } = rig();
    world.ahead = minutes * MINUTE;
    look();
    expect(Math.abs(off())).toBeLessThanOrEqual(1000);
  });

  it('goes on without a step whatever later answers say to the second', () => {
    const { world, clock, look } = rig();
    world.ahead = -20 * MINUTE;
    look();
    for (let last = clock.now().getTime(), tries = 0; tries < 100; tries += 1) {
      world.now += 130;
      look();
      expect(clock.now().getTime() - last).toBe(330);
      last = clock.now().getTime();
    }
  });

  it('is our own again once that is set right', () => {
    const { world, clock, look } = rig();
    world.ahead = 20 * MINUTE;
    look();
    world.now += world.ahead;
    world.ahead = 0;
    look();
    expect(clock.now().getTime()).toBe(world.now);
  });

  it('hears nothing of an answer without a date, with one that is none, or out of a cache', () => {
    const { world, clock, look } = rig();
    world.ahead = 20 * MINUTE;
    look({ date: '' });
    look({ date: 'yesterday' });
    look({ age: '7' });
    expect(clock.difference()).toBeUndefined();
  });

  it('says what our own clock will show at an instant of AWS’s, from a minute on', () => {
    const { world, clock, look } = rig();
    const instant = new Date(START);
    expect(clock.here(instant)).toEqual(instant);
    world.ahead = 50_000;
    look();
    expect(clock.here(instant)).toEqual(instant);
    for (const ahead of [3 * MINUTE, -3 * MINUTE, 20 * MINUTE, -20 * MINUTE]) {
      world.ahead = ahead;
      look();
      const error = clock.here(instant).getTime() - (START - ahead);
      expect(Math.abs(error)).toBeLessThanOrEqual(1000);
    }
  });
});
