import { AwsError } from '../aws-error.ts';

export const invalidParameter = (message: string) => new AwsError(400, 'InvalidParameterException', message);
