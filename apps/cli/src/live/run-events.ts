import type { Outcome } from '@roster/access';
import type { RunHeader, RunKey } from '@roster/reconcile';
import { isShard, RunProgress } from '@roster/workflow';
import type { Handler, Handlers, DynamoDb } from '@roster/workflow/local';

/** What a person who watches a run can see of it. */
export type RunEvent =
  | { readonly kind: 'opened'; readonly header: RunHeader }
  | { readonly kind: 'step'; readonly wave: number; readonly step: number }
  | { readonly kind: 'ended'; readonly cluster: string; readonly outcome: Outcome };

export interface Watched {
  readonly handlers: Handlers;
  readonly dynamodb: DynamoDb;
}

/**
 * The same handlers and operations, which tell `see` what they did: OpenRun and Gate where the rollout stands,
 * RecordRun what became of a cluster. What they do and return is unchanged.
 */
export function watched(
  { handlers, dynamodb }: Watched,
  readHeader: (run: RunKey) => Promise<RunHeader | undefined>,
  see: (event: RunEvent) => void,
): Watched {
  const open: Handler = async (input) => {
    const output = await handlers.OpenRun(input);
    const progress = RunProgress.safeParse(output).data;
    const header = progress === undefined ? undefined : await readHeader(progress);
    if (header !== undefined) see({ kind: 'opened', header });
    seeStep(output, see);
    return output;
  };
  const gate: Handler = async (input) => {
    const output = await handlers.Gate(input);
    seeStep(output, see);
    return output;
  };
  return {
    handlers: { ...handlers, OpenRun: open, Gate: gate },
    dynamodb: {
      query: (params) => dynamodb.query(params),
      updateItem: async (params) => {
        const output = await dynamodb.updateItem(params);
        const ended = recorded(params);
        if (ended !== undefined) see(ended);
        return output;
      },
    },
  };
}

function seeStep(output: unknown, see: (event: RunEvent) => void): void {
  const progress = RunProgress.safeParse(output).data;
  if (progress?.next === 'step') see({ kind: 'step', wave: progress.wave, step: progress.step });
}

interface Update {
  readonly Key?: { readonly pk?: { readonly S?: string }; readonly sk?: { readonly S?: string } };
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string } | undefined>>;
}

/** RecordRun, told by its key: a line of a shard (fleet-run.asl.json). */
function recorded(params: unknown): RunEvent | undefined {
  const { Key, ExpressionAttributeValues: values } = params as Update;
  const [shard = '', cluster = ''] = [Key?.pk?.S, Key?.sk?.S];
  const kind = values?.[':kind']?.S;
  if (!isShard(shard) || kind === undefined) return undefined;
  return {
    kind: 'ended',
    cluster,
    outcome: { kind: kind as Outcome['kind'], reason: values?.[':reason']?.S ?? '' },
  };
}
