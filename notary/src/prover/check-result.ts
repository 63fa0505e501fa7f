import { equalBytes } from '@cloudx3/proto';
import type { AttestationBody, Mode, PathEvidence, SessionResult } from '@cloudx3/proto';
import { attestsAnswer, checkAttestation, transcriptCommitment } from '@cloudx3/verifier-core';
import type { Evaluation, VerifiedAttestation } from '@cloudx3/verifier-core';
import { verifyWithLibsecp } from '@cloudx3/verifier-core/node';
import type { Range } from '@cloudx3/verifier-core';
import { notaryError } from '../session/error.ts';
import { withZeros } from '../session/hidden-ranges.ts';
import type { NotarizerOptions } from './options.ts';
import type { RenderedExchange } from './rendered-exchange.ts';

/** What a prover knows of an exchange by itself. */
export interface SeenExchange {
  readonly sessionId: Uint8Array;
  readonly exchange: RenderedExchange;
  readonly sessionTimeMs: bigint;
  readonly options: Pick<NotarizerOptions, 'network' | 'prover'>;
  readonly sent: Uint8Array;
  readonly received: Uint8Array;
  /** What the response says by our own reading. */
  readonly evaluation: Evaluation;
  readonly holes: readonly Range[];
  readonly mode: Mode;
  readonly customCa: boolean;
  /** What the path's evidence has to say, where the mode has one. */
  readonly path?: Pick<PathEvidence, 'serverSpkiSha256' | 'cipherSuite' | 'segmentLengths'>;
}

export interface ExchangeOutcome {
  readonly attestation: VerifiedAttestation;
  readonly opening: { readonly salt: Uint8Array; readonly sent: Uint8Array; readonly received: Uint8Array };
}

/** SES-4: a notary is believed nothing: the attestation is checked as a stranger would check it, and against what really passed. */
export function checkResult(result: SessionResult, seen: SeenExchange): ExchangeOutcome {
  const { request, params } = seen.exchange;
  const { options } = seen;
  if (result.attestation === undefined || result.transcriptSalt.length !== 32)
    throw notaryError('notary.attestation');
  const checked = checkAttestation(result.attestation, {
    network: options.network,
    operation: request.operation,
    params,
    subject: request.subject,
    context: request.context,
    prover: options.prover.pubkey,
    notaries: [request.notary.pubkey],
    modes: [seen.mode],
    verify: verifyWithLibsecp,
  });
  if (!checked.ok) throw notaryError('notary.attestation', `${checked.code} (${checked.message})`);
  const sent = withZeros(seen.sent, seen.holes);
  const isOurs =
    isOfSession(checked.value.body, seen) && isOfTranscript(checked.value.body, seen, sent, result);
  if (!isOurs) throw notaryError('notary.attestation', 'It says something else than what passed');
  return {
    attestation: checked.value,
    opening: { salt: result.transcriptSalt, sent, received: seen.received },
  };
}

function isOfSession(body: AttestationBody, seen: SeenExchange): boolean {
  return (
    equalBytes(body.sessionId, seen.sessionId) &&
    body.sessionTimeMs === seen.sessionTimeMs &&
    body.customCa === seen.customCa &&
    (seen.path === undefined || isOfPath(body.path, seen.path))
  );
}

function isOfPath(said: PathEvidence | undefined, seen: NonNullable<SeenExchange['path']>): boolean {
  return (
    said !== undefined &&
    equalBytes(said.serverSpkiSha256, seen.serverSpkiSha256) &&
    said.cipherSuite === seen.cipherSuite &&
    said.segmentLengths.length === seen.segmentLengths.length &&
    said.segmentLengths.every((length, i) => length === seen.segmentLengths[i])
  );
}

function isOfTranscript(
  body: AttestationBody,
  { evaluation, received, exchange }: SeenExchange,
  sent: Uint8Array,
  { transcriptSalt }: SessionResult,
): boolean {
  return (
    equalBytes(body.transcriptCommitment, transcriptCommitment(transcriptSalt, sent, received)) &&
    attestsAnswer(body, evaluation) &&
    // Whose a row is, the request says and no response.
    body.rows.every(({ subject }, i) => subject === (exchange.request.rowSubjects?.[i] ?? ''))
  );
}
