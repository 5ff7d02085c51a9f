/** Running text: *emphasis* between asterisks, AWS’s own names between backticks, `2^128` with its exponent raised, [[terms]] explained. */
import { Fragment } from 'react';
import { MarkedText } from '../glossary/MarkedText.tsx';

const MARKED = /(\*[^*]+\*|`[^`]+`|\d\^\d+)/;

export function Prose({ text }: { text: string }) {
  return <MarkedText text={text} plain={looked} />;
}

function looked(text: string) {
  return text.split(MARKED).map((part, i) => <Fragment key={i}>{piece(part)}</Fragment>);
}

function piece(part: string) {
  if (part.length > 2 && part.startsWith('*') && part.endsWith('*')) return <em>{part.slice(1, -1)}</em>;
  if (part.length > 2 && part.startsWith('`') && part.endsWith('`')) return <code>{part.slice(1, -1)}</code>;
  const [base, exponent] = part.split('^');
  if (/^\d\^\d+$/.test(part))
    return (
      <>
        {base}
        <sup>{exponent}</sup>
      </>
    );
  return part;
}
