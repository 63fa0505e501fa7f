import type { ProxyOpening } from '@cloudx3/proto';
import type { AuditedHandshake, TlsRecord } from '@cloudx3/tls13';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import type { SeenTranscript } from '../../session/seen-transcript.ts';
import { refusedWith } from '../../session/error.ts';
import { refuse } from '../../session/refusals.ts';
import { checkOpening } from '../../binding/commitment.ts';
import type { Committed, KeyPlace } from '../../binding/commitment.ts';
import { decryptRequest } from './decrypt-request.ts';
import { decryptResponse } from './decrypt-response.ts';
import type { PlannedRecord } from '../../binding/record-plan.ts';
import { carriedTranscript } from './carried-transcript.ts';

/** What was fixed when the prover committed. */
export interface CommittedHandshake extends Pick<Committed, 'digests' | 'secretLength'> {
  readonly audit: AuditedHandshake;
}

/** All that a notary has of a session to which nothing can be added any more. */
export interface SealedSession extends CommittedHandshake {
  readonly operation: CheckedOperation;
  readonly sessionId: Uint8Array;
  readonly places: readonly KeyPlace[];
  readonly plan: readonly PlannedRecord[];
  /** Behind the handshake, as the server's are. */
  readonly clientRecords: readonly TlsRecord[];
  readonly serverRecords: readonly TlsRecord[];
  /** Whether the notary saw the end of the server's stream. */
  readonly serverEnded: boolean;
  readonly address: string;
  readonly onlineAtMs: number;
}

/** Rules PRX-7 and PRX-8: opens a sealed session with what was committed to. Pure; throws the refusal. */
export function readSealed(session: SealedSession, opening: ProxyOpening): SeenTranscript {
  const { operation, audit, plan } = session;
  const { suite } = audit;
  const opened = checkOpening(opening, session.places, session);
  if (!opened.ok) throw refusedWith(opened.refusal);
  const { clientKeys: keys, serverSecret: secret } = opened;
  const request = decryptRequest({ suite, plan, records: session.clientRecords, keys });
  if (!request.ok) throw refusedWith(request.refusal);
  const response = decryptResponse({
    suite,
    records: session.serverRecords,
    secret,
    maxBytes: operation.message.maxResponseBytes,
    keyUpdated: plan.some(({ kind }) => kind === 'key_update'),
  });
  if (!response.ok) throw refusedWith(response.refusal);
  if (!response.binding.closed && !session.serverEnded) throw refusedWith(refuse('proxy.not_closed'));
  return carriedTranscript({
    serverName: operation.message.serverName,
    address: session.address,
    audit,
    request: request.request,
    received: response.received,
    binding: response.binding,
    onlineAtMs: session.onlineAtMs,
  });
}
