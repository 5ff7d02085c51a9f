/**
 * Lets messages through in their order. One that brings a learner's function along waits, and all after it, until the interpreter is
 * there; who never transforms anything never fetches it.
 */
import type { Interpreter, InterpreterAnswer } from '../../engine/firehose/transform/interpreter.ts';
import type { DeliveryStreamSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import { scenarios } from '../../content/scenarios/index.ts';
import type { RunRecipe } from '../../protocol/run-recipe.ts';
import type { ToWorker } from '../../protocol/to-worker.ts';

export interface Gate {
  receive(message: ToWorker): void;
  /** For every run; it answers as the loaded one does. */
  interpreter: Interpreter;
}

const UNAVAILABLE: InterpreterAnswer = {
  kind: 'threw',
  name: 'InterpreterUnavailable',
  message: 'The interpreter of functions could not be loaded. Load the page again where there is a connection.',
  line: null,
  steps: 0,
  log: [],
};

export function createGate(deliver: (message: ToWorker) => void): Gate {
  let loaded: Interpreter | null = null;
  let held: ToWorker[] | null = null;
  const open = (): void => {
    const messages = held ?? [];
    held = null;
    for (const message of messages) deliver(message);
  };
  const load = async (): Promise<void> => {
    try {
      const { loadInterpreter } = await import('./load-interpreter.ts');
      loaded = await loadInterpreter();
    } catch {
      loaded = () => UNAVAILABLE;
    }
    open();
  };
  return {
    interpreter: (request) => (loaded === null ? UNAVAILABLE : loaded(request)),
    receive(message) {
      if (held !== null) held.push(message);
      else if (loaded === null && bringsFunction(message)) {
        held = [message];
        void load();
      } else deliver(message);
    },
  };
}

export function bringsFunction(message: ToWorker): boolean {
  if (message.type === 'try-transform') return true;
  if (message.type === 'give-command') return commandBrings(message.command);
  if (message.type === 'judge-commands' || message.type === 'add-branch')
    return message.commands.some(({ command }) => commandBrings(command));
  return message.type === 'open-run' && recipeBrings(message.recipe);
}

const transforms = ({ transform }: DeliveryStreamSpec): boolean => transform !== null;
const commandBrings = (command: RunRecipe['commands'][number]['command']): boolean =>
  (command.type === 'add-delivery-stream' || command.type === 'update-delivery-stream') && transforms(command.deliveryStream);

function recipeBrings({ scenario: named, commands, branches = [] }: RunRecipe): boolean {
  const scenario = typeof named === 'string' ? scenarios.find(({ id }) => id === named) : named;
  const given = [...commands, ...branches.flatMap((branch) => branch.commands)];
  return (scenario?.deliveryStreams ?? []).some(transforms) || given.some(({ command }) => commandBrings(command));
}
