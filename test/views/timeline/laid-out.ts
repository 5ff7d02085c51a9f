/** A canned state of the timeline, laid out. */
import type { TimelineFixture } from '../../../src/views/timeline/fixture.ts';
import { timelineState } from '../../../src/views/timeline/fixture.ts';
import type { TimelineInput, TimelineLayout } from '../../../src/views/timeline/layout.ts';
import { layoutTimeline } from '../../../src/views/timeline/layout.ts';
import { pinsOf } from '../../../src/views/timeline/pins.ts';

export function layoutOf(name: TimelineFixture, change: Partial<TimelineInput> = {}): TimelineLayout {
  const { slow, nowUs, explained, window } = timelineState(name);
  const { endUs, inPast } = slow.travel;
  const input = { slow, pins: pinsOf(slow.events), explained, shownUs: nowUs, endUs, isPast: inPast, window, width: 1060, height: 118 };
  return layoutTimeline({ ...input, ...change });
}
