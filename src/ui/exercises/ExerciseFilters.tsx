import { EXAMS, TOPICS, type Topic } from '../../content/learning/topics.ts';
import type { Filter, Level, Listed } from '../../lab/progress/overview.ts';
import { Choice, type Option } from '../controls/Choice.tsx';
import { LEVELS } from './levels.ts';
import styles from './exercises.module.css';

interface ExerciseFiltersProps {
  exercises: readonly Listed[];
  filter: Filter;
  onFilter(filter: Filter): void;
}

/** Only what at least one exercise has is offered. */
export function ExerciseFilters({ exercises, filter, onFilter }: ExerciseFiltersProps) {
  const topics = (Object.keys(TOPICS) as Topic[]).filter((topic) => exercises.some((exercise) => exercise.topic === topic));
  const exams = EXAMS.filter((exam) => exercises.some((exercise) => exercise.exams.includes(exam)));
  const levels = (Object.keys(LEVELS) as Level[]).filter((level) => exercises.some((exercise) => exercise.level === level));
  return (
    <fieldset className={styles.filters}>
      <legend className="visually-hidden">Show only</legend>
      <Choice
        label="Topic"
        value={filter.topic}
        options={withAll(topics.map((value) => ({ value, label: TOPICS[value] })))}
        onChange={(topic) => onFilter({ ...filter, topic })}
      />
      <Choice
        label="Exam"
        value={filter.exam}
        options={withAll(exams.map((value) => ({ value, label: value })))}
        onChange={(exam) => onFilter({ ...filter, exam })}
      />
      <Choice
        label="Level"
        value={filter.level}
        options={withAll(levels.map((value) => ({ value, label: LEVELS[value] })))}
        onChange={(level) => onFilter({ ...filter, level })}
      />
    </fieldset>
  );
}

function withAll<Value extends string>(options: readonly Option<Value>[]): Option<Value | 'all'>[] {
  return [{ value: 'all', label: 'All' }, ...options];
}
