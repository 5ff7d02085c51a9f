/** Zones by their rules, against the zone data of the platform. */
import { describe, expect, test } from 'vitest';
import { timeZoneNames, zoneOffsetMinutes } from '../../../src/engine/firehose/formats/time-zones.ts';

function offsetByPlatform(timeZone: string): (epochMs: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' });
  return (epochMs) => {
    const text = format.formatToParts(epochMs).find(({ type }) => type === 'timeZoneName')!.value;
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(text)!;
    return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
}

describe('zones', () => {
  // two years, every 7 hours and a bit: close enough to every change of clocks to tell its day
  const instants = Array.from({ length: 2500 }, (_, i) => Date.UTC(2025, 0, 1) + i * (7 * 3_600_000 + 61_000));

  test.each(timeZoneNames())('%s', (name) => {
    const offsetOf = offsetByPlatform(name);
    const wrong = instants.filter((ms) => zoneOffsetMinutes(name, ms) !== offsetOf(ms)).map((ms) => new Date(ms).toISOString());
    expect(wrong).toEqual([]);
  });

  test.each(['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'Pacific/Auckland', 'America/St_Johns'])(
    'to the minute in %s',
    (name) => {
      const offsetOf = offsetByPlatform(name);
      const changes = instants.flatMap((ms, i) => (i > 0 && offsetOf(ms) !== offsetOf(instants[i - 1]) ? [instants[i - 1]] : []));
      expect(changes.length).toBe(4);
      for (const from of changes) {
        for (let minute = 0; minute < 7 * 60 + 2; minute += 5) {
          const at = Math.ceil(from / 300_000) * 300_000 + minute * 60_000;
          for (const ms of [at - 1, at])
            expect([new Date(ms).toISOString(), zoneOffsetMinutes(name, ms)]).toEqual([new Date(ms).toISOString(), offsetOf(ms)]);
        }
      }
    },
  );
});
