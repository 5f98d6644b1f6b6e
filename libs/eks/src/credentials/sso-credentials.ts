import { Fault, type FaultName } from '@roster/workflow/faults';
import { networkFault } from '../network/index.ts';
import type { Credentials } from '../token/credentials.ts';
import type { Handler } from './handler.ts';
import type { SsoSettings } from './choose-source.ts';

interface Login extends SsoSettings {
  readonly of: string;
  readonly profile: string;
  readonly requestHandler: Handler;
}

/**
 * The credentials that IAM Identity Center gives whoever has logged in by `aws sso login`. The SDK's own provider does
 * it, and renews the login where it can; its errors are texts, so what went wrong is known by what was answered on the
 * way, and by the login that lies in ~/.aws/sso/cache. CredentialsFault, or the fault of the network.
 */
export async function ssoCredentials({ of, requestHandler, ...settings }: Login): Promise<Credentials> {
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  let lost: FaultName | undefined;
  let status = 0;
  const heard: Handler = {
    handle: async (...call) => {
      try {
        const answered = await requestHandler.handle(...call);
        status = answered.response.statusCode;
        return answered;
      } catch (error) {
        lost = networkFault(error);
        throw error;
      }
    },
  };
  try {
    return await defaultProvider({ ...settings, clientConfig: { requestHandler: heard } })();
  } catch {
    const where = `${of}: IAM Identity Center in ${settings.ssoRegion}`;
    if (lost !== undefined) throw new Fault(lost, `${where} does not answer; look at DNS and proxy settings`);
    if (status >= 500)
      throw new Fault('ServerFault', `${where} had an error of its own (HTTP ${String(status)})`);
    if (status === 403 || status === 404)
      throw new Fault(
        'CredentialsFault',
        `${where} does not let you be ${settings.ssoRoleName} in account ${settings.ssoAccountId}: look at sso_role_name and sso_account_id, or ask for that permission set`,
      );
    const what = (await isLoggedIn(settings)) ? 'the login has ended' : 'you are not logged in';
    throw new Fault('CredentialsFault', `${of}: ${what}: aws sso login --profile ${settings.profile}`);
  }
}

/** Whether there is a login at all, be it over. */
async function isLoggedIn({ ssoSession, ssoStartUrl }: SsoSettings): Promise<boolean> {
  const { getSSOTokenFromFile } = await import('@smithy/core/config');
  return getSSOTokenFromFile(ssoSession ?? ssoStartUrl).then(
    () => true,
    () => false,
  );
}
