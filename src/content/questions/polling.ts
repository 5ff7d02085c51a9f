/** What applications share that poll the same shard. */
import { pollingShare, pollIntervalMs } from '../../engine/formulas/capacity.ts';
import { figure, KIB } from './define-figures.ts';
import { defineOptions } from './define-options.ts';
import { defineRun, pollers, writer } from './define-run.ts';
import { AS_OF, GET_RECORDS, LIMITS } from './define-sources.ts';
import { defineQuestion } from './question.ts';

const calls = (perSecond: number): string => `${figure(perSecond)} ${perSecond === 1 ? 'call' : 'calls'}/s`;

const share = (bytesPerSecond: number, callsPerSecond: number): string =>
  `${figure(bytesPerSecond / KIB, 1)} KiB/s and ${calls(callsPerSecond)}`;

export const pollingShareQuestion = defineQuestion({
  id: 'polling-share',
  title: 'What each polling application has',
  topic: 'reading',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'SAA-C03', 'DEA-C01'],
  asOf: AS_OF,
  sources: [LIMITS, GET_RECORDS],
  numbers: { applications: { from: 3, to: 10, step: 1 } },
  ask: ({ applications }) =>
    `${applications} applications poll the same shard evenly, without enhanced fan-out. How much data and how many GetRecords calls does each of them have, on average?`,
  options: ({ applications }) => {
    const { bytesPerSecond, callsPerSecond } = pollingShare(applications);
    const alone = pollingShare(1);
    const wrong = (bytes: number, calls: number, misconception: string, reason: string) => ({
      value: bytes,
      text: share(bytes, calls),
      misconception,
      reason,
    });
    return defineOptions(
      {
        value: bytesPerSecond,
        text: share(bytesPerSecond, callsPerSecond),
        reason: `2,048 KiB/s and 5 calls/s of the shard, divided by ${applications}.`,
      },
      [
        wrong(
          alone.bytesPerSecond,
          alone.callsPerSecond,
          'Gives each poller a pipe of its own',
          'That is enhanced fan-out. Who polls shares the shard’s 2 MiB/s and 5 calls/s.',
        ),
        wrong(
          bytesPerSecond / 2,
          callsPerSecond,
          'Uses the write limit for reads',
          `1,024 KiB/s ÷ ${applications}: 1 MiB/s is what a shard takes, not what it gives.`,
        ),
        wrong(
          pollingShare(applications - 1).bytesPerSecond,
          pollingShare(applications - 1).callsPerSecond,
          'Divides among the others only',
          'Every application that polls counts, this one too.',
        ),
        wrong(
          pollingShare(applications + 1).bytesPerSecond,
          pollingShare(applications + 1).callsPerSecond,
          'Lets the producer share too',
          `2,048 KiB/s ÷ ${applications + 1}: but writing has limits of its own and takes nothing of these.`,
        ),
        wrong(
          bytesPerSecond * 5,
          callsPerSecond,
          'Takes 10 MiB a call for a rate',
          '10 MiB is the largest answer. After it the shard refuses until 2 MiB/s are kept on average.',
        ),
      ],
    );
  },
  explain: ({ applications }) => {
    const { bytesPerSecond, callsPerSecond } = pollingShare(applications);
    return [
      `2,048 KiB/s ÷ ${applications} = ${figure(bytesPerSecond / KIB, 1)} KiB/s, and 5 calls/s ÷ ${applications} = ${calls(callsPerSecond)}.`,
      'Both are limits of the shard, for all who poll it together. A registered consumer of enhanced fan-out takes nothing of them.',
    ];
  },
  seeIt: ({ applications }) => ({
    scenario: defineRun({
      id: 'polling-share',
      summary: 'A full shard, polled by all of them once a second.',
      producers: [writer(900, KIB)],
      consumers: pollers(applications),
    }),
    view: 'read-budgets',
    untilSeconds: 60,
    lookAt:
      'The bar of the shard is full, and the parts of the readers are alike. What each wants is 900 KiB/s; who asks too much is refused.',
  }),
  teaches: { kind: 'exercise', id: 'five-readers-cheap' },
});

const every = (ms: number, goal: number): string =>
  `every ${figure(ms)} ms: ${figure(goal)} ms ${ms <= goal ? 'can be kept by polling' : 'cannot be kept by polling'}`;

export const pollIntervalQuestion = defineQuestion({
  id: 'poll-interval',
  title: 'How often can they poll?',
  topic: 'reading',
  level: 'core',
  exams: ['DVA-C02', 'DVA-C03', 'SAA-C03'],
  asOf: AS_OF,
  sources: [LIMITS, GET_RECORDS],
  numbers: { applications: { from: 2, to: 9, step: 1 }, goalMs: { from: 300, to: 1900, step: 100 } },
  ask: ({ applications, goalMs }) =>
    `${applications} applications poll each shard of a stream, all at the same interval. New records must be asked for within ${figure(goalMs)} ms. What is the shortest interval that stays within the shard’s GetRecords limit, if their calls are evenly spread in time, and is it short enough?`,
  options: ({ applications, goalMs }) => {
    const right = pollIntervalMs(applications);
    if (Math.abs(right - goalMs) < 0.08 * goalMs) return null;
    const wrong = (value: number, misconception: string, reason: string) => ({ value, text: every(value, goalMs), misconception, reason });
    return defineOptions(
      { value: right, text: every(right, goalMs), reason: `5 calls/s for ${applications} applications: 200 ms × ${applications}.` },
      [
        wrong(200, 'Gives five calls to each application', 'Five calls a second are the shard’s, for all who poll it.'),
        wrong(applications * 1000, 'Allows one call a second in all', 'One a second for each is usual, but the shard takes five.'),
        wrong(
          Math.round(1000 / applications),
          'Divides a second by the applications',
          `That would be ${figure(applications ** 2)} calls/s together; a shard answers 5.`,
        ),
        wrong(100 * applications, 'Counts ten calls a second', 'The limit is 5 calls/s for each shard.'),
      ],
    );
  },
  explain: ({ applications, goalMs }) => [
    `A shard answers 5 GetRecords calls in any second. ${applications} applications have ${figure(5 / applications)} of that each: one call every ${figure(pollIntervalMs(applications))} ms.`,
    pollIntervalMs(applications) <= goalMs
      ? `That is within ${figure(goalMs)} ms.`
      : `That is longer than ${figure(goalMs)} ms. More shards do not help, as every application polls every shard; enhanced fan-out pushes within about 70 ms.`,
    'Clients do not agree on when to ask: where a sixth call falls into the same second, it is refused. Leave room.',
  ],
  seeIt: ({ applications }) => ({
    scenario: defineRun({
      id: 'poll-interval',
      summary: 'All of them poll as often as they may.',
      producers: [writer(50, KIB)],
      consumers: pollers(applications, { pollIntervalMs: pollIntervalMs(applications) }),
    }),
    view: 'read-budgets',
    untilSeconds: 30,
    lookAt:
      'Nearly five calls a second are answered. Where chance puts a sixth into one second, it is refused and asks again. Shorten the interval: more are refused, no more answered.',
  }),
  teaches: { kind: 'exercise', id: 'five-readers-fast' },
});
