/** Brings a stream into a state in which its settings cannot be changed. */
import { ACCOUNT, serviceWithStream, startService, STREAM, type Refusal, type Service } from './service.ts';

export type UnfitState = 'CREATING' | 'UPDATING' | 'DELETING';
export const UNFIT_STATES: UnfitState[] = ['CREATING', 'UPDATING', 'DELETING'];

export async function serviceIn(state: UnfitState, create: Record<string, unknown> = { ShardCount: 1 }): Promise<Service> {
  if (state === 'CREATING') {
    const service = startService();
    await service.call('CreateStream', { StreamName: STREAM, ...create });
    return service;
  }
  const service = await serviceWithStream(1, {}, { ShardCount: undefined, ...create });
  if (state === 'DELETING') await service.call('DeleteStream');
  else await service.call('IncreaseStreamRetentionPeriod', { RetentionPeriodHours: 48 });
  return service;
}

export const notActive = (state: UnfitState): Refusal => ({
  type: 'ResourceInUseException',
  message: `Stream ${STREAM} under account ${ACCOUNT} not ACTIVE, instead in state ${state}`,
});

export const notFound = (stream: string): Refusal => ({
  type: 'ResourceNotFoundException',
  message: `Stream ${stream} under account ${ACCOUNT} not found.`,
});

/** One broken member of a request, as the service tells of it. */
export const unfit = (value: string, member: string, constraint: string): Refusal => ({
  type: 'ValidationException',
  message: `1 validation error detected: Value ${value} at '${member}' failed to satisfy constraint: Member must ${constraint}`,
});
