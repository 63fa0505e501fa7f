import { create, Mode, Outcome, Quality, SessionResultSchema } from '@cloudx3/proto';
import type { AttestationBody } from '@cloudx3/proto';
import { evaluateResponse, signAttestation, unwrap } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { makeStatement } from '../session/statement.ts';
import { manyMeters, NETWORK, notaryKey, proverKey, SECRETS } from '../test-support/fixture.ts';
import {
  ROW_PARAMS,
  ROWS_RESPONSE,
  rowsHoles,
  rowsRequest,
  rowsSession,
  rowsTranscript,
  ROW_SUBJECTS,
} from '../test-support/rows.ts';
import { checkResult } from './check-result.ts';
import { renderExchange } from './rendered-exchange.ts';

const salt = new Uint8Array(32).fill(4);

/** What the prover makes of an attestation that says something else of what passed, signed by the notary all the same. */
function judged(change: (body: AttestationBody) => void): string {
  const statement = makeStatement(rowsSession, rowsTranscript, salt);
  if (!statement.ok) return statement.refusal.code;
  change(statement.body);
  const result = create(SessionResultSchema, {
    attestation: signAttestation(statement.body, notaryKey.sign),
    transcriptSalt: salt,
  });
  const sessionTimeMs = BigInt(rowsSession.sessionTimeMs);
  const exchange = renderExchange({
    notary: { url: 'wss://notary.example', pubkey: notaryKey.pubkey },
    operation: manyMeters,
    params: ROW_PARAMS,
    secrets: SECRETS,
    subject: '',
    rowSubjects: ROW_SUBJECTS,
    context: rowsSession.context,
  });
  try {
    checkResult(result, {
      sessionId: rowsSession.sessionId,
      exchange,
      sessionTimeMs,
      options: { network: NETWORK, prover: { pubkey: proverKey.pubkey, sign: proverKey.sign } },
      sent: rowsRequest,
      received: ROWS_RESPONSE,
      evaluation: unwrap(evaluateResponse(manyMeters, ROW_PARAMS, ROWS_RESPONSE, sessionTimeMs)),
      holes: rowsHoles,
      mode: Mode.MPC,
      customCa: false,
    });
    return 'believed';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('SES-4: rows that a notary attests', () => {
  it('are believed where they are what passed', () => {
    expect(judged(() => undefined)).toBe('believed');
  });

  it.each<[string, (body: AttestationBody) => void]>([
    ['another value', (body) => (body.rows[0]!.readings[0]!.value!.mantissa += 1n)],
    [
      'another scale',
      (body) =>
        (body.rows[2]!.readings[0]!.value = {
          ...body.rows[2]!.readings[0]!.value!,
          mantissa: 150n,
          scale: 2,
        }),
    ],
    ['another quality', (body) => (body.rows[2]!.readings[0]!.quality = Quality.OK)],
    ['another device', (body) => (body.rows[0]!.subject = 'cx31third')],
    ['a device where there is none', (body) => (body.rows[1]!.subject = 'cx31second')],
    ['no device where there is one', (body) => (body.rows[0]!.subject = '')],
    ['another outcome', (body) => (body.rows[1]!.outcome = Outcome.CONDITION)],
    [
      'that one could not be read',
      (body) => Object.assign(body.rows[0]!, { outcome: Outcome.NULL, readings: [] }),
    ],
  ])('are not believed with %s', (_, change) => {
    expect(judged(change)).toBe('notary.attestation');
  });
});
