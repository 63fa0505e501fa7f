import type { AttestationBody, TranscriptOpening } from '@cloudx3/proto';
import {
  attestsAnswer,
  checkTranscriptOpening,
  compareRequest,
  evaluateResponse,
  hiddenRanges,
  modeRow,
  paramsFromList,
} from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { failed, lineOf, notChecked, passed } from './line.ts';
import type { CheckLine } from './line.ts';

const TITLES = {
  opening: 'the transcript is the one that the notary committed to',
  request: 'the request that was sent is the operation’s, with its parameters',
  response: 'the server’s answer gives these readings',
};

/** Goes from the attested readings back to the bytes of the TLS session (rules ATT-3, REQ-*, RES-*, SEL-*). */
export function checkTranscript(
  body: AttestationBody,
  operation: CheckedOperation | undefined,
  opening: TranscriptOpening | undefined,
): CheckLine[] {
  if (opening === undefined) {
    return [notChecked('ATT-3', TITLES.opening, 'the file holds no transcript')];
  }
  const opened = checkTranscriptOpening(body, opening);
  const first = lineOf(
    'ATT-3',
    TITLES.opening,
    opened,
    `${opening.sent.length} bytes sent, ${opening.received.length} received`,
  );
  if (!opened.ok || operation === undefined) {
    const why = opened.ok ? 'the operation is not at hand' : 'the transcript is another';
    return [first, notChecked('REQ-2', TITLES.request, why), notChecked('SEL-2', TITLES.response, why)];
  }
  return [first, checkRequest(body, operation, opening), checkReadings(body, operation, opening)];
}

function checkRequest(
  body: AttestationBody,
  operation: CheckedOperation,
  opening: TranscriptOpening,
): CheckLine {
  const layout = modeRow(body.mode)?.requestLayout ?? 'exact';
  const hidden = hiddenRanges(opening.sent);
  const result = compareRequest(operation, paramsFromList(body.params), opening.sent, hidden, layout);
  const secret = hidden.map(({ start, end }) => end - start).join(' + ');
  return lineOf(
    'REQ-2',
    TITLES.request,
    result,
    secret === '' ? 'nothing is hidden in it' : `hidden bytes: ${secret}`,
  );
}

function checkReadings(
  body: AttestationBody,
  operation: CheckedOperation,
  opening: TranscriptOpening,
): CheckLine {
  const params = paramsFromList(body.params);
  const result = evaluateResponse(operation, params, opening.received, body.sessionTimeMs);
  if (!result.ok) return lineOf('SEL-2', TITLES.response, result);
  if (attestsAnswer(body, result.value)) return passed('SEL-2', TITLES.response);
  return failed(
    'SEL-2',
    TITLES.response,
    'attestation.readings',
    'the transcript gives other readings, rows or times',
  );
}
