import { Button } from '../controls/Button.tsx';
import styles from './bucket.module.css';
import { crumbsOf, folderOf } from './place.ts';

/** The way down to a folder; each part leads back. */
export function Crumbs({ bucket, prefix, onGo }: { bucket: string; prefix: string; onGo(prefix: string): void }) {
  const crumbs = crumbsOf(prefix);
  return (
    <nav className={styles.crumbs} aria-label="Folder">
      <Button look="quiet" isDisabled={prefix === ''} aria-label="Up one folder" onPress={() => onGo(folderOf(prefix))}>
        Up
      </Button>
      <ol>
        <li>
          <Crumb name={bucket} isHere={prefix === ''} onPress={() => onGo('')} />
        </li>
        {crumbs.map((crumb) => (
          <li key={crumb.prefix}>
            <Crumb name={crumb.name === '' ? '/' : crumb.name} isHere={crumb.prefix === prefix} onPress={() => onGo(crumb.prefix)} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Crumb({ name, isHere, onPress }: { name: string; isHere: boolean; onPress(): void }) {
  if (isHere) return <span aria-current="location">{name}</span>;
  return (
    <Button look="link" onPress={onPress}>
      {name}
    </Button>
  );
}
