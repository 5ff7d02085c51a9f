/**
 * CustomTimeZone of an S3 destination: how far a zone's clocks are from UTC at an instant.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationConfiguration.html
 * Firehose takes every IANA name. Here stand those below, by the rules that hold now, so that a run is the same on every machine,
 * whatever zone data that has; another name counts as UTC.
 */
import { HOUR_MS, MINUTE_MS, daysFromCivil, partsOf } from './civil-time.ts';

/** A clock change: the nth Sunday of a month (−1: the last), at an hour that is UTC, standard or wall time. */
type Change = [month: number, nth: number, hour: number, clock: 'utc' | 'standard' | 'wall'];

/** When summer time begins and ends; hours of the second are told in the clock that ends. */
const SUMMERS = {
  europe: [
    [3, -1, 1, 'utc'],
    [10, -1, 1, 'utc'],
  ],
  america: [
    [3, 2, 2, 'wall'],
    [11, 1, 2, 'wall'],
  ],
  australia: [
    [10, 1, 2, 'standard'],
    [4, 1, 2, 'standard'],
  ],
  newZealand: [
    [9, -1, 2, 'standard'],
    [4, 1, 2, 'standard'],
  ],
} as const satisfies Record<string, readonly [Change, Change]>;

type Zone = [minutes: number, summer: keyof typeof SUMMERS | null];

const listed = (minutes: number, summer: Zone[1], names: string): [string, Zone][] =>
  names.split(' ').map((name) => [name, [minutes, summer]]);

const ZONES = new Map<string, Zone>([
  ...listed(0, null, 'UTC Etc/UTC Etc/GMT Africa/Abidjan Africa/Accra Africa/Dakar Atlantic/Reykjavik'),
  ...listed(0, 'europe', 'Europe/London Europe/Dublin Europe/Lisbon'),
  ...listed(
    60,
    'europe',
    'Europe/Amsterdam Europe/Belgrade Europe/Berlin Europe/Brussels Europe/Budapest Europe/Copenhagen Europe/Luxembourg',
  ),
  ...listed(60, 'europe', 'Europe/Madrid Europe/Oslo Europe/Paris Europe/Prague Europe/Rome Europe/Stockholm Europe/Vienna Europe/Warsaw'),
  ...listed(60, 'europe', 'Europe/Zagreb Europe/Zurich'),
  ...listed(60, null, 'Africa/Lagos Africa/Algiers Africa/Tunis'),
  ...listed(
    120,
    'europe',
    'Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Kyiv Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius',
  ),
  ...listed(120, null, 'Africa/Johannesburg Africa/Harare Africa/Tripoli'),
  ...listed(180, null, 'Europe/Istanbul Europe/Moscow Europe/Minsk Africa/Nairobi Asia/Riyadh Asia/Baghdad Asia/Kuwait Asia/Qatar'),
  ...listed(240, null, 'Asia/Dubai Asia/Baku Asia/Tbilisi Asia/Yerevan'),
  ...listed(270, null, 'Asia/Kabul'),
  ...listed(300, null, 'Asia/Karachi Asia/Tashkent'),
  ...listed(330, null, 'Asia/Kolkata Asia/Calcutta Asia/Colombo'),
  ...listed(345, null, 'Asia/Kathmandu'),
  ...listed(360, null, 'Asia/Dhaka'),
  ...listed(390, null, 'Asia/Yangon'),
  ...listed(420, null, 'Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh'),
  ...listed(480, null, 'Asia/Shanghai Asia/Hong_Kong Asia/Singapore Asia/Taipei Asia/Manila Asia/Kuala_Lumpur Australia/Perth'),
  ...listed(540, null, 'Asia/Tokyo Asia/Seoul'),
  ...listed(570, 'australia', 'Australia/Adelaide'),
  ...listed(570, null, 'Australia/Darwin'),
  ...listed(600, 'australia', 'Australia/Sydney Australia/Melbourne Australia/Hobart Australia/Canberra'),
  ...listed(600, null, 'Australia/Brisbane Pacific/Guam'),
  ...listed(720, 'newZealand', 'Pacific/Auckland'),
  ...listed(-180, null, 'America/Sao_Paulo America/Argentina/Buenos_Aires America/Buenos_Aires America/Montevideo'),
  ...listed(-210, 'america', 'America/St_Johns'),
  ...listed(-240, 'america', 'America/Halifax'),
  ...listed(-240, null, 'America/Puerto_Rico America/La_Paz America/Caracas America/Manaus'),
  ...listed(-300, 'america', 'America/New_York America/Toronto America/Detroit'),
  ...listed(-300, null, 'America/Bogota America/Lima America/Panama America/Jamaica'),
  ...listed(-360, 'america', 'America/Chicago America/Winnipeg'),
  ...listed(-360, null, 'America/Mexico_City America/Costa_Rica America/Guatemala America/Regina'),
  ...listed(-420, 'america', 'America/Denver America/Edmonton'),
  ...listed(-420, null, 'America/Phoenix'),
  ...listed(-480, 'america', 'America/Los_Angeles America/Vancouver America/Tijuana'),
  ...listed(-540, 'america', 'America/Anchorage'),
  ...listed(-600, null, 'Pacific/Honolulu'),
]);

export const timeZoneNames = (): string[] => [...ZONES.keys()];
export const isKnownTimeZone = (name: string): boolean => name === '' || ZONES.has(name);

/** Minutes ahead of UTC. */
export function zoneOffsetMinutes(name: string, epochMs: number): number {
  const [minutes, summer] = ZONES.get(name) ?? [0, null];
  if (summer === null) return minutes;
  const { year } = partsOf(epochMs + minutes * MINUTE_MS);
  const [begins, ends] = SUMMERS[summer];
  const from = instantOf(begins, year, minutes, 0);
  const to = instantOf(ends, year, minutes, 60);
  const isSummer = from < to ? epochMs >= from && epochMs < to : epochMs >= from || epochMs < to;
  return isSummer ? minutes + 60 : minutes;
}

function instantOf([month, nth, hour, clock]: Change, year: number, minutes: number, ahead: number): number {
  const firstOfMonth = nth > 0 ? daysFromCivil(year, month, 1) : daysFromCivil(year, month + 1, 1) - 7;
  // day 0 of the epoch was a Thursday
  const untilSunday = (((3 - firstOfMonth) % 7) + 7) % 7;
  const day = firstOfMonth + untilSunday + (nth > 0 ? (nth - 1) * 7 : 0);
  const offset = clock === 'utc' ? 0 : clock === 'standard' ? minutes : minutes + ahead;
  return day * 24 * HOUR_MS + hour * HOUR_MS - offset * MINUTE_MS;
}
