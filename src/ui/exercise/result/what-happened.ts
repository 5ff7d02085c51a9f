/** The question that is asked before anything is explained: what does this run show? Made from the exercise's own hints and near misses. */
import { unmarked } from '../../../content/glossary/marked-text.ts';
import { seededRandom } from '../../../content/learning/draw.ts';
import type { Round } from '../../../content/learning/round.ts';
import type { Verdict } from '../../../judge/goal.ts';
import type { Resemblance } from './resemblance.ts';

export interface WhatHappenedOption {
  text: string;
  isRight: boolean;
  /** Read once it was answered. */
  why: string;
}

const WRONG_MAX = 2;

/** The principle behind the first goal that was missed (or, where all are met, behind the first), beside what people believe. */
export function whatHappened(round: Round, verdict: Verdict, like: Resemblance | null): WhatHappenedOption[] {
  const { exercise, numbers, rules, seed } = round;
  const missed = verdict.goals.find(({ state }) => state === 'missed')?.goal.id;
  const goal = missed ?? rules.goals[0]?.id ?? '';
  const principle = unmarked(exercise.hints[goal]?.[1] ?? exercise.explanation(numbers)[0] ?? '');
  const believed = like === null ? exercise.nearMisses : [like.nearMiss, ...exercise.nearMisses];
  const misconceptions = new Map(believed.map(({ misconception, why }) => [misconception, why]));
  const wrong = [...misconceptions].slice(0, WRONG_MAX).map(([text, why]) => ({ text: sentence(text), isRight: false, why }));
  const options = [{ text: principle, isRight: true, why: 'That is what the run shows.' }, ...wrong];
  const turn = Math.floor(seededRandom(`what-happened:${exercise.id}:${seed}`)() * options.length);
  return [...options.slice(turn), ...options.slice(0, turn)];
}

const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);
