/**
 * What the service refuses with. `type` and `message` are AWS's own; `definite` says whether the refusal means that
 * nothing happened (an InternalFailure or a time-out leaves that open).
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/CommonErrors.html, texts from recorded answers.
 */
import type { KmsRefusal } from '../aws/kms/request-key.ts';
import type { Result } from '../kernel/result.ts';

export type AwsErrorType =
  | 'AccessDeniedException'
  | 'DryRunOperationException'
  | 'ExpiredIteratorException'
  | 'ExpiredNextTokenException'
  | 'InvalidArgumentException'
  | 'KMSAccessDeniedException'
  | 'KMSDisabledException'
  | 'KMSInvalidStateException'
  | 'KMSNotFoundException'
  | 'KMSOptInRequired'
  | 'KMSThrottlingException'
  | 'LimitExceededException'
  | 'ProvisionedThroughputExceededException'
  | 'ResourceInUseException'
  | 'ResourceNotFoundException'
  | 'SerializationException'
  | 'UnknownOperationException'
  | 'UnrecognizedClientException'
  | 'ValidationException';

export interface AwsError {
  type: AwsErrorType;
  message: string;
  definite: boolean;
}

export type Answer<T> = Result<T, AwsError>;

const refuse = (type: AwsErrorType, message: string): { ok: false; error: AwsError } => ({
  ok: false,
  error: { type, message, definite: true },
});

export const accessDenied = (message: string) => refuse('AccessDeniedException', message);
export const invalidArgument = (message: string) => refuse('InvalidArgumentException', message);
export const validationFailed = (message: string) => refuse('ValidationException', message);
export const limitExceeded = (message: string) => refuse('LimitExceededException', message);
export const resourceInUse = (message: string) => refuse('ResourceInUseException', message);
export const resourceNotFound = (message: string) => refuse('ResourceNotFoundException', message);
export const throughputExceeded = (message: string) => refuse('ProvisionedThroughputExceededException', message);
export const expiredIterator = (message: string) => refuse('ExpiredIteratorException', message);
export const expiredNextToken = (message: string) => refuse('ExpiredNextTokenException', message);
export const malformedRequest = (message: string) => refuse('SerializationException', message);
/** A dry run that would have succeeded. The text is a choice: it is EC2's. */
export const dryRunSucceeded = () => refuse('DryRunOperationException', 'Request would have succeeded, but DryRun flag is set.');
/** What KMS refused, as Kinesis hands it on. */
export const kmsRefused = ({ kind, message }: KmsRefusal) =>
  refuse(kind === 'OptInRequired' ? 'KMSOptInRequired' : `KMS${kind}Exception`, message);
export const unknownOperation = () => refuse('UnknownOperationException', '');
