/** The buttons beside the timeline: whatever wheel and fingers do can be done by a click. */
import css from './timeline.module.css';

type ControlName = 'zoom-out' | 'zoom-in' | 'earlier' | 'later' | 'whole';

export interface Controls {
  element: HTMLElement;
  onPress(pressed: (name: ControlName) => void): void;
  /** Which of them would do something. They keep the focus when they would not. */
  enable(usable: Readonly<Record<ControlName, boolean>>, isRoomy: boolean): void;
}

const CONTROLS: readonly { name: ControlName; label: string; key: string; path: string }[] = [
  { name: 'zoom-out', label: 'Zoom the timeline out', key: '−', path: 'M3,8 H13' },
  { name: 'zoom-in', label: 'Zoom the timeline in', key: '+', path: 'M3,8 H13 M8,3 V13' },
  { name: 'earlier', label: 'Show an earlier part', key: 'Page up', path: 'M10,3 L5,8 L10,13' },
  { name: 'later', label: 'Show a later part', key: 'Page down', path: 'M6,3 L11,8 L6,13' },
  {
    name: 'whole',
    label: 'Show the whole run',
    key: '0',
    path: 'M2,3 V13 M14,3 V13 M4.5,8 H11.5 M6.5,6 L4.5,8 L6.5,10 M9.5,6 L11.5,8 L9.5,10',
  },
];

const SVG = 'http://www.w3.org/2000/svg';

function buttonOf({ label, key, path }: (typeof CONTROLS)[number]): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = css.control;
  button.setAttribute('aria-label', label);
  button.title = `${label} (${key})`;
  const icon = document.createElementNS(SVG, 'svg');
  icon.setAttribute('viewBox', '0 0 16 16');
  icon.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  icon.append(line);
  button.append(icon);
  return button;
}

export function createControls(host: HTMLElement): Controls {
  const element = document.createElement('div');
  element.className = css.controls;
  const buttons = CONTROLS.map((control) => ({ name: control.name, button: buttonOf(control) }));
  element.append(...buttons.map(({ button }) => button));
  host.append(element);
  return {
    element,
    onPress(pressed) {
      for (const { name, button } of buttons) {
        button.addEventListener('click', () => {
          if (button.getAttribute('aria-disabled') !== 'true') pressed(name);
        });
      }
    },
    enable(usable, isRoomy) {
      element.dataset.room = isRoomy ? 'roomy' : 'tight';
      for (const { name, button } of buttons) {
        const text = String(!usable[name]);
        if (button.getAttribute('aria-disabled') !== text) button.setAttribute('aria-disabled', text);
      }
    },
  };
}
