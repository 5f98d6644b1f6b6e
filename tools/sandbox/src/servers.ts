import type { Server } from 'node:http';
import { awsServer } from './aws-server.ts';
import { makeCertificates } from './certificates.ts';
import type { ClusterState } from './cluster/cluster-state.ts';
import { dynamodbServer } from './dynamodb/server.ts';
import type { Connection } from './eks/describe-cluster.ts';
import type { EventBus } from './events/event-bus.ts';
import { close, listen } from './http/listen.ts';
import { listenInSilence } from './http/silence.ts';
import { clusterPath, kubernetesServer, type KubernetesService } from './kubernetes/server.ts';

/** What listens, and where. */
export interface Servers {
  /** AWS_ENDPOINT_URL_… of what was started. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** What DescribeCluster tells of a cluster, as its faults stand. */
  readonly connection: (cluster: ClusterState) => Connection;
  readonly stop: () => Promise<void>;
}

// Port 1 (tcpmux) is closed on any machine that would run this.
const CLOSED_PORT = 1;

interface Order {
  readonly address: string;
  readonly dynamodb: boolean;
  readonly kubernetes: KubernetesService;
  readonly bus: EventBus;
}

/** Starts everything on one address: AWS, the clusters, the clusters with the expired certificate, DynamoDB. */
export async function startServers({ address, dynamodb, kubernetes, bus }: Order): Promise<Servers> {
  const { ca, valid, expired } = await makeCertificates(address, new Date());
  const running: Server[] = [];
  const start = (server: Server) => {
    running.push(server);
    return listen(server, address);
  };
  const good = await start(kubernetesServer(kubernetes, valid));
  const bad = await start(kubernetesServer(kubernetes, expired));
  const silence = await listenInSilence(address);
  const connection = (cluster: ClusterState): Connection => {
    if (cluster.settings.external !== undefined) return cluster.settings.external;
    const { unreachable = false, noWay = false, expiredCertificate = false } = cluster.faults.now;
    const port = unreachable ? CLOSED_PORT : noWay ? silence.port : expiredCertificate ? bad : good;
    return { endpoint: `https://${address}:${port}${clusterPath(cluster.spec)}`, ca };
  };
  const aws = `http://${address}:${await start(awsServer({ ...kubernetes, connection, bus }))}`;
  const endpoints = {
    AWS_ENDPOINT_URL_STS: aws,
    AWS_ENDPOINT_URL_EKS: aws,
    AWS_ENDPOINT_URL_EVENTBRIDGE: aws,
    ...(dynamodb
      ? { AWS_ENDPOINT_URL_DYNAMODB: `http://${address}:${await start(dynamodbServer(kubernetes.calls))}` }
      : {}),
  };
  const stop = async () => {
    await Promise.all([...running.map(close), silence.stop()]);
  };
  return { endpoints, connection, stop };
}
