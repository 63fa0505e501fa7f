import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HANDSHAKE_TYPE } from '../handshake/message.ts';
import { createTrustStore } from '../pkix/trust-store.ts';
import { trafficKeys } from '../keys/traffic-keys.ts';
import { suiteOf } from '../keys/suites.ts';
import { concat } from '../presentation/writer.ts';
import { CONTENT_TYPE } from '../record/content-type.ts';
import { openRecord, plainRecord, sealRecord } from '../record/protection.ts';
import type { TlsRecord } from '../record/record-reader.ts';
import { NOW_MS } from '../test-support/certificates.ts';
import { codeOf, recordsOf, shakeHands } from '../test-support/conversation.ts';
import { endpoints } from '../test-support/endpoints.ts';
import type { ScriptedServerOptions } from '../test-support/scripted-server.ts';
import { auditHandshake } from './handshake-audit.ts';
import type { AuditedHandshake, HandshakeAuditInput } from './handshake-audit.ts';

const { trust, clientFor, serverFor } = await endpoints();

/** A handshake that went well, as the carrier saw it and as an honest prover discloses it. */
async function record(
  options: Partial<ScriptedServerOptions> = {},
): Promise<HandshakeAuditInput & { up: Uint8Array; down: Uint8Array }> {
  const [client, server] = [clientFor(), serverFor(options)];
  const { up, down } = await shakeHands(client, server);
  const { client: clientSecret, server: serverSecret } = client.handshakeSecrets;
  return {
    up,
    down,
    clientRecords: recordsOf(up),
    serverRecords: recordsOf(down),
    clientSecret,
    serverSecret,
    serverName: 'a.test',
    trust,
    nowMs: NOW_MS,
  };
}

const audit = (input: HandshakeAuditInput): Promise<string> => codeOf(() => auditHandshake(input));
const without = (records: readonly TlsRecord[], type: number): TlsRecord[] =>
  records.filter((r) => r.type !== type);
const retry = { group: 'secp384r1', cookie: Uint8Array.of(1, 2, 3) } as const;
const CCS = recordsOf(plainRecord(CONTENT_TYPE.change_cipher_spec, Uint8Array.of(1)))[0]!;

describe('an honest recording', () => {
  it.each<[string, Partial<ScriptedServerOptions>, Partial<AuditedHandshake>]>([
    [
      'with AES-128',
      { suite: 0x1301 },
      { suite: 0x1301, clientApplicationStart: 3, serverApplicationStart: 6 },
    ],
    ['with AES-256', { suite: 0x1302, alpn: 'http/1.1' }, { suite: 0x1302, alpn: 'http/1.1' }],
    ['with ChaCha20', { suite: 0x1303 }, { suite: 0x1303 }],
    ['over P-256', { group: 'secp256r1' }, { clientApplicationStart: 3 }],
    ['after a HelloRetryRequest', { retry }, { clientApplicationStart: 4, serverApplicationStart: 7 }],
    ['with a cookie only', { retry: { cookie: Uint8Array.of(1) } }, { clientApplicationStart: 4 }],
    [
      'with tickets before our Finished',
      { tickets: { count: 2, early: true } },
      { serverApplicationStart: 6 },
    ],
    ['without change_cipher_spec of the server', { changeCipherSpec: false }, { serverApplicationStart: 5 }],
    ['all in one record', { packing: 'one' }, { serverApplicationStart: 3 }],
    ['in pieces', { packing: 200 }, { clientApplicationStart: 3 }],
  ])('%s passes', async (_, options, expected) => {
    const input = await record(options);
    const result = await auditHandshake(input);
    expect(result).toMatchObject({ path: { customCa: true }, ...expected });
    expect(result.clientApplicationStart).toBe(input.clientRecords.length);
  });

  it('passes without change_cipher_spec of the client, and with it in either place', async () => {
    const plain = await record();
    const bare = without(plain.clientRecords, CONTENT_TYPE.change_cipher_spec);
    expect(await audit({ ...plain, clientRecords: bare })).toBe('success');
    const retried = await record({ retry });
    const [first, second, finished] = without(retried.clientRecords, CONTENT_TYPE.change_cipher_spec) as [
      TlsRecord,
      TlsRecord,
      TlsRecord,
    ];
    expect(await audit({ ...retried, clientRecords: [first, second, CCS, finished] })).toBe('success');
    expect(await audit({ ...retried, clientRecords: [first, second, finished] })).toBe('success');
  });

  it('does not look behind the handshake, but says where it ends', async () => {
    const input = await record();
    const more = recordsOf(plainRecord(CONTENT_TYPE.application_data, new Uint8Array(30)));
    const result = await auditHandshake({
      ...input,
      clientRecords: [...input.clientRecords, ...more],
      serverRecords: [...input.serverRecords, ...more],
    });
    expect(result).toMatchObject({ clientApplicationStart: 3, serverApplicationStart: 6 });
  });
});

