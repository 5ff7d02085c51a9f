/** What a learner can break. Each is a command, so it can be undone like any other; what lasts is ended by `end-fault`. */
export type Fault =
  /** The process dies: nothing more is renewed, processed or checkpointed. */
  | { kind: 'worker-crash'; consumer: string; worker: string }
  /** The process stands still and goes on as if nothing had been: garbage collection, a paused virtual machine. */
  | { kind: 'worker-freeze'; consumer: string; worker: string; forMs: number }
  /** All workers on the instance, or in the zone, of every application. */
  | { kind: 'instance-loss'; instance: string }
  | { kind: 'zone-loss'; zone: string }
  /** Processing takes so many times as long. */
  | { kind: 'slow-processing'; consumer: string; factor: number }
  /** This share (0–1) of batches fails with an exception. */
  | { kind: 'failing-processing'; consumer: string; share: number }
  /** The next record of the shard that the consumer comes to can never be processed. */
  | { kind: 'poison-record'; consumer: string; shardId: string }
  /** The lease table takes only so many units a second. */
  | { kind: 'lease-table-throttled'; consumer: string; readUnits: number; writeUnits: number }
  /** Answers of this share (0–1) of the producer's calls are lost on their way after the records were stored: it sends them again. */
  | { kind: 'network-duplicate'; producer: string; share: number }
  | DeliveryFault;

export type DeliveryFault =
  /** The destination takes nothing: it answers 503, or nobody answers. */
  | { kind: 'destination-down'; deliveryStream: string }
  /** The destination refuses this share (0–1) of documents, rows or requests for good. */
  | { kind: 'destination-rejects'; deliveryStream: string; share: number }
  /** This share (0–1) of what is sent is taken, but the answer is lost: it is sent again. */
  | { kind: 'delivery-answers-lost'; deliveryStream: string; share: number }
  /** The bucket of the backup takes nothing. */
  | { kind: 'backup-down'; deliveryStream: string }
  /** The transform's function cannot be invoked. */
  | {
      kind: 'function-unavailable';
      deliveryStream: string;
      errorCode: 'Lambda.InvokeLimitExceeded' | 'Lambda.InvokeAccessDenied' | 'Lambda.ResourceNotFound';
    };

/** A fault that lasts, by the name that ends it. */
export interface StandingFault {
  id: string;
  fault: Fault;
  sinceUs: number;
  /** `seq` of the event that told its beginning. */
  event: number;
  /** Number of the consumer, producer or delivery stream that it concerns: another one of the same name is not broken. */
  target: number;
}
