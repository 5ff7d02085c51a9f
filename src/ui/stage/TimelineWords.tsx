import type { Lab } from '../../lab/lab.ts';
import type { PinRow, TimelineText } from '../../views/timeline/text.ts';
import { describeTimeline } from '../../views/timeline/text.ts';
import { count } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { useLab } from '../use-lab.ts';
import { useWords } from './use-words.ts';
import styles from './words.module.css';

/** More rows than this are no reading. */
const ROWS_MAX = 200;

const describe = ({ feed: { slow, nowUs }, store }: Lab) =>
  slow === null ? null : describeTimeline(slow, store.getState().events, nowUs, store.getState().marks);

/** Where one stands, what was put, the branches, and what is pinned to the timeline, the newest first. Every row can be gone to. */
export function TimelineWords() {
  const text = useWords(describe);
  if (text === null) return null;
  return (
    <div className={styles.body} tabIndex={0} role="group" aria-label="Description of the timeline">
      <p>{text.place}</p>
      <p>{text.summary}</p>
      {text.branches.length > 1 && <Branches branches={text.branches} />}
      {text.pins.length === 0 ? <p>Nothing is pinned to it yet.</p> : <Pins pins={text.pins} />}
    </div>
  );
}

function Branches({ branches }: { branches: TimelineText['branches'] }) {
  const lab = useLab();
  return (
    <ul>
      {branches.map(({ branch: { id, name }, isPresent, words }) => (
        <li key={id}>
          {name}: {words}.{' '}
          {isPresent ? (
            'It is on screen.'
          ) : (
            <Button look="link" aria-label={`Switch to ${name}`} onPress={() => lab.time.switchBranch(id)}>
              Switch to it
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Pins({ pins }: { pins: readonly PinRow[] }) {
  const lab = useLab();
  const newest = pins.slice(-ROWS_MAX).toReversed();
  const caption = 'What is pinned to the timeline';
  return (
    <table>
      <caption>
        {pins.length > ROWS_MAX ? `${caption}: the newest ${count(ROWS_MAX)} of ${count(pins.length)}` : `${caption}, the newest first`}
      </caption>
      <thead>
        <tr>
          {['Time', 'What', 'Kind', 'When', 'Go there'].map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {newest.map(({ seq, atUs, time, what, kind, isLater }) => (
          <tr key={seq}>
            <th scope="row">{time}</th>
            <td>{what}</td>
            <td>{kind}</td>
            <td>{isLater ? 'later than the moment on screen' : 'before it'}</td>
            <td>
              <Button look="link" aria-label={`Go to ${time}, ${what}`} onPress={() => lab.time.seek(atUs)}>
                Go to {time}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
