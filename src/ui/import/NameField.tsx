import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { TextField } from 'react-aria-components/TextField';
import styles from './ImportDialog.module.css';

interface NameFieldProps {
  name: string;
  problem: string | null;
  onChange(name: string): void;
}

export function NameField({ name, problem, onChange }: NameFieldProps) {
  return (
    <TextField className={styles.name} value={name} onChange={onChange} isInvalid={problem !== null}>
      <Label>Producer</Label>
      <Input className={styles.nameInput} spellCheck="false" autoComplete="off" />
      <FieldError className={styles.nameProblem}>{problem}</FieldError>
    </TextField>
  );
}
