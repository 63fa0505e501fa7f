import { defineOperation } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { TEST_OPERATION } from '@cloudx3/oracle-protocol/testing';

const server = { name: 'api.vendor.example' };
const serial = { type: 'token', charset: 'alphanumeric', minLength: 1, maxLength: 8 } as const;

/** Switches a plug; takes the vendor's credential. */
export const SWITCH_OPERATION = defineOperation({
  kind: 'action',
  name: 'test/switch',
  server,
  method: 'POST',
  target: '/v1/switch/{serial}?key={!key}',
  contentType: 'application/json',
  body: '{{"turn":"{turn}"}}',
  parameters: { serial, turn: { type: 'choice', values: ['off', 'on'] } },
  holes: { key: { charset: 'alphanumeric', minLength: 4, maxLength: 16 } },
  maxRequestBytes: 512,
  maxResponseBytes: 512,
});

/** Reads the plug back. */
export const STATE_OPERATION = defineOperation({
  kind: 'read',
  name: 'test/state',
  server,
  method: 'GET',
  target: '/v1/state/{serial}',
  parameters: { serial },
  readings: { output: { unit: '1', path: ['on'], source: 'boolean' } },
  maxRequestBytes: 512,
  maxResponseBytes: 512,
});

/** Everything that the chain of a test has published. */
export const TEST_OPERATIONS = [TEST_OPERATION, SWITCH_OPERATION, STATE_OPERATION] as const;

/** The one value that the plug of a test is commanded, and what it shows then. */
export const SWITCHED_ON = { value: 'on', expect: { mantissa: 1n, scale: 0 } };

/** What the plug of a test can do, as its owner registers it. */
export const SWITCH_CAPABILITY = {
  name: 'switch',
  actionOperation: idOf(SWITCH_OPERATION),
  valueParam: 'turn',
  values: [SWITCHED_ON],
  readbackOperation: idOf(STATE_OPERATION),
  readbackReading: 'output',
};

/** An operation's id as messages take it. */
export function idOf({ id }: Pick<CheckedOperation, 'id'>): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(id);
}
