/** AWS's event stream encoding, as SubscribeToShard answers over HTTP. https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html */
import { crc32 } from 'node:zlib';

const TEXT = 7;

/** One message: two lengths and their checksum, headers, payload, and the checksum of it all. */
function message(headers: Record<string, string>, payload: unknown): Uint8Array {
  const header = Buffer.concat(Object.entries(headers).map(([name, value]) => headerOf(name, value)));
  const body = Buffer.from(JSON.stringify(payload));
  const whole = Buffer.alloc(16 + header.length + body.length);
  whole.writeUInt32BE(whole.length, 0);
  whole.writeUInt32BE(header.length, 4);
  whole.writeUInt32BE(crc32(whole.subarray(0, 8)), 8);
  header.copy(whole, 12);
  body.copy(whole, 12 + header.length);
  whole.writeUInt32BE(crc32(whole.subarray(0, -4)), whole.length - 4);
  return whole;
}

function headerOf(name: string, value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(value));
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([TEXT]), length, Buffer.from(value)]);
}

const JSON_PAYLOAD = { ':content-type': 'application/json' };

export const initialResponse = (): Uint8Array =>
  message({ ':event-type': 'initial-response', ...JSON_PAYLOAD, ':message-type': 'event' }, {});

/** `event`: one member, `SubscribeToShardEvent` or the name of an exception. */
export function eventMessage(event: Record<string, unknown>): Uint8Array {
  const [[name, payload]] = Object.entries(event);
  const isEvent = name === 'SubscribeToShardEvent';
  return message(
    { [isEvent ? ':event-type' : ':exception-type']: name, ...JSON_PAYLOAD, ':message-type': isEvent ? 'event' : 'exception' },
    payload,
  );
}
