/**
 * DisableEnhancedMonitoring. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DisableEnhancedMonitoring.html
 * The answer names the metrics before and after; the stream is UPDATING until they change. ALL stands for all seven.
 */
import type { Action } from '../action.ts';
import type { Kinesis } from '../kinesis.ts';
import { changeMonitoring, MONITORING_REQUEST, type MonitoringInput } from '../monitoring.ts';

export const DISABLE_ENHANCED_MONITORING: Action = {
  name: 'DisableEnhancedMonitoring',
  request: MONITORING_REQUEST,
  handle: (kinesis: Kinesis, input: MonitoringInput) =>
    changeMonitoring(kinesis, input, (present, named) => new Set([...present].filter((metric) => !named.includes(metric)))),
};
