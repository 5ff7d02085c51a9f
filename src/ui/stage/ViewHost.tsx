/** Mounts any view: hands it frames as they come, looks and selection as they change, and its size. React renders it once. */
import { useEffect, useRef } from 'react';
import type { Frame, SlowFrame } from '../../protocol/from-worker.ts';
import type { MountView, ViewAction, ViewSize, ViewState } from '../../views/view.ts';
import { useLab } from '../use-lab.ts';

/** Where frames come from: the present branch, or one that stands beside it to be compared. */
export interface FrameSource {
  /** The newest slow part. */
  readonly slow: SlowFrame | null;
  subscribe(listener: (frame: Frame) => void): () => void;
}

interface ViewHostProps {
  mount: MountView;
  label: string;
  className?: string;
  /** Another branch than the present one. What is proposed or explained on the present branch is not shown on it. Must stay the same object. */
  beside?: { source: FrameSource; act(action: ViewAction): void };
}

export function ViewHost({ mount, label, className, beside }: ViewHostProps) {
  const lab = useLab();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const host = element.current;
    if (host === null) return;
    const source: FrameSource = beside?.source ?? lab.feed;
    const view = mount(host, beside?.act ?? lab.act);
    const state = (frame: Frame | null): ViewState | null => {
      const { slow } = source;
      if (slow === null) return null;
      const { selection, proposedCut, theme, motion, events, explained, marks } = lab.store.getState();
      if (beside !== undefined) return { slow, frame, selection, proposedCut: null, theme, motion };
      return { slow, frame, selection, proposedCut, theme, motion, events, explained, marks, splitLocked: lab.whyLocked('split-shard') };
    };
    const update = (frame: Frame | null) => {
      const next = state(frame);
      if (next !== null) view.update(next);
    };
    const stopSizes = watchSize(host, (size) => {
      view.resize(size);
      update(null);
    });
    const stopFrames = source.subscribe(update);
    const stopStore = lab.store.subscribe((now, before) => {
      const changed =
        now.selection !== before.selection ||
        now.proposedCut !== before.proposedCut ||
        now.explained !== before.explained ||
        now.marks !== before.marks ||
        now.locks !== before.locks ||
        now.theme !== before.theme ||
        now.motion !== before.motion;
      if (changed) update(null);
    });
    return () => {
      stopSizes();
      stopFrames();
      stopStore();
      view.destroy();
    };
  }, [lab, mount, beside]);
  return <div className={className} ref={element} role="group" aria-label={label} data-view={label} />;
}

export function watchSize(host: HTMLElement, onSize: (size: ViewSize) => void): () => void {
  const measure = () => {
    const { width, height } = host.getBoundingClientRect();
    if (width > 0 && height > 0) onSize({ width, height, pixelRatio: window.devicePixelRatio });
  };
  const observer = new ResizeObserver(measure);
  observer.observe(host);
  measure();
  return () => observer.disconnect();
}
