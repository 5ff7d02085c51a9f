import type { DeliveryStreamSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import type { ProducerSpec, RateSpec } from '../../engine/producers/producer-spec.ts';
import type { Chosen } from '../../views/buffers/choice.ts';
import { LockedPart } from '../bench/Locked.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';
import { Refused } from '../controls/Refused.tsx';
import { useCommand } from '../use-command.ts';
import { useLab, useShallowLabState } from '../use-lab.ts';
import styles from './buffers.module.css';

const SHOWN = 3;
const SLIDER_MAX_PER_SECOND = 20_000;

/** Whether what it sends comes into this delivery stream. */
function feeds(producer: ProducerSpec, { id, source }: DeliveryStreamSpec): boolean {
  if (source.kind === 'direct-put') return producer.to === 'delivery-stream' && producer.stream === id;
  return producer.to === undefined && producer.stream === source.stream;
}

interface Level {
  level: number;
  /** Which of the rates of its shape. */
  at: string;
  with(level: number): RateSpec;
}

/** The figures that matter most of each shape, and how they are set. */
function levelsOf(rate: RateSpec): Level[] {
  switch (rate.kind) {
    case 'constant':
      return [{ level: rate.perSecond, at: '', with: (perSecond) => ({ ...rate, perSecond }) }];
    case 'ramp':
      return [{ level: rate.toPerSecond, at: ', at the end', with: (toPerSecond) => ({ ...rate, toPerSecond }) }];
    case 'spike':
      return [
        { level: rate.basePerSecond, at: ', between peaks', with: (basePerSecond) => ({ ...rate, basePerSecond }) },
        { level: rate.peakPerSecond, at: ', at a peak', with: (peakPerSecond) => ({ ...rate, peakPerSecond }) },
      ];
    case 'day':
      return [{ level: rate.highPerSecond, at: ', highest', with: (highPerSecond) => ({ ...rate, highPerSecond }) }];
    case 'timestamps':
      return [];
  }
}

/** A rate counts as the one in force while the producer wants about as much. */
const IN_FORCE_WITHIN = 0.25;

interface RateFieldsProps {
  spec: DeliveryStreamSpec;
  /** What becomes of all that comes in, while a slider is dragged and when it has been set. */
  onRate(rate: Chosen['rate']): void;
}

/** What comes in, at its producers. */
export function RateFields({ spec, onRate }: RateFieldsProps) {
  const lab = useLab();
  const producers = useShallowLabState(
    ({ slow }) => slow?.producers.map((producer) => producer.spec).filter((producer) => feeds(producer, spec)) ?? [],
  );
  const { give, refusal } = useCommand();
  /** Times the present rate of all, if this level is set to `next`; null where it is not the one in force. */
  const factorOf = (id: string, level: number, next: number): number | null => {
    const frames = lab.store.getState().slow?.producers.filter((producer) => feeds(producer.spec, spec)) ?? [];
    const all = frames.reduce((sum, { wantedPerSecond }) => sum + wantedPerSecond, 0);
    const own = frames.find((producer) => producer.spec.id === id)?.wantedPerSecond ?? 0;
    if (own === 0 || Math.abs(own / level - 1) > IN_FORCE_WITHIN) return null;
    return (all - own + (own * next) / level) / all;
  };
  const rateOf = (id: string, level: number, next: number, sinceUs: number | null): Chosen['rate'] => {
    const factor = factorOf(id, level, next);
    return factor === null ? null : { factor, sinceUs };
  };
  const commit = async (producer: ProducerSpec, { level, with: withLevel }: Level, next: number) => {
    const rate = rateOf(producer.id, level, next, lab.feed.nowUs);
    onRate(rate);
    const refused = await give({ type: 'update-producer', producer: { ...producer, rate: withLevel(next) } });
    if (refused !== null) onRate(null);
  };
  return (
    <>
      {producers.slice(0, SHOWN).flatMap((producer) =>
        levelsOf(producer.rate).map((rate) => (
          <LockedPart key={`${producer.id}${rate.at}`} of="producer" id={producer.id} path="rate">
            <NumberRow
              label={`Rate${producers.length > 1 ? ` of ${producer.id}` : ''}${rate.at}`}
              value={rate.level}
              unit="rec/s"
              unitInWords="records per second"
              min={0}
              max={SLIDER_MAX_PER_SECOND}
              fieldMax={1_000_000}
              decimals={rate.level % 1 === 0 ? 0 : 2}
              scale="log"
              onDraft={(next) => onRate(next === null ? null : rateOf(producer.id, rate.level, next, null))}
              onCommit={(next) => void commit(producer, rate, next)}
            />
          </LockedPart>
        )),
      )}
      {producers.length === 0 && <p className={styles.small}>No producer sends into {spec.id}.</p>}
      <Refused refusal={refusal} />
    </>
  );
}
