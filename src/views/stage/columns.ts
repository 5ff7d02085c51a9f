/** Where the stage's columns stand for a size: producers, axis, lanes, call slots, consumers. */
export interface StageColumns {
  stacked: boolean;
  margin: number;
  top: number;
  bottom: number;
  producerX: number;
  producerWidth: number;
  axisX: number;
  axisWidth: number;
  laneX: number;
  laneWidth: number;
  /** Left end of the call slots. */
  slotsX: number;
  consumerX: number;
  consumerWidth: number;
  /** Stacked only: tops of the two rows of boxes. */
  producerRowY: number;
  consumerRowY: number;
}

/** Narrower than this, producers stand above the lanes and consumers below. */
const STACKED_BELOW_PX = 600;
const AXIS_WIDTH = 20;
const SLOTS_WIDTH = 46;
const CHIP_HEIGHT = 44;

function clamp(low: number, value: number, high: number): number {
  return Math.round(Math.min(high, Math.max(low, value)));
}

function stackedColumns(width: number, height: number): StageColumns {
  const margin = 10;
  const axisX = margin + 36;
  const laneX = axisX + 14 + 14;
  // A page that is just being resized can be next to nothing.
  const boxes = Math.max(60, width - 2 * margin);
  return {
    stacked: true,
    margin,
    top: margin + CHIP_HEIGHT + 26,
    bottom: height - margin - CHIP_HEIGHT - 28,
    producerX: margin,
    producerWidth: boxes,
    axisX,
    axisWidth: 14,
    laneX,
    laneWidth: Math.max(60, width - margin - laneX),
    slotsX: width - margin,
    consumerX: margin,
    consumerWidth: boxes,
    producerRowY: margin,
    consumerRowY: height - margin - CHIP_HEIGHT - 18,
  };
}

export function stageColumns(width: number, height: number): StageColumns {
  if (width < STACKED_BELOW_PX) return stackedColumns(width, height);
  const margin = width < 800 ? 12 : 16;
  const producerWidth = clamp(113, width * 0.134, 160);
  const consumerWidth = clamp(104, width * 0.128, 160);
  const axisX = margin + producerWidth + clamp(72, width * 0.094, 168);
  const laneX = axisX + AXIS_WIDTH + clamp(26, width * 0.062, 64);
  const consumerX = width - margin - consumerWidth;
  const slotsX = consumerX - clamp(34, width * 0.05, 84) - SLOTS_WIDTH;
  return {
    stacked: false,
    margin,
    top: 30,
    bottom: height - 28,
    producerX: margin,
    producerWidth,
    axisX,
    axisWidth: AXIS_WIDTH,
    laneX,
    laneWidth: Math.max(80, slotsX - 8 - laneX),
    slotsX,
    consumerX,
    consumerWidth,
    producerRowY: 0,
    consumerRowY: 0,
  };
}