describe('a prover that cheats', () => {
  it('with other secrets', async () => {
    const input = await record();
    const flipped = (secret: Uint8Array): Uint8Array => secret.map((byte, i) => (i === 5 ? byte ^ 1 : byte));
    const cases: Partial<HandshakeAuditInput>[] = [
      { clientSecret: flipped(input.clientSecret) },
      { serverSecret: flipped(input.serverSecret) },
      { clientSecret: input.serverSecret, serverSecret: input.clientSecret },
      { clientSecret: new Uint8Array(0) },
      { serverSecret: new Uint8Array(48) },
      { serverSecret: new Uint8Array(31) },
    ];
    for (const change of cases) expect(await audit({ ...input, ...change })).toBe('tls.audit.secrets');
  });

  it('with another server name than was asked for', async () => {
    const input = await record();
    expect(await audit({ ...input, serverName: 'b.test' })).toBe('tls.hello.sni');
  });

  it('with records that are missing, doubled, exchanged or added', async () => {
    const input = await record();
    const [hello, ccs, finished] = input.clientRecords as [TlsRecord, TlsRecord, TlsRecord];
    const data = recordsOf(plainRecord(CONTENT_TYPE.application_data, new Uint8Array(40)))[0]!;
    const alert = recordsOf(plainRecord(CONTENT_TYPE.alert, Uint8Array.of(1, 0)))[0]!;
    const cases: [TlsRecord[], string][] = [
      [[], 'tls.audit.incomplete'],
      [[hello], 'tls.audit.incomplete'],
      [[hello, ccs], 'tls.audit.incomplete'],
      [[ccs, hello, finished], 'tls.hello.decode'],
      [[hello, ccs, ccs, finished], 'tls.audit.client_flight'],
      [[hello, ccs, data, finished], 'tls.audit.secrets'],
      [[hello, ccs, alert, finished], 'tls.audit.client_flight'],
      [[hello, hello, finished], 'tls.audit.client_flight'],
      [[finished], 'tls.hello.decode'],
    ];
    for (const [clientRecords, code] of cases) expect(await audit({ ...input, clientRecords })).toBe(code);
  });

  it('with something else in the place of Finished', async () => {
    const input = await record();
    const suite = suiteOf(0x1301)!;
    const keys = trafficKeys(suite, input.clientSecret);
    const genuine = openRecord(suite.id, keys, 0, input.clientRecords[2]!)!.content;
    const sealed = (type: number, content: Uint8Array, padding = 0): TlsRecord[] => [
      ...input.clientRecords.slice(0, 2),
      recordsOf(sealRecord(suite.id, keys, 0, type, content, padding))[0]!,
    ];
    const run = (clientRecords: TlsRecord[]): Promise<string> => audit({ ...input, clientRecords });
    expect(await run(sealed(22, genuine))).toBe('success');
    expect(await run(sealed(22, genuine, 1))).toBe('tls.audit.client_flight');
    expect(await run(sealed(23, genuine))).toBe('tls.audit.client_flight');
    expect(await run(sealed(21, Uint8Array.of(2, 40)))).toBe('tls.audit.client_flight');
    expect(await run(sealed(22, concat(genuine, genuine)))).toBe('tls.audit.client_flight');
    expect(
      await run(sealed(22, concat(Uint8Array.of(HANDSHAKE_TYPE.certificate), genuine.subarray(1)))),
    ).toBe('tls.audit.client_flight');
    expect(
      await run(
        sealed(
          22,
          genuine.map((byte, i) => (i === 9 ? byte ^ 1 : byte)),
        ),
      ),
    ).toBe('tls.audit.client_finished');
  });

  it('with an answer from another session', async () => {
    const [one, other] = [await record(), await record({ serverRandom: new Uint8Array(32).fill(8) })];
    expect(await audit({ ...one, serverRecords: other.serverRecords })).toBe('tls.audit.secrets');
    const { clientSecret, serverSecret } = other;
    expect(await audit({ ...one, serverRecords: other.serverRecords, clientSecret, serverSecret })).toBe(
      'tls.audit.secrets',
    );
  });

  it('with a hello of somebody else', async () => {
    const one = await record();
    const client = clientFor({ shares: ['secp256r1', 'x25519'] });
    const clientRecords = [...recordsOf(client.start()), ...one.clientRecords.slice(1)];
    expect(await audit({ ...one, clientRecords })).toBe('tls.certificate_verify');
  });

  it('with a second hello that is another', async () => {
    const input = await record({ retry });
    const [first, ccs, second, finished] = input.clientRecords as [
      TlsRecord,
      TlsRecord,
      TlsRecord,
      TlsRecord,
    ];
    const changed = (change: (bytes: Buffer) => Buffer): TlsRecord[] => {
      const payload = change(Buffer.from(second.payload));
      return [first, ccs, { ...second, payload }, finished];
    };
    const replace =
      (from: string, to: string) =>
      (bytes: Buffer): Buffer =>
        Buffer.from(bytes.toString('hex').replace(from, to), 'hex');
    const cases: [TlsRecord[], string][] = [
      [
        changed(replace(Buffer.from('a.test').toString('hex'), Buffer.from('b.test').toString('hex'))),
        'tls.hello.sni',
      ],
      [changed(replace('002c00050003010203', '002c00050003010204')), 'tls.hello.changed'],
      [changed((bytes) => ((bytes[10]! ^= 1), bytes)), 'tls.hello.changed'],
      [changed(replace('130113021303', '130213011303')), 'tls.hello.changed'],
      [[first, ccs, first, finished], 'tls.hello.parameter'],
      [[first, second, second, finished], 'tls.audit.client_flight'],
      [[first, finished], 'tls.hello.decode'],
    ];
    for (const [clientRecords, code] of cases) expect(await audit({ ...input, clientRecords })).toBe(code);
  });
});

