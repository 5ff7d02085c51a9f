/** A sparkline, mounted: one SVG path and a dot at its newest end. */
import { node, set } from '../stage/nodes.ts';
import { layoutSparkline } from './layout.ts';
import { describeSparkline } from './text.ts';

export interface SparklineState {
  values: ArrayLike<number>;
  /** CSS colour of the line. */
  colour: string;
  top?: number;
  /** A value in words, with its unit. */
  say: (value: number) => string;
}

export interface MountedSparkline {
  update(state: SparklineState): void;
  resize(width: number, height: number): void;
  destroy(): void;
}

export function mountSparkline(element: HTMLElement): MountedSparkline {
  const svg = node(element, 'svg');
  set(svg, { role: 'img', style: 'display:block;width:100%;height:100%' });
  const line = node(svg, 'path');
  const dot = node(svg, 'circle');
  set(line, { fill: 'none', 'stroke-width': 1.5, 'stroke-linejoin': 'round' });
  let state: SparklineState | null = null;
  let width = 0;
  let height = 0;

  function draw(): void {
    if (state === null || width < 1 || height < 1) return;
    const { path, last } = layoutSparkline({ values: state.values, width, height, top: state.top });
    set(svg, { viewBox: `0 0 ${width} ${height}`, 'aria-label': describeSparkline(state.values, state.say) });
    set(line, { d: path, stroke: state.colour });
    set(dot, { cx: last?.x ?? 0, cy: last?.y ?? 0, r: last ? 1.75 : 0, fill: state.colour });
  }

  return {
    update(next) {
      state = next;
      draw();
    },
    resize(nextWidth, nextHeight) {
      width = nextWidth;
      height = nextHeight;
      draw();
    },
    destroy: () => svg.remove(),
  };
}
