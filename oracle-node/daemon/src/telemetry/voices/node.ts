import type { AttributesOf } from '../events.ts';
import type { Voice } from '../voice.ts';

/** The node's start and end. */
export function tellsOfNode({ emit }: Voice) {
  return {
    started: (node: AttributesOf<'node.started'>): void => emit('node.started', node),
    stopped: (): void => emit('node.stopped', {}),
    listening: (url: string): void => emit('http.listening', { url }),
    customCa: (): void =>
      emit('development.custom_ca', { message: 'a private CA is trusted; attestations say so' }),
  };
}
