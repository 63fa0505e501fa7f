import type { AttributesOf } from '../events.ts';
import type { Voice } from '../voice.ts';

/** Sessions with notaries. */
export function tellsOfNotarizing({ emit, failure }: Voice) {
  return {
    started: (session: AttributesOf<'round.reading_started'>): void =>
      emit(session.kind === 'round' ? 'round.reading_started' : 'command.reading_started', session),
    phase: (session: AttributesOf<'mpc.phase'>): void => emit('mpc.phase', session),
    made: (attestation: AttributesOf<'attestation.made'>): void => emit('attestation.made', attestation),
    failed(kind: AttributesOf<'notarization.failed'>['kind'], notary: string, error: unknown): void {
      const { code } = failure(`notarizing (${kind})`, error, { notary });
      emit('notarization.failed', { kind, code });
    },
  };
}
