/** What happens to delivery streams. Few: of buffers that flush often, only the first ones and the turns are told. */
import type { FailureFolder, LossReason } from './account.ts';
import type { FlushTrigger } from './firehose-state.ts';

export type FirehoseEvent =
  | { type: 'delivery-stream-created'; deliveryStream: string }
  | { type: 'delivery-stream-active'; deliveryStream: string }
  | { type: 'delivery-stream-updated'; deliveryStream: string; version: number }
  | { type: 'delivery-stream-deleted'; deliveryStream: string; recordsDropped: number }
  /** The first flush, and each that another hint made than the one before in its lane. */
  | {
      type: 'flush-trigger-changed';
      deliveryStream: string;
      lane: string;
      trigger: FlushTrigger;
      bytes: number;
      records: number;
      sizeHintBytes: number;
      intervalSeconds: number;
    }
  /** Direct PUT found the quota used up; told once a spell. */
  | { type: 'direct-put-throttled'; deliveryStream: string; limit: 'records' | 'bytes' | 'requests' }
  /** Transforms begin to fail, with the last invocation's error, or succeed again. */
  | { type: 'transform-failing'; deliveryStream: string; errorCode: string; errorMessage: string; attempts: number }
  | { type: 'transform-recovered'; deliveryStream: string }
  /** Records begin to leave the main path for this folder. */
  | { type: 'records-failing'; deliveryStream: string; folder: FailureFolder; errorCode: string; errorMessage: string; records: number }
  | { type: 'delivery-failing'; deliveryStream: string; errorCode: string; errorMessage: string; retryUntilUs: number | null }
  | { type: 'delivery-recovered'; deliveryStream: string }
  | { type: 'delivery-records-lost'; deliveryStream: string; reason: LossReason; records: number }
  | { type: 'delivery-duplicated'; deliveryStream: string; records: number; because: 'answer-lost' | 'partial-retry' }
  | { type: 'buffer-grown'; deliveryStream: string; sizeHintBytes: number };
