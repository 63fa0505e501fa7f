import { PathEvidenceSchema, create } from '@cloudx3/proto';
import type { PathEvidence } from '@cloudx3/proto';
import { HOLE_ASSURANCES, segmentLengths } from '@cloudx3/verifier-core';
import type { AuditedHandshake } from '@cloudx3/tls13';
import { keyBindingOf } from '../../binding/key-binding.ts';
import type { BindingEvidence } from '../../binding/key-binding.ts';
import { hiddenRanges } from '../../session/hidden-ranges.ts';
import type { SeenTranscript } from '../../session/seen-transcript.ts';
import type { SentRequest } from './decrypt-request.ts';

const TLS_1_3 = 0x0304;

/** What was read of a carried session. */
export interface CarriedSession {
  readonly serverName: string;
  readonly address: string;
  readonly audit: AuditedHandshake;
  readonly request: SentRequest;
  readonly received: Uint8Array;
  readonly binding: BindingEvidence;
  /** When the exchange began, in Unix milliseconds. */
  readonly onlineAtMs: number;
}

/** What the notary has verified to be true of a session that it carried, with the evidence of its path (rule PRX-9). */
export function carriedTranscript(carried: CarriedSession): SeenTranscript {
  const { request, received, audit } = carried;
  return {
    serverName: carried.serverName,
    sent: { bytes: request.bytes, ranges: hiddenRanges(request.hidden, request.bytes.length) },
    received: { bytes: received, ranges: [{ start: 0, end: received.length }] },
    onlineAtMs: carried.onlineAtMs,
    customCa: audit.path.customCa,
    path: pathEvidence(carried),
  };
}

function pathEvidence({ address, audit, request, binding }: CarriedSession): PathEvidence {
  return create(PathEvidenceSchema, {
    resolvedAddress: address,
    serverSpkiSha256: audit.path.leafSpkiSha256,
    issuerSpkiSha256: audit.path.anchorSpkiSha256,
    tlsVersion: TLS_1_3,
    cipherSuite: audit.suite,
    keyBinding: keyBindingOf(binding),
    holeAssurance: (request.hidden.length === 0 ? HOLE_ASSURANCES.noHoles : HOLE_ASSURANCES.length).wire,
    segmentLengths: segmentLengths(request.bytes.length, request.hidden),
  });
}
