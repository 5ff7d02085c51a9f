/** Several buffers as small tanks side by side, one of which is looked at. */
import { bytesWords } from '../delivery-words.ts';
import { write } from '../stage/nodes.ts';
import css from './strip.module.css';
import type { LaneState } from './lanes.ts';
import { laneName, nextWords, shortNames } from './text.ts';

interface SmallTank {
  button: HTMLButtonElement;
  name: HTMLElement;
  fill: HTMLElement;
  gone: HTMLElement;
  figure: HTMLElement;
}

/** Of the small tank's height, up to its hint. */
const HINT_SHARE = 0.85;

export function createStrip(parent: HTMLElement, choose: (key: string) => void) {
  const host = document.createElement('div');
  host.className = css.strip ?? '';
  host.setAttribute('role', 'group');
  host.setAttribute('aria-label', 'Buffers');
  parent.append(host);
  const tanks = new Map<string, SmallTank>();

  function tankOf(key: string): SmallTank {
    const known = tanks.get(key);
    if (known !== undefined) return known;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = css.small ?? '';
    const add = (parent_: HTMLElement, name: string) => {
      const part = document.createElement('span');
      part.className = css[name] ?? '';
      parent_.append(part);
      return part;
    };
    const tank = add(button, 'smallTank');
    const made = {
      button,
      fill: add(tank, 'smallFill'),
      gone: add(add(button, 'smallTime'), 'smallGone'),
      name: add(button, 'smallName'),
      figure: add(button, 'smallFigure'),
    };
    add(tank, 'smallHint');
    button.addEventListener('click', () => choose(key));
    tanks.set(key, made);
    return made;
  }

  return {
    draw(lanes: readonly LaneState[], chosen: string, nowUs: number): void {
      host.hidden = lanes.length < 2;
      if (host.hidden) return;
      const names = lanes.map(laneName);
      const shown = shortNames(names);
      lanes.forEach((lane, i) => {
        const tank = tankOf(lane.key);
        if (host.children[i] !== tank.button) host.insertBefore(tank.button, host.children[i] ?? null);
        write(tank.name, shown[i]);
        write(tank.figure, bytesWords(lane.bytes));
        tank.fill.style.height = `${Math.min(100, (lane.bytes / lane.sizeBytes) * HINT_SHARE * 100)}%`;
        tank.gone.style.width = `${Math.min(100, (lane.elapsedSeconds / Math.max(1, lane.intervalSeconds)) * 100)}%`;
        tank.button.setAttribute('aria-pressed', String(lane.key === chosen));
        tank.button.title = `${names[i]}: ${bytesWords(lane.bytes)} of ${bytesWords(lane.sizeBytes)}, next flush ${nextWords(lane, nowUs)}`;
      });
      for (const [key, { button }] of tanks) {
        if (lanes.some((lane) => lane.key === key)) continue;
        button.remove();
        tanks.delete(key);
      }
    },
  };
}
