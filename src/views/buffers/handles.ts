/** The two hints as sliders: the line on the tank and in the chart, and the mark on the dial. Dragged, or moved by the keys of a slider. */

export interface Handle {
  element: HTMLElement;
  /** What a screen reader says of it. */
  write(values: { now: number; min: number; max: number; text: string }): void;
}

interface Moves<Value> {
  label: string;
  className: string;
  orientation: 'vertical' | 'horizontal';
  value(): Value;
  /** A drag begins: how a pointer is read from then on. Null where there is nothing to drag. */
  begin(event: PointerEvent): ((event: PointerEvent) => Value) | null;
  /** By so many steps; Infinity to an end. */
  step(from: Value, steps: number): Value;
  preview(value: Value): void;
  commit(value: Value): void;
  cancel(): void;
}

/** A key press is given once no other has followed for this long. */
const KEYS_SETTLE_MS = 450;

const KEY_STEPS: Record<string, number> = {
  ArrowUp: 1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowLeft: -1,
  PageUp: 10,
  PageDown: -10,
  End: Infinity,
  Home: -Infinity,
};

export function createHandle<Value>(parent: HTMLElement, moves: Moves<Value>): Handle {
  const element = document.createElement('div');
  element.className = moves.className;
  element.tabIndex = 0;
  element.setAttribute('role', 'slider');
  element.setAttribute('aria-label', moves.label);
  element.setAttribute('aria-orientation', moves.orientation);
  parent.append(element);
  let read: ((event: PointerEvent) => Value) | null = null;
  let pending: { value: Value; timer: ReturnType<typeof setTimeout> } | null = null;

  function settle(): void {
    if (pending === null) return;
    clearTimeout(pending.timer);
    const { value } = pending;
    pending = null;
    moves.commit(value);
  }

  function drop(): void {
    read = null;
    if (pending !== null) clearTimeout(pending.timer);
    pending = null;
    moves.cancel();
  }

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    settle();
    read = moves.begin(event);
    if (read === null) return;
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener('pointermove', (event) => {
    if (read !== null) moves.preview(read(event));
  });
  element.addEventListener('pointerup', (event) => {
    if (read === null) return;
    const value = read(event);
    read = null;
    moves.commit(value);
  });
  element.addEventListener('pointercancel', drop);
  element.addEventListener('blur', settle);
  element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = KEY_STEPS[event.key];
    if (event.key === 'Escape' && (read !== null || pending !== null)) drop();
    else if (event.key === 'Enter') settle();
    else if (steps !== undefined) {
      const value = moves.step(pending?.value ?? moves.value(), event.shiftKey ? steps * 10 : steps);
      if (pending !== null) clearTimeout(pending.timer);
      pending = { value, timer: setTimeout(settle, KEYS_SETTLE_MS) };
      moves.preview(value);
    } else return;
    event.preventDefault();
    event.stopPropagation(); // the page's own keys move the playhead
  });

  return {
    element,
    write({ now, min, max, text }) {
      const values = { valuenow: String(now), valuemin: String(min), valuemax: String(max), valuetext: text };
      for (const [name, value] of Object.entries(values))
        if (element.getAttribute(`aria-${name}`) !== value) element.setAttribute(`aria-${name}`, value);
    },
  };
}
