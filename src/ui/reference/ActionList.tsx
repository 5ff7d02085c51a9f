import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { SearchField } from 'react-aria-components/SearchField';
import { Link } from 'wouter';
import type { ConformingAction } from '../../content/reference/conformance.ts';
import { count } from '../../views/wording.ts';
import { Choice } from '../controls/Choice.tsx';
import { conformance } from './conformance.ts';
import { leftOutOf, SHOWN, type Shown } from './filter-actions.ts';
import styles from './reference.module.css';
import { ofShare } from './Summary.tsx';

interface ActionListProps {
  actions: readonly ConformingAction[];
  current: string | undefined;
  text: string;
  shown: Shown;
  onText(text: string): void;
  onShown(shown: Shown): void;
}

export function ActionList({ actions, current, text, shown, onText, onShown }: ActionListProps) {
  return (
    <section className={styles.list} aria-label="Actions">
      <div className={styles.filters}>
        <SearchField className={styles.search} value={text} onChange={onText}>
          <Label>Find an action, a member or a text</Label>
          <Input className={styles.searchInput} autoComplete="off" spellCheck="false" />
        </SearchField>
        <Choice label="Show" value={shown} options={SHOWN} onChange={onShown} />
      </div>
      <p className={styles.found} role="status">
        {count(actions.length)} of {count(conformance.actions.length)} actions
      </p>
      {actions.length > 0 && (
        <table className={styles.actions}>
          <thead>
            <tr>
              <th scope="col">Action</th>
              <th scope="col">Recorded steps</th>
              <th scope="col" className={styles.extra}>
                Refusals
              </th>
              <th scope="col" className={styles.extra}>
                Not as in life
              </th>
            </tr>
          </thead>
          <tbody>
            {actions.map((action) => (
              <ActionRow key={action.name} action={action} isCurrent={action.name === current} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function ActionRow({ action, isCurrent }: { action: ConformingAction; isCurrent: boolean }) {
  const { name, steps, refusals, simplified } = action;
  const leftOut = leftOutOf(action).length;
  const notAsInLife = [
    simplified.length === 0 ? '' : `${simplified.length} simplified`,
    leftOut === 0 ? '' : `${leftOut} ${leftOut === 1 ? 'member' : 'members'} left out`,
  ].filter(Boolean);
  return (
    <tr data-current={isCurrent}>
      <th scope="row">
        <Link href={`/reference/conformance/${name}`} aria-current={isCurrent ? 'true' : undefined}>
          {name}
        </Link>
      </th>
      <td data-tone={steps.count < steps.of ? 'limit' : undefined}>
        {steps.of === 0 ? <span className={styles.none}>none</span> : ofShare(steps)}
      </td>
      <td className={styles.extra}>{refusals.length === 0 ? <span className={styles.none}>none</span> : count(refusals.length)}</td>
      <td className={styles.extra}>{notAsInLife.length === 0 ? <span className={styles.none}>nothing</span> : notAsInLife.join(', ')}</td>
    </tr>
  );
}
