import { describe, expect, test } from 'vitest';
import { shardConsumerMachine } from '../../src/engine/consumers/kcl/shard-consumer.machine.ts';
import { workerMachine } from '../../src/engine/consumers/kcl/worker.machine.ts';
import type { MachineChart, MachineName } from '../../src/protocol/machine-chart.ts';
import { brokenName, layoutChart, pathAlong } from '../../src/views/state-chart/layout.ts';
import { orderStates } from '../../src/views/state-chart/order.ts';
import { chartTable, describeChart } from '../../src/views/state-chart/text.ts';
import { machineChart } from '../../src/worker/frames/machine-chart.ts';

const NAMES: MachineName[] = ['kcl-worker', 'kcl-shard-consumer', 'stream'];
const shardConsumer = machineChart('kcl-shard-consumer');

const edge = (chart: MachineChart, from: string, to: string) => chart.transitions.find((each) => each.from === from && each.to === to);

describe('the chart of a machine', () => {
  test('has the states of the machine that runs, and no others', () => {
    const names = (name: MachineName) => machineChart(name).states.map((state) => state.name);
    expect(names('kcl-worker')).toEqual(Object.keys(workerMachine.states));
    expect(names('kcl-shard-consumer')).toEqual(Object.keys(shardConsumerMachine.states));
    expect(names('stream')).toEqual(['CREATING', 'ACTIVE', 'UPDATING', 'DELETING', 'GONE']);
  });

  test('names the events and delays of a transition in the machine’s own words', () => {
    const stream = machineChart('stream');
    expect(edge(stream, 'CREATING', 'ACTIVE')?.labels).toEqual(['after create']);
    expect(edge(stream, 'UPDATING', 'DELETING')?.labels).toEqual(['delete']);
    expect(edge(stream, 'GONE', 'ACTIVE')).toBeUndefined();
    expect(stream.states.filter(({ initial }) => initial).map(({ name }) => name)).toEqual(['CREATING']);
    expect(stream.states.filter(({ final }) => final).map(({ name }) => name)).toEqual(['GONE']);
  });

  test('shows what the KCL’s facts say of a shard consumer: through SHUTTING_DOWN to SHUTDOWN_COMPLETE, whatever the reason', () => {
    expect(shardConsumer.states[0]).toMatchObject({ name: 'WAITING_ON_PARENT_SHARDS', initial: true });
    for (const from of ['WAITING_ON_PARENT_SHARDS', 'INITIALIZING', 'PROCESSING']) {
      expect(edge(shardConsumer, from, 'SHUTTING_DOWN')).toBeDefined();
      expect(edge(shardConsumer, from, 'SHUTDOWN_COMPLETE')).toBeUndefined();
    }
    expect(edge(shardConsumer, 'SHUTTING_DOWN', 'SHUTDOWN_COMPLETE')).toBeDefined();
  });

  test('survives the way between worker and page', () => {
    for (const name of NAMES) expect(structuredClone(machineChart(name))).toEqual(machineChart(name));
  });
});

describe('the layout', () => {
  const widths = [300, 360, 460];
  const all = NAMES.flatMap((name) => widths.map((width) => ({ name, width, layout: layoutChart(machineChart(name), width) })));

  test('a state stands below all that lead to it, but for what leads back', () => {
    expect(orderStates(shardConsumer)[0]).toBe('WAITING_ON_PARENT_SHARDS');
    expect(orderStates(shardConsumer).at(-1)).toBe('SHUTDOWN_COMPLETE');
    expect(orderStates(machineChart('stream'))).toEqual(['CREATING', 'ACTIVE', 'UPDATING', 'DELETING', 'GONE']);
  });

  test('states keep clear of one another and inside the picture', () => {
    for (const { width, layout } of all) {
      for (const [i, state] of layout.states.entries()) {
        expect(state.x).toBeGreaterThanOrEqual(0);
        expect(state.x + state.width).toBeLessThanOrEqual(width);
        const below = layout.states[i + 1];
        if (below !== undefined) expect(below.y).toBeGreaterThan(state.y + state.height);
      }
    }
  });

  test('every transition that moves is one arrow, from its state’s edge to the other’s, through no third state', () => {
    for (const { name, width, layout } of all) {
      const moving = machineChart(name).transitions.filter(({ from, to }) => from !== to);
      expect(layout.arrows.length).toBe(moving.length);
      for (const { from, to, points, way } of layout.arrows) {
        const source = layout.states.find((state) => state.name === from)!;
        const target = layout.states.find((state) => state.name === to)!;
        const [start, end] = [points[0], points[points.length - 1]];
        expect(start[1], `${from}→${to}`).toBeGreaterThanOrEqual(source.y);
        expect(start[1], `${from}→${to}`).toBeLessThanOrEqual(source.y + source.height);
        expect(end[1], `${from}→${to}`).toBeGreaterThanOrEqual(target.y);
        expect(end[1], `${from}→${to}`).toBeLessThanOrEqual(target.y + target.height);
        for (const [x] of points) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x, `${from}→${to} at ${width}`).toBeLessThanOrEqual(width);
        }
        if (way === 'skip') expect(points[1][0]).toBeGreaterThan(source.x + source.width);
        if (way === 'back') expect(points[1][0]).toBeLessThan(source.x);
      }
    }
  });

  test('lanes of one side whose rows overlap lie beside one another', () => {
    for (const { layout } of all) {
      const lanes = layout.arrows.filter(({ way }) => way !== 'next');
      for (const a of lanes) {
        for (const b of lanes) {
          if (a === b || a.way !== b.way || a.points[1][0] !== b.points[1][0]) continue;
          const [aTop, aBottom] = [a.points[1][1], a.points[2][1]].toSorted((x, y) => x - y);
          const [bTop, bBottom] = [b.points[1][1], b.points[2][1]].toSorted((x, y) => x - y);
          expect(aBottom <= bTop || bBottom <= aTop, `${a.from}→${a.to} and ${b.from}→${b.to}`).toBe(true);
        }
      }
    }
  });

  test('a name that is too wide is broken after an underscore, and loses nothing', () => {
    const lines = brokenName('WAITING_ON_PARENT_SHARDS', 100);
    expect(lines).toEqual(['WAITING_ON_', 'PARENT_SHARDS']);
    expect(brokenName('STARTED', 20).join('')).toBe('STARTED');
    for (const { layout } of all) for (const { name, lines: each } of layout.states) expect(each.join('')).toBe(name);
  });

  test('a path goes through its corners rounded', () => {
    expect(pathAlong([[0, 0], [20, 0], [20, 40]])).toBe('M0,0 L15,0 Q20,0 20,5 L20,40'); // prettier-ignore
  });
});

describe('in words', () => {
  test('the live state, the last transition, and what leads out', () => {
    const words = describeChart(shardConsumer, { state: 'SHUTTING_DOWN', last: { from: 'PROCESSING', to: 'SHUTTING_DOWN' } });
    expect(words).toContain('it is in SHUTTING_DOWN, last from PROCESSING to SHUTTING_DOWN.');
    expect(words).toContain('From there: SHUTDOWN_COMPLETE on ');
    expect(describeChart(machineChart('stream'), { state: 'GONE', last: null })).toContain('Nothing leads out of it.');
  });

  test('the table has a row for every transition', () => {
    expect(chartTable(shardConsumer).rows.length).toBe(shardConsumer.transitions.length);
  });
});
