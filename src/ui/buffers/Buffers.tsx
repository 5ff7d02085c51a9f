/** The buffers of a delivery stream: what gathers, which hint is reached first, and what came of it. */
import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { type BuffersChoice, createBuffersChoice } from '../../views/buffers/choice.ts';
import { type BufferWay, type Hints, hintsOf, withHints } from '../../views/buffers/hints.ts';
import { chosenFlush, chosenLane, lanesOf } from '../../views/buffers/lanes.ts';
import { describeBuffers, folderWords } from '../../views/buffers/text.ts';
import { buffersMount } from '../../views/buffers/view.ts';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { Refused } from '../controls/Refused.tsx';
import { useChosenDelivery, useDelivery } from '../delivery-frame/use-delivery.ts';
import { ViewHost } from '../stage/ViewHost.tsx';
import { TableTwin } from '../stage/TableTwin.tsx';
import { useCommand } from '../use-command.ts';
import { useLab } from '../use-lab.ts';
import styles from './buffers.module.css';
import { Crossover } from './Crossover.tsx';
import { FlushLine } from './FlushLine.tsx';
import { HintFields } from './HintFields.tsx';
import { NoDelivery } from './NoDelivery.tsx';
import { RateFields } from './RateFields.tsx';

export function Buffers() {
  const { id, ids, choose } = useChosenDelivery();
  const frame = useDelivery(id);
  const tableId = useId();
  const [hasTable, setHasTable] = useState(false);
  const options = ids.map((name) => ({ value: name, label: name }));
  return (
    <section className={styles.buffers} aria-label="Buffers" data-editor>
      {id === null ? (
        <NoDelivery />
      ) : (
        <>
          <header className={styles.head}>
            {ids.length > 1 && <Choice label="Delivery stream" value={id} options={options} onChange={choose} />}
            <Button
              look="quiet"
              isDisabled={frame === null}
              aria-expanded={hasTable}
              aria-controls={tableId}
              onPress={() => setHasTable(!hasTable)}
            >
              {hasTable ? 'Hide the table' : 'As a table'}
            </Button>
            <p className={styles.lead}>
              Whichever hint is reached first makes the object. Dotted: what comes, if records go on as in the last ten seconds.
            </p>
          </header>
          <DeliveryBuffers key={id} id={id} frame={frame} />
          <div id={tableId}>{hasTable && frame !== null && <Twin frame={frame} />}</div>
        </>
      )}
    </section>
  );
}

function DeliveryBuffers({ id, frame }: { id: string; frame: DeliveryFrame | null }) {
  const [choice] = useState(createBuffersChoice);
  const chosen = useSyncExternalStore(choice.subscribe, choice.get);
  const { giveHints, refusal } = useGiveHints(id, choice);
  const [mount] = useState(() => buffersMount({ choice, giveHints }));
  const lanes = frame === null ? [] : lanesOf(frame, chosen);
  const lane = chosenLane(lanes, chosen.lane);
  const way = lane?.way ?? 'main';
  const flush = chosenFlush(lane, chosen.flush);
  const inForce = frame === null ? null : hintsOf(frame.spec, way);
  const { draft } = chosen;
  useEffect(() => {
    // Not before the frame is on the page: a field that is being typed into would be set back for a moment.
    // Nor what the hand has taken up since this was rendered.
    if (draft !== null && draft === choice.get().draft && inForce !== null && isSame(draft, inForce)) choice.set({ draft: null });
  }, [choice, draft, inForce]);
  return (
    <>
      {frame !== null && lane?.open === null && lane.flushes.length === 0 && (
        <p className={styles.waiting} role="status">
          {frame.status === 'ACTIVE' ? 'Nothing has come yet: a buffer opens with its first record.' : `${id} is ${frame.status}.`}
        </p>
      )}
      <ViewHost className={styles.view} mount={mount} label={`Buffers of ${id}`} />
      {flush !== null && <FlushLine flush={flush} onNewest={flush.number === chosen.flush ? () => choice.set({ flush: null }) : null} />}
      {frame !== null && <Folders frame={frame} />}
      {frame !== null && (
        <div className={styles.controls}>
          <div className={styles.fields}>
            <HintFields
              spec={frame.spec}
              way={way}
              hints={chosen.draft ?? hintsOf(frame.spec, way)}
              onCommit={(hints) => giveHints(way, hints)}
            />
            <Refused refusal={refusal} />
          </div>
          <div className={styles.fields}>
            <RateFields spec={frame.spec} onRate={(rate) => choice.set({ rate })} />
          </div>
          {lane !== null && <Crossover lane={lane} />}
        </div>
      )}
    </>
  );
}

/** Longer than a frame takes to show what the engine has taken. */
const IN_FORCE_MS = 2000;

const isSame = (a: Hints, b: Hints): boolean => a.sizeMiB === b.sizeMiB && a.intervalSeconds === b.intervalSeconds;

/** Hints stay in the learner's hand until they are in force, so that nothing jumps back meanwhile. */
function useGiveHints(id: string, choice: BuffersChoice) {
  const lab = useLab();
  const { give, refusal } = useCommand();
  const underWay = useRef(0);
  const giveHints = async (way: BufferWay, hints: Hints) => {
    const spec = lab.store.getState().slow?.deliveryStreams.find((stream) => stream.spec.id === id)?.spec;
    // As long as others are under way, what the page knows to be in force may be older than they are.
    if (spec === undefined || (underWay.current === 0 && isSame(hintsOf(spec, way), hints))) {
      choice.set({ draft: null });
      return;
    }
    const release = () => {
      underWay.current--;
      if (choice.get().draft === hints) choice.set({ draft: null });
    };
    underWay.current++;
    choice.set({ draft: hints });
    const refused = await give({ type: 'update-delivery-stream', deliveryStream: withHints(spec, way, hints) });
    if (refused === null) setTimeout(release, IN_FORCE_MS);
    else release();
  };
  const [given] = useState(() => (way: BufferWay, hints: Hints) => void giveHints(way, hints));
  return { giveHints: given, refusal };
}

function Folders({ frame }: { frame: DeliveryFrame }) {
  const { folders, lost } = folderWords(frame);
  if (folders.length === 0 && lost === null) return null;
  return (
    <p className={styles.folders}>
      {folders.map((line) => (
        <span key={line}>{line}</span>
      ))}
      <span className={lost === null ? styles.kept : undefined}>{lost ?? 'nothing lost'}</span>
    </p>
  );
}

function Twin({ frame }: { frame: DeliveryFrame }) {
  const { summary, buffers, flushes } = describeBuffers(frame);
  return <TableTwin label="The buffers as a table" summary={summary} tables={[buffers, flushes]} />;
}
