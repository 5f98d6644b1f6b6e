import { AwsError } from '../aws-json/aws-error.ts';

export const invalidParameter = (message: string) => new AwsError(400, 'InvalidParameterException', message);
