/** What Firehose answers with when it refuses. https://docs.aws.amazon.com/firehose/latest/APIReference/CommonErrors.html */
export interface Failed {
  ok: false;
  error: { type: string; message: string };
}
export type FirehoseAnswer = { ok: true; value: Record<string, unknown> } | Failed;

export const failed = (type: string, message: string): Failed => ({ ok: false, error: { type, message } });
export const invalidArgument = (message: string): Failed => failed('InvalidArgumentException', message);
export const done = (value: Record<string, unknown> = {}): FirehoseAnswer => ({ ok: true, value });

export const isFailed = (value: object): value is Failed => 'ok' in value && value.ok === false;
