/** A text of the content with its marked terms; what lies between them is shown by `plain`, or as it is. */
import { Fragment, type ReactNode } from 'react';
import { parts } from '../../content/glossary/marked-text.ts';
import { Term } from './Term.tsx';

interface MarkedTextProps {
  text: string;
  plain?(text: string): ReactNode;
}

export function MarkedText({ text, plain = (words) => words }: MarkedTextProps) {
  return parts(text).map((part, i) =>
    typeof part === 'string' ? (
      <Fragment key={i}>{plain(part)}</Fragment>
    ) : (
      <Term key={i} id={part.term}>
        {part.words}
      </Term>
    ),
  );
}
