import { mintToken } from '@roster/eks/token';

/**
 * Microseconds a token, a figure a round. Each token is of a second of its own, so that none is made of what was
 * computed for another: but the key of the day, which a process computes once.
 */
export async function mintMicroseconds(of: {
  readonly rounds: number;
  readonly mints: number;
}): Promise<readonly number[]> {
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'never-used-anywhere' };
  const began = Date.UTC(2026, 0, 1);
  const micros: number[] = [];
  for (let round = 0; round <= of.rounds; round += 1) {
    const from = performance.now();
    for (let at = 0; at < of.mints; at += 1) {
      const signedAt = new Date(began + at * 1000);
      await mintToken({ credentials, region: 'eu-west-1', clusterId: 'payments', signedAt });
    }
    // The first round warms up.
    if (round > 0) micros.push(((performance.now() - from) * 1000) / of.mints);
  }
  return micros;
}
