import { Link } from 'wouter';
import { TOPICS } from '../../content/learning/topics.ts';
import { ENOUGH_ITEMS, type Report, type Tally } from '../../lab/exam/report.ts';
import styles from './report.module.css';

export function ReportTable({ report }: { report: Report }) {
  return (
    <section className={styles.scroller} aria-label="By topic" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Topic</th>
            <th scope="col">Right, of n</th>
            <th scope="col">What that says</th>
            <th scope="col">When you were sure</th>
          </tr>
        </thead>
        <tbody>
          {report.topics.map((tally) => (
            <tr key={tally.topic}>
              <th scope="row">
                <Link href={`/exam/topic/${tally.topic}`}>{TOPICS[tally.topic]}</Link>
              </th>
              <Figures tally={tally} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            <Figures tally={report} />
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function Figures({ tally }: { tally: Tally }) {
  const { right, items, interval, sure, isOverConfident } = tally;
  return (
    <>
      <td>
        {right} of {items}
      </td>
      <td>{interval === null ? `Not enough data (${ENOUGH_ITEMS} needed)` : intervalInWords(interval)}</td>
      <td>
        {sure.items === 0 ? 'not said' : `${sure.right} of ${sure.items} right`}
        {isOverConfident && <strong className={styles.over}>over-confident</strong>}
      </td>
    </>
  );
}

/** The interval belongs to 19 of 20 such exams. */
function intervalInWords({ from, to }: { from: number; to: number }): string {
  return `between ${Math.round(from * 100)} % and ${Math.round(to * 100)} % right, 19 times in 20`;
}
