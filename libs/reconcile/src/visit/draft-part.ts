import {
  draftWrite,
  withhold,
  type AwsAuthData,
  type Change,
  type ChangeSet,
  type Draft,
  type Judged,
  type Refusal,
} from '@roster/access';
import type { ConfigMap, Hold } from '../ports/index.ts';
import { heldText } from './hold.ts';

interface Drafting {
  readonly live: ConfigMap | undefined;
  readonly asked: ChangeSet;
  /** What keeps the cluster from being written to. */
  readonly held: Hold | undefined;
  readonly rest: Omit<Judged, 'after' | 'changeSet'>;
}

/**
 * Drafts what may be written of a change set. On a cluster that is held that is the removal of who is denied. Where the
 * text would be too large, access still goes: else whoever fills aws-auth up would keep it.
 */
export function draftPart(drafting: Drafting): Draft {
  const { live, asked, held, rest } = drafting;
  const draft =
    held === undefined
      ? draftWrite(live?.data ?? {}, { changeSet: asked, ...rest })
      : draftOnly(drafting, isDenied, { rule: 'held', message: heldText(held) });
  if (held !== undefined || !isTooLarge(live, draft.data)) return draft;
  return draftOnly(drafting, isNoGrowth, {
    rule: 'size',
    message: TOO_LARGE,
  });
}

const isDenied = (change: Change): boolean => change.op === 'remove' && change.cause === 'denied';
const isNoGrowth = ({ op }: Change): boolean => op === 'remove' || op === 'adopt';

/** The changes that `may` be made; all others are withheld, whatever the guardrails say of them. */
function draftOnly(
  { live, asked, rest }: Drafting,
  may: (change: Change) => boolean,
  refusal: Refusal,
): Draft {
  const { changeSet, withheld } = withhold(asked, (change) => !may(change), rest.owned);
  const draft = draftWrite(live?.data ?? {}, { changeSet, ...rest });
  return { ...draft, withheld: [...withheld, ...draft.withheld], refusals: [refusal, ...draft.refusals] };
}

/** ConfigMap data, binary data with it, has 1 MiB at most (facts.md, Limits; kubernetes, ValidateConfigMap). */
const LARGEST = 1024 * 1024;

/** What happens then. */
export const TOO_LARGE = 'aws-auth would hold more than 1 MiB: only what makes it smaller is written';

/** Whether the API server would refuse the text for its size. */
export function isTooLarge(live: ConfigMap | undefined, data: AwsAuthData): boolean {
  const texts = Object.values(data).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return texts + (live?.binaryBytes ?? 0) > LARGEST;
}
