/**
 * A Lab inside another page: an exercise's room, the small Stage of a lesson. It has a worker of its own and neither address nor
 * autosave nor kept runs nor a run to start with; what it runs it is told, and it ends with the page that it stands on.
 */
import type { RunRecipe } from '../protocol/run-recipe.ts';
import { AddressBar } from './address-bar.ts';
import type { LabAddress } from './lab-address.ts';
import { Lab, type LabParts } from './lab.ts';
import type { OpenOutcome } from './run-opener.ts';
import type { LabStore } from './store.ts';

/** Names no run: the address belongs to the page around it. */
class MuteAddress extends AddressBar {
  override read(): LabAddress {
    return { kind: 'default' };
  }
  override onChange(): void {}
  override write(): void {}
  override putBack(): void {}
  override schedule(): void {}
}

/** What is to be run; the version is that of the engine at hand. */
type EmbeddedRun = Pick<RunRecipe, 'scenario' | 'seed'> & Partial<Pick<RunRecipe, 'commands' | 'untilUs'>>;

interface HowToOpen {
  play: boolean;
  /** Run to `untilUs` at once; else the commands come at their times. */
  replay: boolean;
}

const NO_PARTS: LabParts = {
  loader: {
    isShipped: () => false,
    loadShipped: () => Promise.reject(new Error('No files come with this run.')),
    readFile: async () => null,
  },
  scenarios: [],
  shippedReferences: [],
};

export class EmbeddedLab extends Lab {
  private readonly up: Promise<void>;
  private stopLooks: (() => void) | null = null;

  constructor(parts: LabParts = NO_PARTS) {
    super(parts, new MuteAddress());
    this.up = new Promise((resolve) => {
      // The place at which the Lab would follow the address.
      this.opener.resume = async () => {
        resolve();
        return true;
      };
    });
  }

  /** Starts the worker only. */
  override start(): void {
    this.client.start();
  }

  /** Looks as the page around it, from now on. */
  followLooks(of: LabStore): void {
    const take = () => {
      const { theme, motion, themeChoice, motionChoice } = of.getState();
      const mine = this.store.getState();
      if (mine.theme !== theme || mine.motion !== motion) this.store.setState({ theme, motion, themeChoice, motionChoice });
    };
    take();
    this.stopLooks?.();
    this.stopLooks = of.subscribe(take);
  }

  async open({ commands = [], untilUs = 0, ...run }: EmbeddedRun, how: HowToOpen): Promise<OpenOutcome> {
    await this.up;
    const recipe: RunRecipe = { engineVersion: this.opener.engineVersion, ...run, commands, untilUs, datasets: [] };
    return this.opener.open({ recipe, source: { kind: 'run' }, ...how });
  }

  /** Ends the worker; nothing can be asked of it any more. */
  destroy(): void {
    this.stopLooks?.();
    this.client.destroy();
  }
}

/** Its worker is started. Whoever made it destroys it. */
export function createEmbeddedLab(looks?: LabStore): EmbeddedLab {
  const lab = new EmbeddedLab();
  if (looks !== undefined) lab.followLooks(looks);
  lab.start();
  return lab;
}
