import { KeyBinding } from '@cloudx3/proto';
import { CONTENT_TYPE } from '@cloudx3/tls13';
import type { ScriptedServer } from '@cloudx3/tls13/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testTls } from '../../test-support/certificates.ts';
import type { TestTls } from '../../test-support/certificates.ts';
import { GOOD_RESPONSE } from '../../test-support/fixture.ts';
import { notarizeOnce } from '../../test-support/honest-prover.ts';
import { startScriptedVendor } from '../../test-support/scripted-vendor.ts';
import type { VendorScript } from '../../test-support/scripted-vendor.ts';
import { startTestNotary } from '../../test-support/test-notary.ts';
import type { TestNotary } from '../../test-support/test-notary.ts';

// PRX-8 and PRX-9 on whole sessions with servers that send what no stack can be asked for.

let tls: TestTls;
let notary: TestNotary;
beforeAll(async () => {
  tls = await testTls();
  notary = await startTestNotary({}, { vendorCa: tls.ca.pem });
});
afterAll(() => notary[Symbol.asyncDispose]());

/** The key binding of a session with this server; rejects with what it ended with. */
async function bindingOf(script: VendorScript): Promise<string | undefined> {
  await using vendor = await startScriptedVendor(tls.ca, script);
  notary.registry.publish(vendor.operation);
  const { attestation } = await notarizeOnce({
    url: notary.notary.url,
    tlsCa: notary.tlsCa,
    vendorCa: tls.ca.pem,
    operation: vendor.operation,
  });
  const { keyBinding } = attestation.attestation.body.path ?? {};
  return keyBinding === undefined ? undefined : KeyBinding[keyBinding];
}

const join = (...records: readonly Uint8Array[]): Uint8Array => Buffer.concat(records);
const half = GOOD_RESPONSE.length >> 1;
const open = (s: ScriptedServer): Uint8Array => s.data(GOOD_RESPONSE);
const closed = (s: ScriptedServer): Uint8Array => join(s.data(GOOD_RESPONSE), s.closeNotify());
const updated = (s: ScriptedServer, isRequested = false): Uint8Array =>
  join(
    s.data(GOOD_RESPONSE.subarray(0, half)),
    s.updateKey(isRequested),
    s.data(GOOD_RESPONSE.subarray(half)),
  );

describe('PRX-9: the key binding', () => {
  it.each<[string, string, VendorScript]>([
    [
      'RECORD',
      'a ticket in the first flight, before the commitment',
      { tickets: { count: 1, early: true }, answer: open },
    ],
    ['RECORD', 'a ticket behind Finished', { tickets: { count: 2 }, answer: open }],
    ['RECORD', 'a close_notify alone', { answer: closed }],
    ['RECORD', 'a close_notify alone, SHA-384', { suite: 0x1302, answer: closed }],
    ['RECORD', 'a close_notify alone, ChaCha20-Poly1305', { suite: 0x1303, answer: closed }],
    ['RECORD', 'a ticket behind a KeyUpdate', { answer: (s) => join(updated(s), s.ticket()) }],
    ['GRAMMAR', 'neither', { answer: open }],
    ['GRAMMAR', 'a KeyUpdate alone', { answer: updated }],
  ])('is %s of a server that sends %s', async (binding, _what, script) => {
    expect(await bindingOf(script)).toBe(binding);
  });
});

describe('PRX-8: a server that changes its keys', () => {
  it.each<[string, VendorScript['answer']]>([
    ['in the middle of its answer', (s) => join(updated(s), s.closeNotify())],
    ['and asks for ours, which nothing follows', (s) => join(updated(s, true), s.closeNotify())],
    ['before its answer', (s) => join(s.updateKey(), closed(s))],
    ['twice', (s) => join(s.updateKey(), s.updateKey(), closed(s))],
  ])('is read: %s', async (_what, answer) => {
    expect(await bindingOf({ answer })).toBe('RECORD');
  });

  it('is read: before the request', async () => {
    expect(await bindingOf({ early: (s) => s.updateKey(), answer: closed })).toBe('RECORD');
  });

  it.each<[string, string, VendorScript]>([
    [
      'tls.key_update_unexpected',
      'asks for ours before the request',
      { early: (s) => s.updateKey(true), answer: closed },
    ],
    [
      'tls.key_update_unexpected',
      'changes them without end',
      { answer: (s) => join(s.data(GOOD_RESPONSE), ...Array.from({ length: 33 }, () => s.updateKey())) },
    ],
    [
      'tls.record.mac',
      'says so and goes on with the old ones',
      {
        answer: (s) =>
          join(
            s.data(GOOD_RESPONSE.subarray(0, half)),
            s.seal(CONTENT_TYPE.handshake, Uint8Array.of(24, 0, 0, 1, 0)),
            closed(s),
          ),
      },
    ],
  ])('is refused with %s where it %s', async (code, _what, script) => {
    await expect(bindingOf(script)).rejects.toMatchObject({ code });
  });
});
