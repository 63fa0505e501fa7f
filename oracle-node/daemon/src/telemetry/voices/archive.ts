import type { Voice } from '../voice.ts';

/** Whether attestations are kept where people find them. */
export function tellsOfArchive({ emit, health, remember }: Voice) {
  return {
    kept: (): void => health.clear({ kind: 'archive' }),
    /** `id` is the attestation's, in hex, where it is about one. */
    failed(doing: 'put' | 'prune', error: unknown, id?: string): void {
      const failure = remember(`archive (${doing})`, error);
      health.raise({ kind: 'archive' }, failure);
      emit('archive.failed', { doing, ...failure, ...(id === undefined ? {} : { id }) });
    },
  };
}
