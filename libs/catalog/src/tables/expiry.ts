import { writesClusters, type Mode } from '@roster/workflow';

const DAY = 24 * 60 * 60;

/**
 * Epoch seconds for the TTL attribute `expires`: what a run leaves that looks is kept for 14 days, what one leaves
 * that may write for 400 (design.md: Storage). `at` is an ISO text.
 */
export function expiresAfter(mode: Mode, at: string): number {
  return Math.floor(Date.parse(at) / 1000) + (writesClusters(mode) ? 400 : 14) * DAY;
}
