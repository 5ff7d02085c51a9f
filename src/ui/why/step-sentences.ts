/** Each step of a chain as a sentence, made from its data alone; and where it leads: to which moment, and to which thing. */
import type { About, ExplanationStep } from '../../engine/explain/explanation.ts';
import type { EngineEvent } from '../../engine/events.ts';
import type { Scenario } from '../../engine/scenario.ts';
import type { Selection } from '../../protocol/selection.ts';
import { clock, count, duration, listed, mebibytes } from '../../views/wording.ts';
import { shardLabel } from '../event-words.ts';
import { consumerInWords, producerInWords, sentenceOf } from '../sentences.ts';

/** What the sentences of a chain are made with. */
export interface ChainContext {
  /** The history of the branch: the event of number `seq` is at `seq − 1`. */
  events: readonly EngineEvent[];
  /** What the run began with; null where it is not known. */
  scenario: Pick<Scenario, 'producers' | 'consumers'> | null;
}

export interface StepWords {
  /** `00:41.000`, or `00:41.000 to 00:41.998`. */
  atLabel: string;
  text: string;
  /** The moment that is shown for it: a span is shown at its end, when all of it has happened. */
  seekUs: number;
  selection: Selection;
}

/** Smaller shares are not worth a word. */
const WORTH_SAYING = 0.1;
const GROUPS_SAID = 2;

/** `next`: the step after it, which tells what records are there for. */
export function stepWords(step: ExplanationStep, context: ChainContext, next?: ExplanationStep): StepWords {
  return {
    atLabel: spanLabel(step.atUs, step.untilUs),
    text: textOf(step, context, next),
    seekUs: Math.max(step.atUs, step.untilUs),
    selection: selectionOf(step),
  };
}

function spanLabel(atUs: number, untilUs: number): string {
  const from = clock(atUs, 3);
  const to = clock(Math.max(atUs, untilUs), 3);
  return from === to ? from : `${from} to ${to}`;
}

function textOf(step: ExplanationStep, context: ChainContext, next?: ExplanationStep): string {
  switch (step.kind) {
    case 'scenario':
      return beginning(step, context);
    case 'event': {
      const event = context.events[step.seq - 1];
      return event === undefined ? `Event ${count(step.seq)} of this history.` : sentenceOf(event).text;
    }
    case 'records':
      return taken(step, unreadBy(context, next));
    case 'refused-record':
      return refused(step);
    case 'calls':
      return called(step);
    case 'partly-refused-call':
      return partlyRefused(step);
    case 'unanswered-call':
      return unanswered(step);
    case 'page':
      return `${step.consumer} worked on a page of ${amountOf(step.records, 'record')} of ${shardLabel(step.shardId)} for ${duration(step.busyUs / 1000)}.`;
  }
}

type Step<Kind extends ExplanationStep['kind']> = Extract<ExplanationStep, { kind: Kind }>;

function beginning({ what, id }: Step<'scenario'>, { scenario }: ChainContext): string {
  const begins = `The scenario begins with ${what} ${id}`;
  const producer = what === 'producer' ? scenario?.producers.find((spec) => spec.id === id) : undefined;
  const consumer = what === 'consumer' ? scenario?.consumers.find((spec) => spec.id === id) : undefined;
  if (producer !== undefined) return `${begins}: ${producerInWords(producer)}.`;
  if (consumer !== undefined) return `${begins}: it polls ${consumerInWords(consumer)}.`;
  return `${begins}.`;
}

function amountOf(amount: number, one: string): string {
  return `${count(amount)} ${amount === 1 ? one : `${one}s`}`;
}

function size(bytes: number): string {
  return bytes < 10_486 ? amountOf(bytes, 'byte') : `${mebibytes(bytes)} MiB`;
}

/** The reader that had not read the records, where they stand before the event that tells that it fell behind. */
function unreadBy({ events }: ChainContext, next: ExplanationStep | undefined): string | null {
  const event = next?.kind === 'event' ? events[next.seq - 1] : undefined;
  return event?.type === 'reading-fell-behind' ? event.consumer : null;
}

