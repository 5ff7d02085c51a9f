/** Keys of a question. They are heard inside it only, so that no key of the page or of a reading voice is taken away. */
import type { KeyboardEvent } from 'react';

export type QuestionKey = { type: 'choose'; option: number } | { type: 'enter' } | { type: 'next' } | { type: 'flag' };

/** What Enter presses by itself. */
const PRESSED_BY_ENTER = 'button, a, summary, select, textarea, input[type="text"]';

/** F is the sixth option where there is one, and flags otherwise; with Shift it always flags. */
export function questionKeyOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'target'>,
  options: number,
): QuestionKey | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (/^[1-6]$/.test(key)) return { type: 'choose', option: Number(key) - 1 };
  if (key === 'f') return options < 6 || event.shiftKey ? { type: 'flag' } : { type: 'choose', option: 5 };
  if (key === 'n') return { type: 'next' };
  if (/^[a-e]$/.test(key)) return { type: 'choose', option: key.charCodeAt(0) - 97 };
  const target = event.target instanceof Element ? event.target : null;
  return key === 'enter' && target?.closest(PRESSED_BY_ENTER) == null ? { type: 'enter' } : null;
}

/** A single choice is replaced; of a multiple one the option goes in or out. */
export function withOption(chosen: readonly number[], option: number, choose: number): number[] {
  if (choose === 1) return [option];
  return chosen.includes(option) ? chosen.filter((other) => other !== option) : [...chosen, option].sort((a, b) => a - b);
}

export const letterOf = (option: number): string => String.fromCharCode(65 + option);
