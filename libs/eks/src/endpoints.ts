import { Fault } from '@roster/workflow/faults';
import type { Environment } from './network/index.ts';

/**
 * The endpoint that an environment sets for a service: AWS_ENDPOINT_URL_<SERVICE>, else AWS_ENDPOINT_URL, unless
 * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS says otherwise (AWS SDKs and Tools Reference Guide: service-specific
 * endpoints). Empty where none is set: then the SDK looks into the shared configuration file and chooses. BadInputFault for
 * what is no URL.
 */
export function configuredEndpoint(
  env: Environment,
  service: 'STS' | 'EKS' | 'SFN' | 'SCHEDULER' | 'DYNAMODB',
): { endpoint?: string } {
  if (env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true') return {};
  const variable = [`AWS_ENDPOINT_URL_${service}`, 'AWS_ENDPOINT_URL'].find(
    (each) => env[each] !== undefined,
  );
  const endpoint = variable === undefined ? '' : (env[variable] ?? '');
  if (variable === undefined || endpoint === '') return {};
  if (/^https?:$/.test(URL.parse(endpoint)?.protocol ?? '')) return { endpoint };
  throw new Fault(
    'BadInputFault',
    `${variable}: "${endpoint}" is no URL that begins with https:// or http://`,
  );
}
