import { Sheet } from '../controls/Sheet.tsx';
import styles from './dialogs.module.css';
import { SHORTCUTS } from './shortcuts.ts';

export function HelpDialog({ onClose }: { onClose(): void }) {
  return (
    <Sheet title="Keyboard and help" onClose={onClose}>
      <div className={styles.help}>
        <section>
          <h3>Keys</h3>
          <dl>
            {SHORTCUTS.map(({ face, does }) => (
              <Row key={face} face={face} does={does} />
            ))}
          </dl>
        </section>
        <section>
          <h3>Time runs both ways</h3>
          <p>
            Drag the playhead, click the timeline or step back: the stage, the readings and What happened show that moment. What lies after
            it is kept. Play goes through it again; N returns to now. A change in the past starts a branch, and the history that it left is
            kept beside it: the list of branches switches between them, names, compares and deletes them. Undo is a way back, too: to just
            before your last change.
          </p>
        </section>
        <section>
          <h3>Reading the stage</h3>
          <p>
            From left to right: producers, the 128-bit hash-key axis, shards, consumers. A record’s colour is its partition key; MD5 of that
            key is its place on the axis, and the shard that owns the place takes it. In a lane the newest record is at the left. The
            triangles under a lane are consumers: the further right, the further behind.
          </p>
        </section>
        <section>
          <h3>Without a mouse</h3>
          <p>
            Tab goes through producers, shards and consumers on the stage; Enter selects. A selected shard has Split, Merge and Records in
            the bench, and in the menu that opens on its lane with the Menu key or Shift F10 (a right click or a long press does the same).
            The cut of a split can be typed as a number or moved with the arrow keys. Below the stage, it and the timeline can be read in
            words.
          </p>
        </section>
      </div>
    </Sheet>
  );
}

function Row({ face, does }: { face: string; does: string }) {
  return (
    <>
      <dt>
        <kbd>{face}</kbd>
      </dt>
      <dd>{does}</dd>
    </>
  );
}
