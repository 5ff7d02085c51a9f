/** Before the solution is shown: what that means. */
import { useState } from 'react';
import type { ExerciseRoom } from '../../lab/exercise-room.ts';
import { Button } from '../controls/Button.tsx';
import { Sheet } from '../controls/Sheet.tsx';
import styles from './exercise.module.css';

interface SolutionDialogProps {
  room: ExerciseRoom;
  /** It is on the stage. */
  onShown(): void;
  onClose(): void;
}

export function SolutionDialog({ room, onShown, onClose }: SolutionDialogProps) {
  const [isPlaying, setPlaying] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const show = async () => {
    setPlaying(true);
    const why = await room.watchSolution().catch(() => 'The engine has stopped.');
    setPlaying(false);
    if (why === null) onShown();
    else setProblem(why);
  };
  return (
    <Sheet title="Show the solution?" onClose={onClose}>
      <p>It is played as a branch beside your own run, on the same clock. From then on these numbers never count as solved; others do.</p>
      {problem !== null && <p role="alert">{problem}</p>}
      <span className={styles.answers}>
        <Button look="primary" isDisabled={isPlaying} onPress={() => void show()}>
          {isPlaying ? 'Playing it…' : 'Show it'}
        </Button>
        <Button look="quiet" onPress={onClose}>
          Keep trying
        </Button>
      </span>
    </Sheet>
  );
}
