import type { RealCluster } from '../src/index.ts';

/** Makes a service account in kube-system, whose rights are those of writers-access.yaml; gives a token of it. */
export async function identityFor({ admin }: RealCluster, name: string): Promise<string> {
  const path = '/api/v1/namespaces/kube-system/serviceaccounts';
  const made = await admin.request('POST', path, { metadata: { name } });
  if (made.status !== 201 && made.status !== 409) throw new Error(`${path}: ${String(made.status)}`);
  const asked = await admin.request('POST', `${path}/${name}/token`, { spec: { expirationSeconds: 86_400 } });
  const { token } = (asked.body as { readonly status?: { readonly token?: string } }).status ?? {};
  if (token === undefined) throw new Error(`${path}/${name}/token: ${String(asked.status)}`);
  return token;
}
