import { Peer, Port, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { FunctionProps } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { StageVpc } from '../stage.ts';
import { NETWORK_INTERFACES } from './takes-no-resource.ts';

/** Where workers run that visit clusters with private endpoints (network.md). */
export class WorkerNetwork extends Construct {
  readonly placement: Pick<FunctionProps, 'vpc' | 'vpcSubnets' | 'securityGroups'>;

  constructor(scope: Construct, id: string, { id: vpcId, availabilityZones, privateSubnetIds }: StageVpc) {
    super(scope, id);
    const vpc = Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId,
      availabilityZones: [...availabilityZones],
      privateSubnetIds: [...privateSubnetIds],
    });
    const group = new SecurityGroup(this, 'Group', {
      vpc,
      description: 'Workers of Roster: out to API servers and AWS, nothing in',
      allowAllOutbound: false,
    });
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'API servers and AWS');
    this.placement = {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [group],
    };
  }
}

/** What Lambda needs of a function's role to run it in a VPC (AWS Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC"). */
export function networkStatement(): PolicyStatement {
  return new PolicyStatement({
    actions: [...NETWORK_INTERFACES],
    resources: ['*'],
  });
}
