/**
 * AWS's own client in front of the engine: everything of it runs, only the network is missing. Time passes when a
 * subscription waits for its next event, a second for each look.
 */
import { KinesisClient } from '@aws-sdk/client-kinesis';
import type { KinesisApi } from '../../src/engine/index.ts';
// The engine's tests run on every Node that the project names, the warning of the client's makers notwithstanding.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

import { eventMessage, initialResponse } from '../support/event-stream.ts';

interface HttpRequest {
  method: string;
  path: string;
  hostname: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface SeenRequest {
  target: string;
  hostname: string;
  body: unknown;
}

const LOOK_MS = 1000;

export function clientOf(api: KinesisApi): { client: KinesisClient; seen: SeenRequest[] } {
  const seen: SeenRequest[] = [];
  const handle = async (request: HttpRequest) => {
    const target = request.headers['x-amz-target'];
    if (request.method !== 'POST' || request.path !== '/') throw new Error(`The client asks ${request.method} ${request.path}.`);
    const body: unknown = JSON.parse(new TextDecoder().decode(request.body));
    seen.push({ target, hostname: request.hostname, body });
    if (target.endsWith('.SubscribeToShard')) return { response: await subscription(api, body) };
    const answer = await api.handle(target, body);
    const empty = answer.status === 200 && Object.keys(answer.body).length === 0;
    return { response: httpAnswer(answer.status, empty ? '' : JSON.stringify(answer.body)) };
  };
  const requestHandler = {
    metadata: { handlerProtocol: 'http/1.1' },
    handle,
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
    destroy: () => {},
  };
  const client = new KinesisClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: requestHandler as never,
  });
  return { client, seen };
}

const httpAnswer = (statusCode: number, text: string) => ({
  statusCode,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: new TextEncoder().encode(text),
});

async function subscription(api: KinesisApi, body: unknown) {
  const { status, body: refusal, session } = await api.subscribe(body);
  if (session === undefined) return httpAnswer(status, JSON.stringify(refusal));
  async function* messages(): AsyncGenerator<Uint8Array> {
    yield initialResponse();
    for (;;) {
      const { events, ended } = session!.drain();
      for (const { event } of events) yield eventMessage(event);
      if (ended) return;
      await api.advanceTo(api.now() + LOOK_MS);
    }
  }
  return { statusCode: 200, headers: { 'content-type': 'application/vnd.amazon.eventstream' }, body: messages() };
}
