import type { RealCluster } from '@roster/control-plane';
import { makeAuthority } from '@roster/sandbox/certificates';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

interface AdmissionReview {
  readonly request: { readonly uid: string; readonly userInfo: { readonly username: string } };
}

export interface Occasion extends AsyncDisposable {
  /**
   * Lets this happen while the API server takes a write of Roster's in kube-system, just before it stands: the next one,
   * or the one after those that something is to happen at.
   */
  next(event: () => Promise<unknown>): void;
}

/**
 * Something that goes wrong exactly as aws-auth is written, without a race: an admission webhook, which a real API
 * server asks, and waits for, before it keeps a write. It refuses nothing.
 */
export async function occasionOn(cluster: RealCluster): Promise<Occasion> {
  const authority = await makeAuthority('occasion', new Date());
  const certificate = await authority.issue({ commonName: 'occasion', hosts: ['127.0.0.1'] });
  const events: (() => Promise<unknown>)[] = [];
  let asked = 0;
  const server = createServer(certificate, (request, response) => {
    void (async () => {
      const { uid, userInfo } = ((await bodyOf(request)) as AdmissionReview).request;
      asked += 1;
      if (userInfo.username !== ADMINISTRATOR) await events.shift()?.();
      const review = { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview' };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ...review, response: { uid, allowed: true } }));
    })().catch((error: unknown) => {
      // The write is refused then: the run under test ends otherwise than it should.
      response.writeHead(500).end(String(error));
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await cluster.apply(webhookAt(`https://127.0.0.1:${String(port)}/`, authority.ca));
  // The API server learns of it by and by.
  while (asked === 0) await tryWrite(cluster);
  return {
    next: (event) => events.push(event),
    [Symbol.asyncDispose]: async () => {
      await cluster.admin.request('DELETE', `${WEBHOOKS}/occasion`);
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

/** The one who makes things happen: at their own writes nothing does. */
const ADMINISTRATOR = 'administrator';
const WEBHOOKS = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';

async function tryWrite({ admin }: RealCluster): Promise<void> {
  const path = '/api/v1/namespaces/kube-system/configmaps?dryRun=All';
  await admin.request('POST', path, { metadata: { generateName: 'occasion-' } });
}

async function bodyOf(request: AsyncIterable<Buffer>): Promise<unknown> {
  return JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString()) as unknown;
}

const webhookAt = (url: string, ca: string) =>
  JSON.stringify({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'occasion' },
    webhooks: [
      {
        name: 'occasion.roster.test',
        clientConfig: { url, caBundle: Buffer.from(ca).toString('base64') },
        rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['configmaps'] }],
        matchConditions: [{ name: 'kube-system', expression: "request.namespace == 'kube-system'" }],
        ...{ sideEffects: 'None', admissionReviewVersions: ['v1'], failurePolicy: 'Fail' },
      },
    ],
  });
