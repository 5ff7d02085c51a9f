/** Part 3 of 3 of the exercises: see examine-exercises.ts. */
import { exercises } from '../../src/content/exercises/index.ts';
import { examineEveryThird } from './examine-exercises.ts';

examineEveryThird(exercises, 2);
