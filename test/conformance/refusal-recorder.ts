/** Set-up file of `record-refusals.mjs`: whatever a service under test refuses is noted. */
import { appendFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, expect, vi } from 'vitest';
import type * as Engine from '../../src/engine/index.ts';

type KinesisApi = Engine.KinesisApi;

export interface NotedRefusal {
  action: string;
  type: string;
  text: string;
  test: string;
}

declare global {
  /** One list for all files of the run: the service that they share notes into it. */
  var notedRefusals: NotedRefusal[] | undefined;
  /** The test that runs, or null between tests: what a file does while it is loaded shows nothing. */
  var runningTest: string | null | undefined;
}

const noted = (globalThis.notedRefusals ??= []);

vi.mock('../../src/engine/index.ts', async (original) => {
  const engine = await original<typeof Engine>();
  return { ...engine, createKinesisApi: (options: Engine.KinesisApiOptions) => listening(engine.createKinesisApi(options)) };
});

function listening(api: KinesisApi): KinesisApi {
  const note = (action: string, { body = {} }: Partial<Engine.ApiAnswer>): void => {
    const test = globalThis.runningTest ?? null;
    if (typeof body.__type !== 'string' || test === null) return;
    noted.push({ action, type: body.__type, text: String(body.message ?? body.Message), test });
  };
  return {
    ...api,
    handle: async (target, body, options) => {
      const answer = await api.handle(target, body, options);
      note(target.split('.').at(-1)!, answer);
      return answer;
    },
    subscribe: async (body, options) => {
      const answer = await api.subscribe(body, options);
      note('SubscribeToShard', answer);
      return answer;
    },
  };
}

beforeEach(() => {
  globalThis.runningTest = expect.getState().currentTestName ?? null;
});

afterEach(() => {
  globalThis.runningTest = null;
});

afterAll(() => {
  const lines = noted.splice(0).map((refusal) => `${JSON.stringify(refusal)}\n`);
  appendFileSync(process.env.KINELAB_REFUSALS!, lines.join(''));
});
