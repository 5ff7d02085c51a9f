/** Mounts any view: hands it frames as they come, looks and selection as they change, and its size. React renders it once. */
import { useEffect, useRef } from 'react';
import type { Frame } from '../../protocol/from-worker.ts';
import type { MountView, ViewSize, ViewState } from '../../views/view.ts';
import { useLab } from '../use-lab.ts';

interface ViewHostProps {
  mount: MountView;
  label: string;
  className?: string;
}

export function ViewHost({ mount, label, className }: ViewHostProps) {
  const lab = useLab();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const host = element.current;
    if (host === null) return;
    const view = mount(host, lab.act);
    const state = (frame: Frame | null): ViewState | null => {
      const { slow } = lab.feed;
      if (slow === null) return null;
      const { selection, proposedCut, theme, motion, events } = lab.store.getState();
      return { slow, frame, selection, proposedCut, theme, motion, events };
    };
    const update = (frame: Frame | null) => {
      const next = state(frame);
      if (next !== null) view.update(next);
    };
    const stopSizes = watchSize(host, (size) => {
      view.resize(size);
      update(null);
    });
    const stopFrames = lab.feed.subscribe(update);
    const stopStore = lab.store.subscribe((now, before) => {
      const changed =
        now.selection !== before.selection ||
        now.proposedCut !== before.proposedCut ||
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
  }, [lab, mount]);
  return <div className={className} ref={element} role="group" aria-label={label} />;
}

function watchSize(host: HTMLElement, onSize: (size: ViewSize) => void): () => void {
  const measure = () => {
    const { width, height } = host.getBoundingClientRect();
    if (width > 0 && height > 0) onSize({ width, height, pixelRatio: window.devicePixelRatio });
  };
  const observer = new ResizeObserver(measure);
  observer.observe(host);
  measure();
  return () => observer.disconnect();
}
