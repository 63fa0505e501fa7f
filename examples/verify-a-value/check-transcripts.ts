import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AttestationFileSchema, MAX_BYTES, decode } from '@cloudx3/proto';
import type { AttestationBody, Reading, TranscriptOpening } from '@cloudx3/proto';
import {
  attestationId,
  attestsAnswer,
  checkTranscriptOpening,
  compareRequest,
  evaluateResponse,
  expandReport,
  formatDecimal,
  hiddenRanges,
  modeRow,
  paramsFromList,
  readOperation,
  unwrap,
} from '@cloudx3/verifier-core';
import type { CheckedOperation, NetworkId } from '@cloudx3/verifier-core';
import type { Claims } from './fetch.ts';
import { lineOf } from './lines.ts';
import type { Line } from './lines.ts';

/**
 * Goes on where the chain ends: from the attested readings back to the bytes of the TLS sessions. Every node keeps the transcripts of its own
 * sessions as files, named by attestation, and gives them to whoever asks its operator.
 */
export function checkTranscripts(claims: Claims, network: NetworkId, folders: readonly string[]): Line[] {
  const operation = unwrap(readOperation(claims.operation));
  const observations = unwrap(expandReport(claims.report, network));
  return observations.flatMap(({ attestations }, i) =>
    attestations.flatMap(({ body }) => {
      const file = findFile(`${Buffer.from(attestationId(body)).toString('hex')}.attestation`, folders);
      if (file !== undefined) return checkTranscript(body, operation, readOpening(file), `observation ${i}`);
      const text = `ATT-3 the readings of observation ${i} are what the server answered`;
      return [{ outcome: 'not checked', text, detail: 'ask its operator for the transcript' } satisfies Line];
    }),
  );
}

/** `body` is what the notary signed, rebuilt from the report: of the file nothing is believed but what agrees with it. */
function checkTranscript(
  body: AttestationBody,
  operation: CheckedOperation,
  opening: TranscriptOpening,
  whose: string,
): Line[] {
  const { sent, received } = opening;
  const params = paramsFromList(body.params);
  const layout = modeRow(body.mode)?.requestLayout ?? 'exact';
  const request = compareRequest(operation, params, sent, hiddenRanges(sent), layout);
  const answer = evaluateResponse(operation, params, received, body.sessionTimeMs);
  const readings = answer.ok ? { ok: attestsAnswer(body, answer.value) } : answer;
  return [
    lineOf(
      `ATT-3 ${whose}: the transcript is the one that the notary saw`,
      checkTranscriptOpening(body, opening),
    ),
    lineOf(`REQ-2 ${whose}: the request is the operation’s, its secret blanked out`, request),
    lineOf(`SEL-2 ${whose}: the server answered ${textOf(body.readings)}`, readings),
  ];
}

function findFile(name: string, folders: readonly string[]): string | undefined {
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function readOpening(file: string): TranscriptOpening {
  const { opening } = decode(AttestationFileSchema, readFileSync(file), MAX_BYTES.attestationFile);
  if (opening === undefined) throw new Error(`${file} holds no transcript`);
  return opening;
}

function textOf(readings: readonly Reading[]): string {
  return readings
    .map(({ name, unit, value }) => `${name} ${value === undefined ? '' : formatDecimal(value)} ${unit}`)
    .join(', ');
}
