import { layoutCrossover } from '../../views/buffers/crossover.ts';
import type { LaneState } from '../../views/buffers/lanes.ts';
import { crossoverWords, laneName, rateWords, secondsWords, sideWords } from '../../views/buffers/text.ts';
import styles from './buffers.module.css';

const WIDTH = 280;
const HEIGHT = 92;
/** In which an edge's words turn round. */
const MARGIN = 70;

/** How long the buffer gathers at every rate: where the level part ends, the size comes first. */
export function Crossover({ lane }: { lane: LaneState }) {
  const { sizeBytes, intervalSeconds, bytesPerSecond } = lane;
  const { path, cross, now, baseline, left, right, ticks } = layoutCrossover({
    width: WIDTH,
    height: HEIGHT,
    sizeBytes,
    intervalSeconds,
    bytesPerSecond,
  });
  const words = crossoverWords(sizeBytes, intervalSeconds);
  const anchor = now === null ? 'middle' : now.x < MARGIN ? 'start' : now.x > WIDTH - MARGIN ? 'end' : 'middle';
  return (
    <figure className={styles.crossover}>
      <figcaption>
        <b>{words}</b> <span data-side="">{sideWords(lane)}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Seconds that ${laneName(lane)} gathers, by bytes a second. ${words}; ${sideWords(lane)}`}
      >
        <line className={styles.axis} x1={left} x2={right} y1={baseline} y2={baseline} />
        <path className={styles.gathers} d={path} />
        {cross !== null && (
          <>
            <line className={styles.crossing} x1={cross.x} x2={cross.x} y1={8} y2={baseline} />
            <text className={styles.ended} x={cross.x - 5} y={12}>
              time first · {secondsWords(intervalSeconds)}
            </text>
            <text className={styles.begun} x={cross.x + 5} y={12}>
              size first
            </text>
          </>
        )}
        {ticks.map(({ x, bytesPerSecond: rate }) => (
          <text className={styles.tick} key={rate} x={x} y={HEIGHT - 5}>
            {rateWords(rate)}
          </text>
        ))}
        {now !== null && (
          <>
            <line className={styles.nowLine} x1={now.x} x2={now.x} y1={now.y} y2={baseline} />
            <circle className={styles.nowDot} cx={now.x} cy={now.y} r={4.5} />
            <text
              className={styles.nowWords}
              x={now.x}
              y={baseline - 6}
              textAnchor={anchor}
              dx={anchor === 'start' ? 6 : anchor === 'end' ? -6 : 0}
            >
              {rateWords(bytesPerSecond)}
            </text>
          </>
        )}
      </svg>
    </figure>
  );
}