describe('what the server did', () => {
  it('is judged as a client judges it', async () => {
    const input = await record();
    const serverRecords = input.serverRecords;
    expect(await audit({ ...input, serverRecords: [] })).toBe('tls.audit.incomplete');
    expect(await audit({ ...input, serverRecords: serverRecords.slice(0, -1) })).toBe('tls.audit.incomplete');
    expect(
      await audit({ ...input, serverRecords: [...serverRecords.slice(0, 3), ...serverRecords.slice(4)] }),
    ).toBe('tls.audit.secrets');
    expect(await audit({ ...input, serverRecords: [CCS, ...serverRecords] })).toBe('tls.change_cipher_spec');
    expect(await audit({ ...input, trust: createTrustStore({ roots: 'mozilla' }) })).toBe(
      'tls.certificate.untrusted',
    );
    expect(await audit({ ...input, nowMs: NOW_MS + 9e9 })).toBe('tls.certificate.expired');
    const alert = recordsOf(plainRecord(CONTENT_TYPE.alert, Uint8Array.of(2, 40)));
    expect(await audit({ ...input, serverRecords: alert })).toBe('tls.alert.handshake_failure');
  });
});

describe('every byte counts', () => {
  /** Where a first ClientHello's record says 0x0301 or 0x0303: the one thing in a handshake that nothing protects. */
  const FREE = 2;

  it.each<[string, Partial<ScriptedServerOptions>]>([
    ['a plain handshake', {}],
    ['one with a HelloRetryRequest', { retry, suite: 0x1303 }],
    ['one in one record', { packing: 'one', suite: 0x1302 }],
  ])('of %s: none can be changed', async (_, options) => {
    const input = await record(options);
    const end = (await auditHandshake(input)).serverApplicationStart;
    const downEnd = input.serverRecords[end - 1]!.end;
    const place = fc.oneof(
      fc.record({
        side: fc.constant('up' as const),
        at: fc.nat(input.up.length - 1).filter((at) => at !== FREE),
      }),
      fc.record({ side: fc.constant('down' as const), at: fc.nat(downEnd - 1) }),
    );
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 1, max: 255 }), async ({ side, at }, change) => {
        const bytes = Uint8Array.from(input[side]);
        bytes[at] = bytes[at]! ^ change;
        const name = side === 'up' ? 'clientRecords' : 'serverRecords';
        const code = await codeOf(async () => auditHandshake({ ...input, [name]: recordsOf(bytes) }));
        expect(code).toMatch(/^tls\.(?!internal)/);
      }),
      { numRuns: 1500 },
    );
  });
});
