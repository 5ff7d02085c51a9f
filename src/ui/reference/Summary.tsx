import type { Share } from '../../content/reference/conformance.ts';
import { count } from '../../views/wording.ts';
import { conformance } from './conformance.ts';
import styles from './reference.module.css';

const { summary, captures, modelVersion } = conformance;

export function Summary() {
  return (
    <>
      <dl className={styles.summary}>
        <Figure share={summary.actions} name="actions of the API" />
        <Figure share={summary.members} name="request members modelled" />
        <Figure share={summary.steps} name="recorded steps of the real service answered alike" />
        <div className={styles.figure}>
          <dt>refusals that the tests provoke</dt>
          <dd>{count(summary.refusals)}</dd>
        </div>
      </dl>
      <details className={styles.sources}>
        <summary>Where this comes from</summary>
        <p>
          Actions, members, types and errors: AWS’s API model, as <code>@aws-sdk/client-kinesis</code> {modelVersion} carries it; StreamId,
          which is reserved in every request, is not counted. Recorded answers:
        </p>
        <ul>
          {captures.map(({ name, source, description, steps }) => (
            <li key={name}>
              <strong>{source}</strong>, {ofShare(steps)} steps. {description}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Figure({ share, name }: { share: Share; name: string }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd>
        {count(share.count)} <span>of {count(share.of)}</span>
      </dd>
    </div>
  );
}

export const ofShare = (share: Share): string => `${count(share.count)} of ${count(share.of)}`;
