import { domainDigest } from '@cloudx3/proto';
import type { AttestationBody, ObservationBody } from '@cloudx3/proto';
import { attestationId } from '../attestation/attestation.ts';
import { observationId } from '../observation/observation.ts';
import type { Offence, ShownEvidence } from './evidence.ts';

/** Two observations of one round. */
export function ofObservations({ observer, feedId, groupId, round }: ObservationBody): Offence {
  const what = new Uint8Array(16);
  const view = new DataView(what.buffer);
  view.setUint32(0, feedId);
  view.setUint32(4, groupId);
  view.setBigUint64(8, round);
  const id = offenceId('observations', observer, what);
  return { role: 'operator', accused: observer, id, feedId: Math.max(feedId, groupId) };
}

/** Two attestations of one session. */
export function ofSession(first: AttestationBody, second: AttestationBody): Offence {
  const { notary, sessionId } = first;
  const id = offenceId('attestations', notary, sessionId);
  return { role: 'notary', accused: notary, id, feedId: feedOf(first) ?? feedOf(second) };
}

/** What one attestation alone shows. */
export function ofAttestation(kind: ShownEvidence['kind'], body: AttestationBody): Offence {
  const id = offenceId(kind, body.notary, attestationId(body));
  return { role: 'notary', accused: body.notary, id, feedId: feedOf(body) };
}

/** An observation by a key that was given up. */
export function ofRetiredOperator(body: ObservationBody): Offence {
  const id = offenceId('retired_operator', body.observer, observationId(body));
  return { role: 'operator', accused: body.observer, id, feedId: Math.max(body.feedId, body.groupId) };
}

function offenceId(kind: ShownEvidence['kind'], key: Uint8Array, what: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(`${kind}\0`);
  return domainDigest('offence2', Uint8Array.from([...head, ...key, ...what]));
}

function feedOf({ context }: AttestationBody): number | undefined {
  switch (context?.purpose.case) {
    case 'round':
      return context.purpose.value.feedId;
    case 'groupRound':
      return context.purpose.value.groupId;
    default:
      return undefined;
  }
}
