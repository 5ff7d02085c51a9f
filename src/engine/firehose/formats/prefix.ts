/**
 * Prefixes of S3 objects with `!{namespace:value}`, and the rules for them. https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html
 * A prefix without a timestamp and without partition keys gets `yyyy/MM/dd/HH/` appended as it is, no slash between. AWS's texts
 * disagree for one that has a random string alone; here it is appended there too, as the rule is written. An error prefix is never
 * appended to; where none is given, error objects go to `<prefix><folder>/yyyy/MM/dd/HH/`.
 */
import { nextBelow, type RandomStream } from '../../kernel/random.ts';
import { utf8Length } from '../../kernel/utf8.ts';
import { formatTimestamp } from './timestamp-pattern.ts';

/** What `!{firehose:error-output-type}` becomes. The guide lists the first five; the last two are seen in buckets. */
export const errorOutputTypes = [
  'processing-failed',
  'AmazonOpenSearchService-failed',
  'splunk-failed',
  'format-conversion-failed',
  'http-endpoint-failed',
  'decompression-failed',
  'metadata-extraction-failed',
] as const;

export interface PrefixFacts {
  prefix: string;
  errorOutputPrefix: string;
  /** Arrival of the oldest record. */
  atEpochMs: number;
  timeZone: string;
  partition: Record<string, string> | null;
  /** The folder, of an error object; null of a delivered one. */
  errorOutputType: string | null;
}

const TIME_PATH = 'yyyy/MM/dd/HH/';
const PREFIX_MAX = 512;
const RANDOM_STRING_LENGTH = 11;
const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

type Namespace = 'timestamp' | 'firehose' | 'partitionKeyFromQuery' | 'partitionKeyFromLambda';
const NAMESPACES: readonly string[] = ['timestamp', 'firehose', 'partitionKeyFromQuery', 'partitionKeyFromLambda'];

type Part = { kind: 'text'; text: string } | { kind: 'expression'; namespace: Namespace; value: string };

/** The parts of a prefix, or what is wrong with it. */
function partsOfPrefix(prefix: string): Part[] | string {
  const parts: Part[] = [];
  let at = 0;
  for (;;) {
    const from = prefix.indexOf('!{', at);
    if (from !== at && at < prefix.length) parts.push({ kind: 'text', text: prefix.slice(at, from < 0 ? undefined : from) });
    if (from < 0) return parts;
    const to = prefix.indexOf('}', from);
    const colon = prefix.indexOf(':', from);
    if (to < 0 || colon < 0 || colon > to) return `"!{" can only appear in an expression !{namespace:value}: ${prefix.slice(from)}`;
    const namespace = prefix.slice(from + 2, colon);
    if (!NAMESPACES.includes(namespace)) return `Unknown namespace in the expression ${prefix.slice(from, to + 1)}`;
    parts.push({ kind: 'expression', namespace: namespace as Namespace, value: prefix.slice(colon + 1, to) });
    at = to + 1;
  }
}

const expressionsOf = (parts: Part[]) => parts.filter((part) => part.kind === 'expression');
const isPartitionKey = ({ namespace }: { namespace: Namespace }): boolean => namespace.startsWith('partitionKey');

/** Keys that a prefix asks for. */
export const partitionKeysOfPrefix = (prefix: string): string[] =>
  expressionsOf(partsOrText(prefix))
    .filter(isPartitionKey)
    .map(({ value }) => value);

/** The evaluated prefix. Faults that `whyBadPrefix` tells of leave the expression as it stands. */
export function evaluatePrefix(facts: PrefixFacts, random: RandomStream): string {
  const { prefix, errorOutputPrefix, errorOutputType } = facts;
  if (errorOutputType !== null) {
    if (errorOutputPrefix !== '') return evaluated(partsOrText(errorOutputPrefix), facts, random);
    return `${prefix}${errorOutputType}/${formatTimestamp(TIME_PATH, facts.atEpochMs, facts.timeZone)}`;
  }
  const parts = partsOrText(prefix);
  const text = evaluated(parts, facts, random);
  const placesItself = expressionsOf(parts).some((one) => one.namespace === 'timestamp' || isPartitionKey(one));
  return placesItself ? text : text + formatTimestamp(TIME_PATH, facts.atEpochMs, facts.timeZone);
}

