import type { Environment } from '../network/index.ts';
import type { Credentials } from '../token/credentials.ts';
import type { Source } from './choose-source.ts';
import { environmentKeys, namedProfile } from './environment.ts';
import { handlerWhenCalled, type Handler } from './handler.ts';

export { callerRegion } from './caller-region.ts';
export { namedProfile } from './environment.ts';
export { handlerWhenCalled } from './handler.ts';

export interface CallerOptions {
  readonly env: Environment;
  readonly clock: () => Date;
  /** For the calls that bring credentials; absent, one is made of `env`. */
  readonly requestHandler?: Handler;
}

/** The caller itself, as its environment and shared files say. */
export interface Caller {
  /**
   * Its credentials; a role's and the like are kept until five minutes before they end. `visited`: a Region that is
   * known to be enabled, for a caller without one. CredentialsFault says what is missing or refused, or the fault of
   * the call that was to bring them.
   */
  credentials(visited?: string): Promise<Credentials>;
  /** Where they come from, for a message: `profile dev (AWS_PROFILE)`. */
  source(): Promise<string>;
}

/**
 * The caller of this process. Loaded is only what it comes to: the SDK's clients would be most of what `roster token`
 * takes, and keys in the environment need nothing.
 */
export function callerOf(options: CallerOptions): Caller {
  const { env, clock } = options;
  const parts = { env, clock, requestHandler: options.requestHandler ?? handlerWhenCalled(env) };
  let kept: Kept | undefined;
  const ask = async (source: Source, visited: string | undefined): Promise<Credentials> => {
    const { credentialsOf } = await import('./credentials-of.ts');
    return credentialsOf(source, { ...parts, visited });
  };
  return {
    source: async () => (await sourceOf(env, clock())).of,
    credentials: async (visited) => {
      const source = await sourceOf(env, clock());
      if (source.kind === 'keys') return source.keys;
      if (kept !== undefined && isFresh(kept, clock())) return kept.coming;
      const asked: Kept = { coming: ask(source, visited), renewAt: Number.POSITIVE_INFINITY };
      kept = asked;
      try {
        const { expiration } = await asked.coming;
        asked.renewAt = (expiration?.getTime() ?? Number.POSITIVE_INFINITY) - RENEW_BEFORE_MS;
      } catch (error) {
        if (kept === asked) kept = undefined;
        throw error;
      }
      return asked.coming;
    },
  };
}

interface Kept {
  readonly coming: Promise<Credentials>;
  /** Epoch milliseconds; without end while the call is under way. */
  renewAt: number;
}

/** As the SDK's default chain keeps them: one call more before they end, and not at the last second. */
const RENEW_BEFORE_MS = 5 * 60_000;

const isFresh = (kept: Kept, now: Date): boolean => now.getTime() < kept.renewAt;

async function sourceOf(env: Environment, now: Date): Promise<Source> {
  const named = namedProfile(env);
  const keys = named === undefined ? environmentKeys(env, now) : undefined;
  if (keys !== undefined) return { kind: 'keys', of: 'the keys of AWS_ACCESS_KEY_ID', keys };
  const { readSharedFiles } = await import('./shared-files.ts');
  const { chooseSource } = await import('./choose-source.ts');
  return chooseSource({ env, files: await readSharedFiles(env), named, now });
}
