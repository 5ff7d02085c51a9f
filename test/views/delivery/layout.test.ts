import { describe, expect, test } from 'vitest';
import { DELIVERY_FIXTURES, deliveryFixture } from '../../../src/views/delivery/fixture.ts';
import { flowWidth, layoutPath } from '../../../src/views/delivery/layout.ts';
import { stationTexts } from '../../../src/views/delivery/text.ts';
import { textWidth } from '../../../src/views/text-width.ts';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const meet = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('where things stand', () => {
  for (const name of DELIVERY_FIXTURES) {
    for (const width of [300, 362, 619, 620, 740, 980, 1400]) {
      test(`${name} on ${width} px: nothing over anything else, all of it in sight`, () => {
        const layout = layoutPath(deliveryFixture(name), width);
        const boxes: Box[] = [...layout.stations, ...layout.branches];
        for (const [i, box] of boxes.entries()) {
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(width);
          expect(box.y).toBeGreaterThanOrEqual(0);
          expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
          expect(box.height, 'a target for a finger').toBeGreaterThanOrEqual(24);
          for (const other of boxes.slice(i + 1)) expect(meet(box, other)).toBe(false);
        }
        expect(layout.flows.length).toBe(4);
      });
    }
  }
});

test('a flow is the wider the more goes through, and nothing flows in a hairline', () => {
  expect(flowWidth(0, 100)).toBe(1);
  expect(flowWidth(100, 100)).toBe(16);
  expect(flowWidth(5, 100)).toBeGreaterThan(flowWidth(1, 100));
  expect(flowWidth(1, 1_000_000)).toBeGreaterThan(flowWidth(0, 1_000_000));
});

test('figures in a station are not cut: where there is little room the words are shorter', () => {
  const frame = deliveryFixture('failing');
  const account = { ...frame.account, dropped: 1231 };
  const within = { ...frame.steps.find(({ step }) => step === 'transform')!, in: 12_606, within: 385 };
  const steps = frame.steps.map((step) => (step.step === 'transform' ? within : step));
  const textsAt = (widthPx: number) => {
    const { station } = layoutPath({ ...frame, account, steps }, 700).stations[1];
    return stationTexts(station, { ...frame, account, steps }, { widthPx, fontPx: 11 }).map((text) => text.replaceAll(/\s/g, ' '));
  };
  expect(textsAt(170).slice(3)).toEqual(['12 606 since the start', '385 in it · 1 231 dropped']);
  expect(textsAt(114).slice(3)).toEqual(['12 606 in all', '1 231 dropped']);
  for (const text of textsAt(114).slice(3)) expect(textWidth(text, 11)).toBeLessThanOrEqual(114);
});
