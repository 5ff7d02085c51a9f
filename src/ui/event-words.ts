/** What a sentence about an event is made of, and how a shard is named in it. */
import type { EventBody } from '../engine/events.ts';
import { shardNumber } from '../views/wording.ts';

/** limit: something was refused or lost · good: reached or over · stream: a life-cycle moved on · learner: what a person did. */
export type Tone = 'limit' | 'good' | 'stream' | 'learner';

export interface Sentence {
  atLabel: string;
  tone: Tone;
  text: string;
  /** The shard it is about, for selecting it. */
  shardId: string | null;
  /** What to know and what helps, where the engine can be asked how it came about; null elsewhere. */
  why: string | null;
}

export type Words = Pick<Sentence, 'tone' | 'text'> & Partial<Pick<Sentence, 'shardId' | 'why'>>;
export type EventOf<Type extends EventBody['type']> = Extract<EventBody, { type: Type }>;
export type Wordings = { [Type in EventBody['type']]: (event: EventOf<Type>) => Words };

/** `shardId-000000000002` → `shard-2`. */
export function shardLabel(shardId: string): string {
  return `shard-${shardNumber(shardId)}`;
}
