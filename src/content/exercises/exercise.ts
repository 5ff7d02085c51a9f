/** What an exercise is. Everything that the learner reads of goals is made from the goals; everything that counts is measured by the engine. */
import type { TimedCommand } from '../../engine/commands.ts';
import type { SoughtSpec } from '../../engine/firehose/sought.ts';
import type { Scenario } from '../../engine/scenario.ts';
import type { Allowance } from '../../judge/allowed.ts';
import type { Goal, JudgedWindow } from '../../judge/goal.ts';
import type { ExamTag, Source, Topic } from '../learning/topics.ts';

/** Numbers that are drawn anew with "again with other numbers", by name. */
export type Numbers = Readonly<Record<string, number>>;

export interface NumberRange {
  from: number;
  to: number;
  /** Drawn values are `from` plus whole steps. */
  step: number;
}

export type Prediction =
  /** Which of these will happen; the right one is found out by the run, not by this. */
  | { kind: 'choice'; question: string; options: readonly string[] }
  /** `counted`: of whole things, of which one more or fewer is another answer. */
  | { kind: 'number'; question: string; unit: string; min: number; max: number; step: number; counted?: true }
  /** Drawn on the chart of one goal's measure over the window, from left to right; its typed twin is a row of numbers. */
  | { kind: 'curve'; question: string; goal: string; unit: string; min: number; max: number };

export interface NearMiss {
  id: string;
  /** What somebody does who believes it. */
  title: string;
  /** The belief, by name: `more shards cure a hot key`. */
  misconception: string;
  commands(numbers: Numbers): TimedCommand[];
  /** The goal that this fails at. */
  fails: string;
  /** Why, in a sentence or two. */
  why: string;
}

export interface Exercise {
  /** kebab-case; part of its address. */
  id: string;
  title: string;
  topic: Topic;
  level: 'intro' | 'core' | 'advanced' | 'expert';
  exams: readonly ExamTag[];
  /** `2026-11-20`: when its facts were checked. */
  asOf: string;
  sources: readonly Source[];
  /** Where older notes differ: `Older notes say …; today …`. */
  older?: string;
  /** Paragraphs. */
  brief(numbers: Numbers): readonly string[];
  numbers: Readonly<Record<string, NumberRange>>;
  /** `record` is set by the framework. */
  scenario(numbers: Numbers): Scenario;
  /** Records that goals ask for by what stands in them. */
  sought?: readonly SoughtSpec[];
  window: JudgedWindow;
  allows: readonly Allowance[];
  goals(numbers: Numbers): readonly Goal[];
  /** Moves of the reference solution: shown as par. */
  par: number;
  predict(numbers: Numbers): Prediction;
  /** What the prediction asked for, read off the finished run's verdict values by goal, or the index of the right option. */
  outcome(numbers: Numbers, measured: Readonly<Record<string, number | null>>): number | null;
  /** By goal: look here, the principle, the setting. */
  hints: Readonly<Record<string, readonly [string, string, string]>>;
  solution(numbers: Numbers): TimedCommand[];
  nearMisses: readonly [NearMiss, NearMiss, ...NearMiss[]];
  /** Read after the run, whatever its result. */
  explanation(numbers: Numbers): readonly string[];
  /** Lessons, questions and exercises to go on with, by their ids. */
  readNext: readonly { kind: 'lesson' | 'exercise' | 'question'; id: string }[];
}

export const defineExercise = (exercise: Exercise): Exercise => exercise;
