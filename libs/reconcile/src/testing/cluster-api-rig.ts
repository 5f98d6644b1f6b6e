import type { AwsAuthData } from '@roster/access';
import type { ClusterApi, Connection } from '../ports/index.ts';
import type { FakeBinding, FakeDaemonSet, FakeNode, FakePod } from './fake-cluster.ts';

/** The one cluster that a test of the suite needs. Absent lists are empty. */
export interface ClusterApiSetup {
  /** Null or absent: there is no ConfigMap yet. */
  readonly awsAuth?: AwsAuthData | null;
  readonly nodes?: readonly FakeNode[];
  readonly daemonSets?: readonly FakeDaemonSet[];
  readonly pods?: readonly FakePod[];
  /** Beside those of the groups roster:read and roster:write. */
  readonly bindings?: readonly FakeBinding[];
  /** What is wrong with it: from now on, or (a number) for so many calls. */
  readonly broken?: Broken;
}

export interface Broken {
  readonly throttled?: number;
  readonly serverErrors?: number;
  readonly conflicts?: number;
  readonly resetConnections?: number;
  readonly unreachable?: boolean;
  /** Nothing comes back from its endpoint, which is private (true) or public (false). */
  readonly noWay?: { readonly private: boolean };
  readonly expiredCertificate?: boolean;
  readonly slow?: boolean;
}

export interface ClusterApiUnderTest {
  readonly api: ClusterApi;
  /** A connection as that principal, with a token signed so many seconds back, for that cluster id. */
  readonly connect: (
    principal: string,
    token?: { readonly back?: number; readonly id?: string },
  ) => Promise<Connection>;
  /** The ConfigMap's data, seen and changed from outside. */
  readonly awsAuth: () => Promise<AwsAuthData | undefined>;
  readonly setAwsAuth: (data: AwsAuthData | null) => Promise<void>;
  /** Makes the ConfigMap immutable, as it stands. */
  readonly freezeAwsAuth: () => Promise<void>;
  /** Ends what was begun for this test. */
  readonly close?: () => Promise<void>;
}

/** Runs a test on a cluster of its own. */
export type On = (setup: ClusterApiSetup, test: (rig: ClusterApiUnderTest) => Promise<void>) => Promise<void>;

/** The suite's principals. The master is the cluster's creator, and needs no row. */
export const MASTER = 'arn:aws:iam::111122223333:role/Master';
export const READER = 'arn:aws:iam::111122223333:role/RosterRead';
export const WRITER = 'arn:aws:iam::111122223333:role/RosterWrite';
export const STRANGER = 'arn:aws:iam::111122223333:role/Stranger';
export const SUITE_PRINCIPALS: readonly string[] = [MASTER, READER, WRITER, STRANGER];

/** Rows for the reader and the writer. */
export const ROWS: AwsAuthData = {
  mapRoles: [
    `- rolearn: ${READER}\n  username: roster-read\n  groups: ["roster:read"]\n`,
    `- rolearn: ${WRITER}\n  username: roster-write\n  groups: ["roster:write"]\n`,
  ].join(''),
};
