import { create, ContextSchema } from '@cloudx3/proto';
import { checkParams, findHoles, renderRequest, unwrap } from '@cloudx3/verifier-core';
import type { StatementSession } from '../session/statement.ts';
import { hiddenRanges, withZeros } from '../session/hidden-ranges.ts';
import { httpResponse, manyMeters, NETWORK, notaryKey, proverKey, SECRETS } from './fixture.ts';

/** Two meters and one that the vendor does not know; the first and the last have a wallet. */
export const ROW_PARAMS = { ids: ['m1', 'm2', 'm3'] };
export const ROW_SUBJECTS: readonly string[] = ['cx31first', '', 'cx31third'];
export const ROWS_RESPONSE = httpResponse(
  '{"ok":true,"meters":{"m3":{"online":true,"power":1.5,"estimated":true},"m1":{"online":true,"power":0,"estimated":false}}}',
);

export const rowsRequest: Uint8Array = unwrap(renderRequest(manyMeters, ROW_PARAMS, SECRETS)).bytes;
const holes = unwrap(findHoles(manyMeters, ROW_PARAMS, SECRETS, rowsRequest));

/** A session about those meters, for a round of a group. */
export const rowsSession: StatementSession = {
  network: NETWORK,
  notary: notaryKey.pubkey,
  mode: 'mpc',
  prover: proverKey.pubkey,
  sessionId: new Uint8Array(16).fill(3),
  sessionTimeMs: 1_800_000_000_000,
  operation: manyMeters,
  params: unwrap(checkParams(manyMeters, ROW_PARAMS)),
  subject: '',
  rowSubjects: ROW_SUBJECTS,
  context: create(ContextSchema, { purpose: { case: 'groupRound', value: { groupId: 4, round: 9n } } }),
};

/** What was seen of it. */
export const rowsTranscript = {
  serverName: 'vendor.example',
  sent: { bytes: withZeros(rowsRequest, [...holes]), ranges: hiddenRanges([...holes], rowsRequest.length) },
  received: { bytes: ROWS_RESPONSE, ranges: [{ start: 0, end: ROWS_RESPONSE.length }] },
  customCa: false,
};
/** Where the request hides its secret. */
export const rowsHoles = holes;
