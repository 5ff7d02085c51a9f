import type { ProducerSpec } from '../../engine/producers/producer-spec.ts';
import { Choice } from '../controls/Choice.tsx';
import { Locked } from './Locked.tsx';
import { useLocks } from './locks.ts';
import { useLabState, useShallowLabState } from '../use-lab.ts';

interface SendsToProps {
  spec: ProducerSpec;
  onChange(part: Pick<ProducerSpec, 'stream' | 'to'>): void;
}

/** The data stream, or a delivery stream by Direct PUT; nothing where there is no choice. */
export function SendsTo({ spec, onChange }: SendsToProps) {
  const stream = useLabState(({ slow }) => slow?.stream.name ?? '');
  const direct = useShallowLabState(
    ({ slow }) => slow?.deliveryStreams.filter((one) => one.spec.source.kind === 'direct-put').map((one) => one.spec.id) ?? [],
  );
  const { whyPart } = useLocks();
  if (direct.length === 0) return null;
  const isDirect = spec.to === 'delivery-stream';
  return (
    <Locked why={whyPart('producer', spec.id, 'to')}>
      <Choice
        label="Sends to"
        value={isDirect ? `to:${spec.stream}` : 'stream'}
        options={[{ value: 'stream', label: `stream ${stream}` }, ...direct.map((id) => ({ value: `to:${id}`, label: `Firehose ${id}` }))]}
        onChange={(value) => onChange(value === 'stream' ? { stream, to: undefined } : { stream: value.slice(3), to: 'delivery-stream' })}
      />
    </Locked>
  );
}
