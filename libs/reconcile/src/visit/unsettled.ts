import { Fault, isFault } from '@roster/workflow';

const TRANSIENT = [
  'ThrottledFault',
  'TimeoutFault',
  'ConnectionFault',
  'ServerFault',
  'ConflictFault',
] as const;

/**
 * Runs what follows the begin of a write. A passing fault is thrown as UnsettledFault then: should no further try
 * help, the cluster is not `unreachable` but `failed`, for what stands on it is not known.
 */
export async function unsettled<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!isFault(error) || !TRANSIENT.some((code) => code === error.code)) throw error;
    throw new Fault('UnsettledFault', `after a write was begun: ${error.message}`, { cause: error });
  }
}
