import { describe, expect, it } from 'vitest';
import { emptyFlows, feedFlows } from '../../../src/views/stage/flows.ts';

const FRAME_SECONDS = 1 / 60;

describe('flows', () => {
  it('settle at the rate that the frames carry, per simulated second', () => {
    const flows = emptyFlows(2, 3);
    const puts = new Float64Array([1, 0.5, 4, 7, 0, 20, -1, 1, 1, 0.6, 0, 8, 1, 5, -1, 3]);
    const orderOf = (index: number) => ({ 7: 0, 8: 2 })[index] ?? -1;
    for (let frame = 0; frame < 600; frame += 1) feedFlows(flows, puts, FRAME_SECONDS * 4, FRAME_SECONDS, orderOf);
    expect(flows.byColour[7 + 4]).toBeCloseTo(300, 3);
    expect(flows.acceptedByShard[3]).toBeCloseTo(300, 3);
    expect(flows.refusedByShard[3 + 2]).toBeCloseTo(75, 3);
    expect(flows.greyByShard[3 + 2]).toBeCloseTo(75, 3);
    expect(flows.perViewerSecond).toBeCloseTo(1500, 3);
    expect(flows.attempt[1]).toBe(3);
  });

  it('fade when nothing comes any more, and take no notice of what is not drawn', () => {
    const flows = emptyFlows(1, 1);
    feedFlows(flows, new Float64Array([0, 0.5, 1, 0, 0, 100, -1, 1, 9, 0.5, 1, 0, 0, 100, -1, 1]), FRAME_SECONDS, FRAME_SECONDS, () => 0);
    const before = flows.byColour[1];
    expect(before).toBeGreaterThan(0);
    for (let frame = 0; frame < 300; frame += 1) feedFlows(flows, new Float64Array(0), FRAME_SECONDS, FRAME_SECONDS, () => 0);
    expect(flows.byColour[1]).toBeLessThan(before / 1000);
  });
});
