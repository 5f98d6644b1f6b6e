/** What Lambda does with a function's role where the function is in a VPC. */
export const NETWORK_INTERFACES = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
] as const;

/**
 * Actions that are allowed on `*`, each with its reason: AWS knows no resource for them (Service Authorization
 * Reference). A test finds every other `Resource: *`.
 */
export const TAKES_NO_RESOURCE: Readonly<Record<string, string>> = {
  ...each(
    ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
    'AWS X-Ray has no resource for the traces that a service sends',
  ),
  ...each(
    [
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:DescribeLogGroups',
    ],
    'Step Functions sets up the delivery of its logs, which has no resource',
  ),
  ...each(
    NETWORK_INTERFACES,
    'Lambda makes the network interfaces of a function in a VPC with its role; they have no name before',
  ),
};

function each(actions: readonly string[], reason: string): Record<string, string> {
  return Object.fromEntries(actions.map((action) => [action, reason]));
}
