/** Plays a run up to the first event of a type, asks why, and says the answer in short lines that a test can be read by. */
import { advanceRun, createWorld, explain, historyOf, SECOND, type World } from '../../src/engine/index.ts';
import type { TimedCommand } from '../../src/engine/commands.ts';
import type { EngineEvent } from '../../src/engine/events.ts';
import type { Explanation, ExplanationStep } from '../../src/engine/explain/explanation.ts';
import type { Scenario } from '../../src/engine/scenario.ts';

type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>;

export interface Story<Type extends EngineEvent['type']> {
  world: World;
  event: EventOf<Type>;
  why: Explanation;
  /** One a step. */
  lines: string[];
}

export function storyOf<Type extends EngineEvent['type']>(
  scenario: Scenario,
  commands: readonly TimedCommand[],
  type: Type,
  { untilSeconds = 60, sliceUs = SECOND / 4, last = false } = {},
): Story<Type> {
  const world = createWorld(scenario, { seed: '1' });
  const isAsked = (event: EngineEvent): event is EventOf<Type> => event.type === type;
  let given = 0;
  for (let atUs = 0; atUs <= untilSeconds * SECOND; atUs += sliceUs) {
    given = advanceRun(world, commands, given, atUs);
    const event = historyOf(world).find(isAsked);
    if (event === undefined || (last && atUs + sliceUs <= untilSeconds * SECOND)) continue;
    const asked = last ? historyOf(world).findLast(isAsked)! : event;
    const why = explain(world, asked.seq)!;
    return { world, event: asked, why, lines: why.steps.map((step) => lineOf(world, step)) };
  }
  throw new Error(`no ${type} within ${untilSeconds} s`);
}

function lineOf(world: World, step: ExplanationStep): string {
  switch (step.kind) {
    case 'scenario':
      return `scenario: ${step.what} ${step.id}`;
    case 'event': {
      const event = historyOf(world)[step.seq - 1];
      return event.type === 'command-given' ? `command: ${event.command.type}` : event.type;
    }
    default:
      return step.kind;
  }
}

export const stepOf = <Kind extends ExplanationStep['kind']>({ steps }: Explanation, kind: Kind) =>
  steps.find((step): step is Extract<ExplanationStep, { kind: Kind }> => step.kind === kind)!;