function partsOrText(prefix: string): Part[] {
  const parts = partsOfPrefix(prefix);
  return typeof parts === 'string' ? [{ kind: 'text', text: prefix }] : parts;
}

function evaluated(parts: Part[], facts: PrefixFacts, random: RandomStream): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const literal = `!{${part.namespace}:${part.value}}`;
      if (part.namespace === 'timestamp') return formatTimestamp(part.value, facts.atEpochMs, facts.timeZone) ?? literal;
      if (isPartitionKey(part)) return facts.partition?.[part.value] ?? literal;
      if (part.value === 'random-string') return randomString(random);
      return part.value === 'error-output-type' && facts.errorOutputType !== null ? outputTypeOf(facts.errorOutputType) : literal;
    })
    .join('');
}

/** The folder of OpenSearch's failed documents has an underscore, the expression's value a hyphen: so say the guide and the API. */
const outputTypeOf = (folder: string): string => folder.replace(/_failed$/, '-failed');

function randomString(random: RandomStream): string {
  let text = '';
  for (let i = 0; i < RANDOM_STRING_LENGTH; i++) text += ALPHANUMERIC[nextBelow(random, ALPHANUMERIC.length)];
  return text;
}

/** As public logs have it; the service itself leaves a letter out of "The". */
const CONSTRAINT = 'The supplied prefix(es) do not satisfy the following constraint: ';

/** Why Firehose would refuse these prefixes (InvalidArgumentException); null: it would not. */
export function whyBadPrefix(prefix: string, errorOutputPrefix: string, hasPartitioning: boolean): string | null {
  const parts = partsOfPrefix(prefix);
  const errorParts = partsOfPrefix(errorOutputPrefix);
  if (typeof parts === 'string') return parts;
  if (typeof errorParts === 'string') return errorParts;
  const [inPrefix, inError] = [expressionsOf(parts), expressionsOf(errorParts)];
  const isErrorType = ({ namespace, value }: (typeof inPrefix)[number]) => namespace === 'firehose' && value === 'error-output-type';

  if (inPrefix.some(isErrorType)) return 'Prefix cannot contain !{firehose:error-output-type}; it belongs to ErrorOutputPrefix.';
  if (inError.some(isPartitionKey)) return 'ErrorOutputPrefix cannot contain partition keys.';
  const keys = inPrefix.filter(isPartitionKey);
  if (keys.length > 0 && !hasPartitioning) return 'Prefix can contain partition keys only where dynamic partitioning is enabled.';
  if (keys.length === 0 && hasPartitioning) return 'With dynamic partitioning, Prefix must contain the partition keys.';
  if (inPrefix.length > 0 && errorOutputPrefix === '')
    return CONSTRAINT + 'ErrorOutputPrefix cannot be null or empty when Prefix contains expressions';
  if (inError.length > 0 && !inError.some(isErrorType))
    return 'An ErrorOutputPrefix with expressions must contain !{firehose:error-output-type}.';
  for (const one of [...inPrefix, ...inError]) {
    const why = whyBadValue(one.namespace, one.value);
    if (why !== null) return why;
  }
  return evaluatedLength(parts) > PREFIX_MAX || evaluatedLength(errorParts) > PREFIX_MAX
    ? `A prefix can have at most ${PREFIX_MAX} characters when it is evaluated.`
    : null;
}

function whyBadValue(namespace: Namespace, value: string): string | null {
  if (namespace === 'timestamp') return formatTimestamp(value, 0, 'UTC') === null ? `Not a valid timestamp pattern: ${value}` : null;
  if (namespace === 'firehose') {
    return value === 'random-string' || value === 'error-output-type' ? null : `Not a value of the firehose namespace: ${value}`;
  }
  return value === '' ? 'A partition key must have a name.' : null;
}

/** Of what is known beforehand: partition keys count as nothing. */
function evaluatedLength(parts: Part[]): number {
  let length = 0;
  for (const part of parts) {
    if (part.kind === 'text') length += utf8Length(part.text);
    else if (part.namespace === 'timestamp') length += utf8Length(formatTimestamp(part.value, 0, 'UTC') ?? '');
    else if (part.namespace === 'firehose') length += RANDOM_STRING_LENGTH;
  }
  return length;
}
