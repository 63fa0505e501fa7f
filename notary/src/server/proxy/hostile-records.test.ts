import { CONTENT_TYPE, RecordReader, disclosedEpochs, openRecord } from '@cloudx3/tls13';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HostileStage } from '../../test-support/hostile-stage.ts';
import { KEY_UPDATE } from '../../test-support/proxy-driver.ts';
import type { ProxyDriver } from '../../test-support/proxy-driver.ts';

let stage: HostileStage;
beforeAll(async () => {
  stage = await HostileStage.start();
});
afterEach(() => stage.hangUp());
afterAll(() => stage[Symbol.asyncDispose]());

describe('a prover that keeps to the rules', () => {
  it('is attested', async () => {
    expect(await stage.run()).toBe('attested');
  });
});

describe('a prover whose records deviate (PRX-5, PRX-8)', () => {
  const deviations: readonly (readonly [string, string, (driver: ProxyDriver) => readonly Uint8Array[]])[] = [
    [
      'sends one record more',
      'proxy.record_extra',
      (d) => [
        ...d.records(),
        d.record({ epoch: 2, sequence: 1, content: Buffer.from('GET / HTTP/1.1\r\n\r\n') }),
      ],
    ],
    [
      'sends a second request in the last record',
      'proxy.record_length',
      (d) =>
        d
          .records()
          .with(4, d.record({ epoch: 2, sequence: 0, content: Buffer.concat([d.parts[2], d.request]) })),
    ],
    ['skips the hole', 'proxy.record_length', (d) => d.records().toSpliced(2, 1)],
    [
      'sends an empty record',
      'proxy.record_length',
      (d) => d.records().toSpliced(0, 0, d.record({ epoch: 0, sequence: 0, content: new Uint8Array(0) })),
    ],
    [
      'splits a segment',
      'proxy.record_length',
      (d) => [
        d.record({ epoch: 0, sequence: 0, content: d.parts[0].subarray(0, 9) }),
        d.record({ epoch: 0, sequence: 1, content: d.parts[0].subarray(9) }),
      ],
    ],
    [
      'sends a longer hole',
      'proxy.record_length',
      (d) =>
        d
          .records()
          .with(
            2,
            d.record({ epoch: 1, sequence: 0, content: Buffer.concat([d.parts[1], Buffer.from('1')]) }),
          ),
    ],
    [
      'sends a shorter hole',
      'proxy.record_length',
      (d) => d.records().with(2, d.record({ epoch: 1, sequence: 0, content: d.parts[1].subarray(1) })),
    ],
    [
      'sends the request in one epoch',
      'proxy.record_length',
      (d) => [d.record({ epoch: 0, sequence: 0, content: d.request })],
    ],
    [
      'sends a KeyUpdate first',
      'proxy.record_length',
      (d) => [
        d.record({ epoch: 0, sequence: 0, content: KEY_UPDATE, type: CONTENT_TYPE.handshake }),
        ...d.records(),
      ],
    ],
    ['sends a record in the clear', 'proxy.record_type', () => [Uint8Array.of(22, 3, 3, 0, 4, 1, 0, 0, 0)]],
    ['sends a ChangeCipherSpec', 'proxy.record_type', () => [Uint8Array.of(20, 3, 3, 0, 1, 1)]],
    ['sends an oversized record', 'tls.record.overflow', () => [Uint8Array.of(23, 3, 3, 0x48, 0x01)]],
    ['sends what is no record', 'tls.record.type', () => [Buffer.from('GET / HTTP/1.1\r\n\r\n')]],
  ];
  it.each(deviations)('%s: %s', async (_what, code, records) => {
    expect(await stage.run({ records })).toBe(code);
  });

  it('asks the server for new keys in the hidden epoch, whose secret they follow from', async () => {
    // OpenSSL answers with a KeyUpdate, and goes on under its next keys.
    const asking = { content: Uint8Array.of(24, 0, 0, 1, 1), type: CONTENT_TYPE.handshake };
    const driver = await stage.open();
    const { onBytes } = driver.raw;
    const reader = new RecordReader();
    driver.raw.onBytes = (bytes) => {
      reader.push(bytes);
      onBytes(bytes);
    };
    const outcome = await stage.finish(driver, {
      records: (d) => d.records().with(3, d.record({ epoch: 1, sequence: 1, ...asking })),
    });
    expect(outcome).toBe('attested');
    const { suite, serverSecret } = driver.client;
    const second = disclosedEpochs(suite, serverSecret).at(1);
    const heard: string[] = [];
    for (let record = reader.next(); record !== undefined; record = reader.next()) {
      const opened = openRecord(suite, second, heard.length, record);
      if (opened !== undefined) heard.push(Buffer.from(opened.content).toString('latin1'));
    }
    expect(heard.join('')).toContain('HTTP/1.1 200 OK');
  });

  it('stops before the end of its request', async () => {
    // The server waits for the rest, and so does the notary, until the deadline.
    expect(await stage.run({ records: (d) => d.records().slice(0, 4) })).toBe('deadline.online');
  });

  /** The public part with other text in it, in its own record. */
  const replacing =
    (part: 0 | 2, from: string, to: string) =>
    (d: ProxyDriver): readonly Uint8Array[] => {
      const content = Buffer.from(Buffer.from(d.parts[part]).toString('latin1').replace(from, to), 'latin1');
      return d.records().with(2 * part, d.record({ epoch: part, sequence: 0, content }));
    };
  // Each of these passes the gate, since its length is as planned; the server is what answers, or hangs up.
  const sameLength: readonly (readonly [
    string,
    readonly string[],
    (driver: ProxyDriver) => readonly Uint8Array[],
  ])[] = [
    [
      'pads the first segment',
      ['proxy.padding'],
      (d) =>
        d
          .records()
          .with(0, d.record({ epoch: 0, sequence: 0, content: d.parts[0].subarray(0, -1), padding: 1 })),
    ],
    ['changes a byte of the request', ['request.different'], replacing(0, 'unit=W', 'unit=K')],
    ['changes the host', ['request.different'], replacing(0, 'host: vendor', 'host: evil00')],
    ['changes what follows the hole', ['request.different'], replacing(2, 'cloudx3', 'cloudx4')],
    [
      'sends another message for the KeyUpdate',
      ['proxy.key_update', 'proxy.unfinished', 'deadline.online'],
      (d) =>
        d.records().with(
          1,
          d.record({
            epoch: 0,
            sequence: 1,
            content: Uint8Array.of(24, 0, 0, 1, 1),
            type: CONTENT_TYPE.handshake,
          }),
        ),
    ],
    [
      'sends an alert for the last record',
      ['proxy.record_type', 'proxy.server_gone', 'deadline.online'],
      (d) =>
        d.records().with(
          4,
          d.record({
            epoch: 2,
            sequence: 0,
            content: new Uint8Array(d.parts[2].length),
            type: CONTENT_TYPE.alert,
          }),
        ),
    ],
  ];
  it.each(sameLength)('%s', async (_what, codes, records) => {
    expect(codes).toContain(await stage.run({ records }));
  });

  it('hides five bytes more in place of the KeyUpdate that ends the hidden epoch', async () => {
    const outcome = await stage.run({
      records: (d) => {
        const [first, update] = d.records();
        const hidden = d.client.clientKeys(1);
        const more = Buffer.from('99999');
        return [
          first,
          update,
          d.record({ epoch: 1, sequence: 0, content: d.parts[1] }),
          d.record({ epoch: 1, sequence: 1, content: more }),
          // Still the hidden epoch for the server, so the request is whole and it answers.
          d.record({ epoch: 1, sequence: 2, content: d.parts[2], keys: hidden }),
        ];
      },
      keys: (d) => {
        const { key, iv } = d.client.clientKeys(1);
        const shifted = Uint8Array.from(iv);
        shifted[11] = shifted[11]! ^ 2;
        return d.keys({ 2: { key, iv: shifted } });
      },
    });
    expect(outcome).toBe('proxy.key_update_missing');
  });
});
