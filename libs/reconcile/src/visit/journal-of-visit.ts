import { Fault, FAULTS, isFault } from '@roster/workflow';
import type { Journal } from '../ports/index.ts';

/**
 * The journal as the states of a cluster use it: what fails there is not the cluster's doing. So a passing fault
 * becomes UnsettledFault (tried again, then `failed`), and a lasting one JournalFault, where by their own names the
 * cluster would end as `unreachable` or `denied`.
 */
export function journalOfVisit(journal: Journal): Journal {
  return new Proxy(journal, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        try {
          return await (Reflect.apply(member, target, args) as Promise<unknown>);
        } catch (error) {
          throw ofOurs(error);
        }
      };
    },
  });
}

function ofOurs(error: unknown): unknown {
  if (!isFault(error) || error.code === 'BadInputFault') return error;
  const code = FAULTS[error.code].retry ? 'UnsettledFault' : 'JournalFault';
  return new Fault(code, `journal: ${error.message}`, { cause: error });
}
