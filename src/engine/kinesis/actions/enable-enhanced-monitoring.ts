/**
 * EnableEnhancedMonitoring. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_EnableEnhancedMonitoring.html
 * The answer names the metrics before and after; the stream is UPDATING until they change. ALL stands for all seven.
 */
import type { Action } from '../action.ts';
import type { Kinesis } from '../kinesis.ts';
import { changeMonitoring, MONITORING_REQUEST, type MonitoringInput } from '../monitoring.ts';

export const ENABLE_ENHANCED_MONITORING: Action = {
  name: 'EnableEnhancedMonitoring',
  request: MONITORING_REQUEST,
  handle: (kinesis: Kinesis, input: MonitoringInput) =>
    changeMonitoring(kinesis, input, (present, named) => new Set([...present, ...named])),
};
