import {
  AssociateAccessPolicyCommand,
  CreateAccessEntryCommand,
  DeleteAccessEntryCommand,
  DescribeAccessEntryCommand,
  DisassociateAccessPolicyCommand,
  InvalidParameterException,
  paginateListAssociatedAccessPolicies,
  ResourceInUseException,
  type EKSClient,
} from '@aws-sdk/client-eks';
import { partitionOfRegion } from '@roster/access';
import type { AccessEntries, AccessPolicy, CloudTarget, EntryTarget } from '@roster/reconcile';
import { Fault, isFault } from '@roster/workflow/faults';
import type { Aws } from '../aws.ts';
import { awsFault } from '../aws-fault.ts';
import { visitOf } from '../cloud.ts';
import { DEADLINE_MS } from '../credentials/assume-role.ts';

/** The port AccessEntries on AWS. */
export function createAccessEntries(aws: Aws): AccessEntries {
  const call = <T>(target: CloudTarget, name: string, send: Send<T>): Promise<T> =>
    ask(aws, target, name, send);
  return {
    find: (entry) =>
      orAbsent(
        call(entry, 'DescribeAccessEntry', async (eks, options) => {
          const { accessEntry } = await eks.send(new DescribeAccessEntryCommand(keyOf(entry)), options);
          const { principalArn = '', username = '', kubernetesGroups = [] } = accessEntry ?? {};
          return { principalArn, username, groups: kubernetesGroups };
        }),
      ),
    create: async ({ cluster, as, run }, { principalArn, groups, username }) => {
      const command = new CreateAccessEntryCommand({
        ...keyOf({ cluster, principalArn }),
        // Said, since the bootstrap role may make no other; and no empty list, for it may have none by `Null`.
        type: 'STANDARD',
        ...(groups.length > 0 && { kubernetesGroups: [...groups] }),
        ...(username && { username }),
      });
      const target = { cluster, as, run };
      try {
        await call(target, 'CreateAccessEntry', (eks, options) => eks.send(command, options));
      } catch (error) {
        throw isFault(error, 'NotYetFault') ? notKnown(error, principalArn) : error;
      }
    },
    remove: async (entry) => {
      const command = new DeleteAccessEntryCommand(keyOf(entry));
      await orAbsent(call(entry, 'DeleteAccessEntry', (eks, options) => eks.send(command, options)));
    },
    policies: (entry) =>
      call(entry, 'ListAssociatedAccessPolicies', (eks, options) => policies(eks, entry, options)),
    attach: async (entry, policy) => {
      const scoped = { ...policyOf(entry, policy), accessScope: { type: 'cluster' as const } };
      const command = new AssociateAccessPolicyCommand(scoped);
      await call(entry, 'AssociateAccessPolicy', (eks, options) => eks.send(command, options));
    },
    detach: async (entry, policy) => {
      const command = new DisassociateAccessPolicyCommand(policyOf(entry, policy));
      await orAbsent(call(entry, 'DisassociateAccessPolicy', (eks, options) => eks.send(command, options)));
    },
  };
}

const notKnown = ({ message }: Fault, principalArn: string): Fault =>
  new Fault(
    'NotYetFault',
    `${message} for ${principalArn}: is there such a role in that account, under that path?`,
  );

/**
 * EKS looks the principal up in IAM. What is not there, and what was made just now, is an InvalidParameterException like
 * any other, known by its text alone: "The specified principalArn is invalid: invalid principal."
 * (terraform-aws-modules/terraform-aws-eks#2969, terraform-provider-aws PR#35535).
 */
const isUnknownPrincipal = (error: unknown): boolean =>
  error instanceof InvalidParameterException && /invalid principal/i.test(error.message);

type Send<T> = (eks: EKSClient, options: Options) => Promise<T>;
interface Options {
  readonly abortSignal: AbortSignal;
}

async function ask<T>(aws: Aws, target: CloudTarget, name: string, send: Send<T>): Promise<T> {
  const what = `${target.cluster.arn}: eks:${name}`;
  try {
    return await send(aws.eks(visitOf(target)), { abortSignal: AbortSignal.timeout(DEADLINE_MS) });
  } catch (error) {
    if (error instanceof ResourceInUseException) {
      throw new Fault('ConflictFault', `${what}: there is an entry for that principal already`);
    }
    if (isUnknownPrincipal(error)) throw new Fault('NotYetFault', `${what}: EKS knows no such principal`);
    throw awsFault(error, what);
  }
}

/** What is not there is no error where it was only to be looked at, or to go away. */
async function orAbsent<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isFault(error, 'NotFoundFault')) return undefined;
    throw error;
  }
}

async function policies(client: EKSClient, entry: EntryTarget, options: Options): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of paginateListAssociatedAccessPolicies({ client }, keyOf(entry), options)) {
    const arns = (page.associatedAccessPolicies ?? []).map(({ policyArn = '' }) => policyArn);
    found.push(...arns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)));
  }
  return found;
}

function keyOf({ cluster, principalArn }: Pick<EntryTarget, 'cluster' | 'principalArn'>) {
  return { clusterName: cluster.name, principalArn };
}

function policyOf(entry: EntryTarget, policy: AccessPolicy) {
  const partition = partitionOfRegion(entry.cluster.region);
  return { ...keyOf(entry), policyArn: `arn:${partition}:eks::aws:cluster-access-policy/${policy}` };
}
