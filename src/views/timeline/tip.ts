/** The tip of the timeline: it stands above the strip, where nothing of it is covered. It repeats what the table says in words. */
import css from './timeline.module.css';
import type { Tip } from './tip-words.ts';

export interface TipBox {
  show(tip: Tip, x: number): void;
  hide(): void;
}

const EDGE_PX = 4;

export function createTip(host: HTMLElement): TipBox {
  const element = document.createElement('div');
  element.className = css.tip;
  element.hidden = true;
  element.setAttribute('aria-hidden', 'true');
  const title = document.createElement('strong');
  const lines = document.createElement('span');
  element.append(title, lines);
  host.append(element);
  let shown = '';
  return {
    show(tip, x) {
      const text = [tip.title, ...tip.lines].join('\n');
      if (text !== shown || element.hidden) {
        title.textContent = tip.title;
        lines.textContent = tip.lines.join('\n');
        lines.hidden = tip.lines.length === 0;
        element.hidden = false;
        shown = text;
      }
      const left = Math.max(EDGE_PX, Math.min(x - element.offsetWidth / 2, host.clientWidth - element.offsetWidth - EDGE_PX));
      element.style.transform = `translateX(${Math.round(left)}px)`;
    },
    hide() {
      element.hidden = true;
    },
  };
}