function taken({ shardId, records, bytes, byKey, byProducer }: Step<'records'>, reader: string | null): string {
  const keys = keysInWords(byKey, records);
  const producers = byProducer.filter(({ producer }) => producer !== '');
  const from = producers.length > 1 ? `; ${listed(producers.map((group) => `${count(group.records)} from ${group.producer}`))}` : '';
  const unread = reader === null ? '' : ` that ${reader} has not read`;
  return `${shardLabel(shardId)} took ${amountOf(records, 'record')} (${size(bytes)})${unread}${keys}${from}.`;
}

/** The groups are the largest first; one without a name holds the rest. */
function keysInWords(byKey: Step<'records'>['byKey'], records: number): string {
  const named = byKey.filter(({ key }) => key !== '');
  if (named.length === 0) return '';
  const [first] = named;
  if (first.records === records) return records === 1 ? ` with key ${first.key}` : `; all of them carry key ${first.key}`;
  const said = named.filter((group) => group.records >= records * WORTH_SAYING).slice(0, GROUPS_SAID);
  if (said.length === 0) return `; no key has more than ${count(first.records)} of them`;
  const [most, ...others] = said.map((group) => count(group.records));
  const rest = others.map((amount, i) => `, ${amount} key ${said[i + 1].key}`).join('');
  return `; ${most} of them ${said[0].records === 1 ? 'carries' : 'carry'} key ${said[0].key}${rest}`;
}

function refused({ shardId, key, bytes, producer, attempt }: Step<'refused-record'>): string {
  const again = attempt > 1 ? `, at attempt ${count(attempt)}` : '';
  return `${shardLabel(shardId)} refused the next record: ${amountOf(bytes, 'byte')} with key ${key} from ${producer}${again}.`;
}

function partlyRefused({ producer, records, refused: failed, attempt }: Step<'partly-refused-call'>): string {
  const again = attempt > 1 ? ` at attempt ${count(attempt)}` : '';
  return `${count(failed)} of the ${amountOf(records, 'record')} in a PutRecords call of ${producer} failed${again}; it sent all of them again.`;
}

function unanswered({ producer, records, attempt, waitedUs }: Step<'unanswered-call'>): string {
  const again = attempt > 1 ? `, at attempt ${count(attempt)},` : '';
  return `A call of ${producer} with ${amountOf(records, 'record')}${again} was stored, but its answer was lost; after ${duration(waitedUs / 1000)} it sent the call again.`;
}

function called({ shardId, calls }: Step<'calls'>): string {
  const byConsumer = new Map<string, number>();
  for (const { consumer } of calls) byConsumer.set(consumer, (byConsumer.get(consumer) ?? 0) + 1);
  const bytes = calls.reduce((sum, call) => sum + call.bytes, 0);
  const by = byConsumer.size === 1 ? ` by ${calls[0].consumer}` : '';
  const each =
    byConsumer.size > 1
      ? `: ${listed([...byConsumer].sort(([, a], [, b]) => b - a).map(([consumer, amount]) => `${count(amount)} by ${consumer}`))}`
      : '';
  return `${shardLabel(shardId)} answered ${amountOf(calls.length, 'GetRecords call')}${by} with ${size(bytes)}${each}.`;
}

function selectionOf(step: ExplanationStep): Selection {
  if (step.kind === 'scenario') return { kind: step.what, id: step.id };
  if (step.kind === 'refused-record') return { kind: 'key', label: step.key };
  if (step.kind === 'page') return { kind: 'consumer', id: step.consumer };
  if (step.kind === 'records' || step.kind === 'calls') return { kind: 'shard', id: step.shardId };
  return aboutSelection(step.about);
}

function aboutSelection({ shardId, consumer, producer, key }: About): Selection {
  if (shardId !== undefined) return { kind: 'shard', id: shardId };
  if (consumer !== undefined) return { kind: 'consumer', id: consumer };
  if (producer !== undefined) return { kind: 'producer', id: producer };
  return key === undefined ? null : { kind: 'key', label: key };
}
