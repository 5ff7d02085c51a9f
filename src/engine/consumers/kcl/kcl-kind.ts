/** What a KCL application (https://docs.aws.amazon.com/streams/latest/dev/kcl.html) does when it is added, changed, broken, or when one of its timers is due. */
import { SECOND } from '../../kernel/time.ts';
import type { KclConsumerSpec } from '../consumer-spec.ts';
import type { ConsumerTimer } from '../consumer-state.ts';
import type { Kind } from '../kinds.ts';
import { addApplication, removeApplication, updateApplication } from './application.ts';
import { assign, discover, takeLeases } from './balancing.ts';
import { renewalPeriodUs, renewAll } from './held-leases.ts';
import { breakApplication, startWorker } from './kcl-faults.ts';
import type { At, KclApplication, KclTimer, WorkerErrand } from './kcl-state.ts';
import { onProcessed } from './record-processor.ts';
import { onFetch, onPage } from './retrieval.ts';
import { runConsumers } from './shard-consumers.ts';
import { onPushed } from './subscription.ts';
import { laterFor } from './timers.ts';
import { audit, cleanUp } from './upkeep.ts';
import { initialize, stepWorker, stopProcess, workerOf } from './worker-process.ts';

export const KCL: Kind<KclConsumerSpec, KclApplication, KclTimer> = {
  add: addApplication,
  update: updateApplication,
  remove: removeApplication,
  fault: breakApplication,
  startWorker,
  onTimer(consumers, app, timer) {
    const at = workerOf(consumers, app, timer as ConsumerTimer & KclTimer);
    if (at === null) return;
    if (timer.kind === 'kcl-worker') return onErrand(at, timer.errand);
    const consumer = at.worker.consumers[timer.shard];
    if (consumer === undefined || consumer.generation !== timer.generation) return;
    if (timer.kind === 'kcl-page') return onPage(at, consumer, timer.page);
    if (timer.errand === 'fetch') onFetch(at, consumer);
    else if (timer.errand === 'pushed') onPushed(at, consumer);
    else onProcessed(at, consumer);
  },
};

function onErrand(at: At, errand: WorkerErrand): void {
  const isStarted = at.worker.life.state === 'STARTED';
  switch (errand) {
    case 'run':
      stepWorker(at, 'run');
      return initialize(at);
    case 'initialize':
      return initialize(at);
    case 'tick':
      return tick(at);
    case 'renew':
      renewAll(at);
      return laterFor(at, renewalPeriodUs(at), 'renew');
    case 'take':
      return isStarted ? takeLeases(at) : undefined;
    case 'assign':
      return isStarted ? assign(at) : undefined;
    case 'discover':
      return isStarted ? discover(at) : undefined;
    case 'audit':
      return isStarted ? audit(at) : undefined;
    case 'clean':
      return isStarted ? cleanUp(at) : undefined;
  }
}

/** A pass, and a second's pause. A worker that stops is gone when its last shard consumer is. */
function tick(at: At): void {
  runConsumers(at);
  laterFor(at, SECOND, 'tick');
  if (at.worker.life.state !== 'SHUT_DOWN_STARTED' || Object.keys(at.worker.consumers).length > 0) return;
  stepWorker(at, 'stopped');
  stopProcess(at, 'stopped');
}
