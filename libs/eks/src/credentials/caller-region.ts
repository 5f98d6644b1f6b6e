import { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config';
import { callerSettings } from '../caller.ts';
import type { Environment } from '../network/index.ts';

/**
 * The caller's own Region: that of the environment, else of its profile in the shared files, as every SDK client finds
 * it. Throws the SDK's error where none is set.
 */
export function callerRegion(env: Environment): () => Promise<string> {
  const { region, profile } = callerSettings(env);
  if (region !== undefined) return () => Promise.resolve(region);
  const named = profile === undefined ? {} : { profile };
  return loadConfig(NODE_REGION_CONFIG_OPTIONS, { ...NODE_REGION_CONFIG_FILE_OPTIONS, ...named });
}
