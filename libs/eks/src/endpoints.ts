import type { Environment } from './network/index.ts';

/**
 * The endpoint that an environment sets for a service: AWS_ENDPOINT_URL_<SERVICE>, else AWS_ENDPOINT_URL, unless
 * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS says otherwise (AWS SDKs and Tools Reference Guide: service-specific
 * endpoints). Empty where none is set: then the SDK looks into the shared configuration file and chooses.
 */
export function configuredEndpoint(
  env: Environment,
  service: 'STS' | 'EKS' | 'SFN' | 'SCHEDULER' | 'DYNAMODB',
): { endpoint?: string } {
  if (env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true') return {};
  const endpoint = env[`AWS_ENDPOINT_URL_${service}`] ?? env['AWS_ENDPOINT_URL'];
  return endpoint === undefined || endpoint === '' ? {} : { endpoint };
}
