import { messageOf } from '@cloudx3/errors';
import type { Voice } from '../voice.ts';

/** Peers of the gossip network that do not behave or do not answer. */
export function tellsOfPeers({ emit }: Voice) {
  return {
    refused: (peer: string, error: unknown): void =>
      emit('request.refused', { peer, reason: messageOf(error) }),
    notDialled: (host: string): void => emit('peer.not_dialled', { host }),
    unreachable: (error: unknown): void => emit('peer.unreachable', { reason: messageOf(error) }),
  };
}
