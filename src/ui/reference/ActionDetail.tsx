/** One action: its sentences, its request, its limits and what it refuses. */
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { ActionLimit, ConformingAction, RequestMember } from '../../content/reference/conformance.ts';
import { count } from '../../views/wording.ts';
import { valueInWords } from '../header/LimitsTool.tsx';
import { useMedia } from '../page/use-media.ts';
import { Refusals } from './Refusals.tsx';
import styles from './detail.module.css';
import { ofShare } from './Summary.tsx';

/** List and detail side by side: the focus stays in the list. */
const TWO_COLUMNS = '(min-width: 1100px)';

export function ActionDetail({ action }: { action: ConformingAction }) {
  const { name, link, steps, contradicted } = action;
  const heading = useRef<HTMLHeadingElement>(null);
  const isBesideList = useMedia(TWO_COLUMNS);
  useEffect(() => {
    if (!isBesideList) heading.current?.focus();
  }, [isBesideList]);
  return (
    <article className={styles.detail} aria-label={name}>
      <p className={styles.back}>
        <Link href="/reference/conformance">All actions</Link>
      </p>
      <h2 className={styles.name} ref={heading} tabIndex={-1}>
        {name}
      </h2>
      <p>
        <a href={link} target="_blank" rel="noreferrer">
          {name} in the API reference
        </a>
        {steps.of > 0 && <>. {ofShare(steps)} recorded steps of the real service are answered alike</>}.
      </p>
      {contradicted.map(({ step, reason }) => (
        <p key={step} className={styles.aside}>
          <code>{step}</code> is not: it {reason}.
        </p>
      ))}
      <Sentences title="Modelled" sentences={action.modelled} />
      <Sentences title="As recorded from the service" sentences={action.recorded} />
      <Sentences title="Simpler than life" sentences={action.simplified} />
      {action.members.length > 0 && <Members members={action.members} />}
      {action.limits.length > 0 && <Limits limits={action.limits} />}
      <Refusals action={action} />
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <Part title={title}>
      <ul className={styles.sentences}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Part>
  );
}

function Members({ members }: { members: readonly RequestMember[] }) {
  return (
    <Part title="Request">
      <table className={styles.facts}>
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col">Type and constraints</th>
          </tr>
        </thead>
        <tbody>
          {members.map(({ path, type, isRequired, constraints, leftOut, note }) => (
            <tr key={path} data-left-out={leftOut !== null}>
              <th scope="row">
                <code>{path}</code>
                {isRequired && <span className={styles.quiet}>required</span>}
              </th>
              <td>
                {type}
                {constraints.map((constraint) => (
                  <span key={constraint} className={styles.quiet}>
                    {constraint}
                  </span>
                ))}
                {leftOut !== null && <span className={styles.aside}>Not modelled. {leftOut}</span>}
                {note !== null && <span className={styles.aside}>{note}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

function Limits({ limits }: { limits: readonly ActionLimit[] }) {
  return (
    <Part title="Limits and delays">
      <table className={styles.facts}>
        <thead>
          <tr>
            <th scope="col">Limit</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {limits.map((limit) => (
            <tr key={limit.title}>
              <th scope="row">
                {limit.title}
                <span className={styles.quiet}>
                  {limit.source.replace(/\.$/, '')}, <span className={styles.date}>as of {limit.asOf}</span>
                </span>
                {limit.older !== null && <span className={styles.quiet}>{limit.older}</span>}
              </th>
              <td className={styles.value}>{limit.unit === 'ms' ? `${count(limit.value / 1000)} s` : valueInWords(limit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
