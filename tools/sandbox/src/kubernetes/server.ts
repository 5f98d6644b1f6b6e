import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Certificate } from '../certificates.ts';
import type { ClusterState } from '../cluster/cluster-state.ts';
import type { Clusters } from '../cluster/clusters.ts';
import { sendHostile } from '../hostile/send-hostile.ts';
import { BodyTooLargeError, readRequest, send, type Answer, type Request } from '../http/message.ts';
import type { StsService } from '../sts/endpoint.ts';
import { answerRequest, type Arrived } from './answer-request.ts';
import { clusterTime } from './authenticate.ts';
import { statusAnswer, StatusError, tooLarge } from './status.ts';

/** apiserver, MaxRequestBodyBytes */
const LARGEST_BODY = 3 * 1024 * 1024;

export interface KubernetesService extends StsService {
  readonly clusters: Clusters;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** One HTTPS server for the API of every cluster; which one, says the path: /account/region/name/… */
export function kubernetesServer(service: KubernetesService, certificate: Certificate): Server {
  const { key, cert } = certificate;
  return createServer({ key, cert }, (incoming, response) => {
    serve(service, incoming, response).catch(() => response.destroy());
  });
}

async function serve(
  service: KubernetesService,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, account = '', region = '', name = '', rest] =
    /^\/([^/]+)\/([^/]+)\/([^/?]+)([^?]*)/.exec(incoming.url ?? '') ?? [];
  const cluster = service.clusters.at({ account, region, name });
  if (
    cluster === undefined ||
    cluster.faults.now.unreachable === true ||
    cluster.faults.take('resetConnections')
  ) {
    incoming.socket.destroy();
    return;
  }
  response.setHeader('date', clusterTime(service, cluster).toUTCString());
  const { slowMs } = cluster.faults.now;
  if (slowMs !== undefined) await service.wait(slowMs);
  const path = rest === '' ? '/' : (rest ?? '/');
  await respond(service, { cluster, path, incoming }, response);
}

interface Arriving {
  readonly cluster: ClusterState;
  readonly path: string;
  readonly incoming: IncomingMessage;
}

async function respond(
  service: KubernetesService,
  { cluster, path, incoming }: Arriving,
  response: ServerResponse,
): Promise<void> {
  let request: Request;
  try {
    request = await readRequest(incoming, LARGEST_BODY);
  } catch (error) {
    if (!(error instanceof BodyTooLargeError)) throw error;
    send(response, statusAnswer(tooLarge(LARGEST_BODY)));
    return;
  }
  const temper = cluster.faults.hostile;
  const kind = temper?.next(request, cluster.isWritten);
  const isDone = kind === undefined || request.method !== 'PATCH' || temper?.isDone() === true;
  const right = { cluster, path, request: isDone ? request : { ...request, method: 'GET' } };
  const answer = answered(service, right);
  if (temper === undefined || kind === undefined) send(response, answer);
  else sendHostile(response, { kind, random: temper.random, answer, request });
}

function answered(service: KubernetesService, arrived: Arrived): Answer {
  try {
    return answerRequest(service, arrived);
  } catch (error) {
    return statusAnswer(new StatusError('InternalError', `the sandbox failed: ${String(error)}`));
  }
}

/** The path under which a cluster's API stands. */
export function clusterPath({ account, region, name }: ClusterState['spec']): string {
  return `/${account}/${region}/${name}`;
}
