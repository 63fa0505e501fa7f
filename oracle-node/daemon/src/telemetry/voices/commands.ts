import type { AttributesOf } from '../events.ts';
import type { Voice } from '../voice.ts';

/** Commands on devices, in the order of their steps. */
export function tellsOfCommands({ emit }: Voice) {
  return {
    seen: (command: AttributesOf<'command.seen'>): void => emit('command.seen', command),
    taken: (command: AttributesOf<'command.taken'>): void => emit('command.taken', command),
    acting: (command: AttributesOf<'command.acting'>): void => emit('command.acting', command),
    acted: (command: AttributesOf<'command.acted'>): void => emit('command.acted', command),
    proven: (command: AttributesOf<'command.proven'>): void => emit('command.proven', command),
    settled: (command: AttributesOf<'command.settled'>): void => emit('command.settled', command),
    abandoned: (command: AttributesOf<'command.abandoned'>): void => emit('command.abandoned', command),
    ended: (command: AttributesOf<'command.ended'>): void => emit('command.ended', command),
  };
}
