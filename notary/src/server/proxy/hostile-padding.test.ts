import { CONTENT_TYPE } from '@cloudx3/tls13';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HostileStage } from '../../test-support/hostile-stage.ts';
import type { Deviation } from '../../test-support/hostile-stage.ts';
import { honestRequest, notarizeOnce } from '../../test-support/honest-prover.ts';
import type { ProxyDriver } from '../../test-support/proxy-driver.ts';
import { vendorOperation } from '../../test-support/vendor.ts';

// Attack A5 where only CR LF CR LF follows the hole: key and IV are bound by the padding (PRX-5).

let stage: HostileStage;
/** A request whose hole is followed by four bytes. */
let operation: CheckedOperation;
beforeAll(async () => {
  stage = await HostileStage.start();
  operation = vendorOperation(stage.vendor.port, {});
  stage.notary.registry.publish(operation);
});
afterEach(() => stage.hangUp());
afterAll(() => stage[Symbol.asyncDispose]());

const END = Buffer.from('\r\n\r\n');

async function run(deviation: Deviation = {}): Promise<string> {
  const driver = await stage.open(undefined, operation);
  expect(Buffer.from(driver.parts[2])).toEqual(END);
  return stage.finish(driver, deviation);
}

/** The last record with this content and so many zeros behind it. */
const ending =
  (content: Uint8Array, padding: number, type: number = CONTENT_TYPE.application_data) =>
  (d: ProxyDriver): readonly Uint8Array[] =>
    d.records().with(4, d.record({ epoch: 2, sequence: 0, content, padding, type }));

describe('a prover whose request ends with a short record', () => {
  it('is attested where it pads it to 16 bytes', async () => {
    expect(await run()).toBe('attested');
  });

  it.each<[string, string, Deviation]>([
    ['does not pad it', 'proxy.record_length', { records: ending(END, 0) }],
    ['pads it to 15 bytes', 'proxy.record_length', { records: ending(END, 10) }],
    ['pads it to 17 bytes', 'proxy.record_length', { records: ending(END, 12) }],
    [
      'hides eleven bytes in place of the padding',
      'proxy.padding',
      { records: ending(Buffer.concat([END, Buffer.from('x'.repeat(11))]), 0) },
    ],
    [
      'hides a byte in place of one of padding',
      'proxy.padding',
      { records: ending(Buffer.concat([END, Buffer.from('x')]), 10) },
    ],
    [
      'writes zeros into its content in place of the padding',
      'proxy.padding',
      { records: ending(Buffer.concat([END, Buffer.alloc(11)]), 0) },
    ],
    [
      'opens it with another key',
      'proxy.record_open',
      { keys: (d) => d.keys({ 2: d.client.clientKeys(3) }) },
    ],
    [
      'pads the hole',
      'proxy.record_length',
      {
        records: (d) =>
          d.records().with(2, d.record({ epoch: 1, sequence: 0, content: d.parts[1], padding: 1 })),
      },
    ],
    [
      'pads a KeyUpdate',
      'proxy.record_length',
      {
        records: (d) => {
          const update = { content: Uint8Array.of(24, 0, 0, 1, 0), type: CONTENT_TYPE.handshake };
          return d.records().with(1, d.record({ epoch: 0, sequence: 1, padding: 10, ...update }));
        },
      },
    ],
  ])('is refused where it %s', async (_what, code, deviation) => {
    expect(await run(deviation)).toBe(code);
  });
});

describe('an honest prover', () => {
  it('pads what is short, and the vendor hears nothing of it', async () => {
    const { notary, vendor, vendorCa } = stage;
    const { url } = notary.notary;
    const { attestation } = await notarizeOnce({ url, tlsCa: notary.tlsCa, vendorCa, operation });
    const lengths = attestation.attestation.body.path?.segmentLengths ?? [];
    expect(lengths.slice(1)).toEqual([24, 4]);
    const { secrets } = honestRequest(url, operation);
    expect(vendor.seen().endsWith(`Bearer ${secrets['api_key']}\r\n\r\n`)).toBe(true);
  });
});
