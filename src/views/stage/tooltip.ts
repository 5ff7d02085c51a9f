/** A small dark label beside the pointer. It repeats what the focusable things say in their own names. */
import css from './stage.module.css';

export interface Tooltip {
  show(text: string, x: number, y: number): void;
  hide(): void;
}

export function createTooltip(parent: HTMLElement): Tooltip {
  const element = document.createElement('div');
  element.className = css.tooltip;
  element.hidden = true;
  element.setAttribute('aria-hidden', 'true');
  parent.append(element);
  return {
    show(text, x, y) {
      if (element.textContent !== text) element.textContent = text;
      element.hidden = false;
      const left = Math.max(4, Math.min(x + 14, parent.clientWidth - element.offsetWidth - 4));
      const below = y + 18 + element.offsetHeight < parent.clientHeight;
      element.style.transform = `translate(${Math.round(left)}px, ${Math.round(below ? y + 16 : y - element.offsetHeight - 8)}px)`;
    },
    hide() {
      if (!element.hidden) element.hidden = true;
    },
  };
}
