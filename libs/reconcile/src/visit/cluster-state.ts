import type { Outcome } from '@roster/access';
import { checked, reasonOf, Target } from '@roster/workflow';
import * as z from 'zod/mini';
import type { ClusterDeps } from '../deps.ts';
import type { StateContract, StateFunction } from '../parsed.ts';
import type { ClusterMessage } from '../ports/index.ts';
import { journalOfVisit } from './journal-of-visit.ts';

/** What a state of a cluster returns within the worker: its output, and what a person should read of it. */
export type Told<Out> = Out & { readonly message?: string };

type StateDeps = Pick<ClusterDeps, 'journal' | 'clock'>;

/**
 * Wraps one of the states of a cluster (Token, Apply, Verify, Rollback) with its contract, as `state` does, and with the
 * journal as those states use it. A message beside the outcome, or beside the output, goes to the journal and no
 * further: what states pass on is limited (libs/workflow), and a message is for people alone. So does the message of what
 * is thrown, which Step Functions keeps the name of. A message that cannot be stored changes nothing.
 */
export function clusterState<In, Out extends object, Deps extends StateDeps>(
  { name, input, output }: StateContract<In, Out>,
  run: (input: In, deps: Deps) => Promise<Told<Out>>,
): StateFunction<Out, Deps> {
  return async (given, deps) => {
    const journal = journalOfVisit(deps.journal);
    try {
      const result = await run(checked(input, given, `state ${name} was given`), { ...deps, journal });
      const { rest, told } = apart(result);
      const out = checked(output, rest, `state ${name} would return`);
      if (told !== undefined) await keep(told, given, deps);
      return out;
    } catch (error) {
      await keep(messageOfError(error), given, deps);
      throw error;
    }
  };
}

/** A result without the message, and the message. */
function apart(result: object): { readonly rest: object; readonly told: ClusterMessage | undefined } {
  const { message, ...rest } = result as Told<{ readonly outcome?: Outcome; readonly worse?: string }>;
  const { message: beside, ...outcome } = rest.outcome ?? { kind: '', reason: rest.worse ?? '' };
  const text = beside ?? message;
  return {
    rest: rest.outcome === undefined ? rest : { ...rest, outcome },
    told: text === undefined || text === '' ? undefined : { reason: outcome.reason, message: text },
  };
}

/** What the state machine records of an error is its name; the word for that is the reason of the line. */
function messageOfError(error: unknown): ClusterMessage {
  if (!(error instanceof Error)) return { reason: 'Error', message: String(error) };
  return { reason: reasonOf(error.name), message: error.message };
}

/** What of a state's input says where a message belongs, also where the rest of it is wrong. */
const { run, mode, cluster } = Target.shape;
const Place = z.object({ run, mode, cluster });

async function keep(told: ClusterMessage, given: unknown, { journal, clock }: StateDeps): Promise<void> {
  const place = Place.safeParse(given);
  if (!place.success) return;
  try {
    await journal.putMessage(place.data, told, clock());
  } catch {
    // The outcome, or the first error, is what counts.
  }
}
