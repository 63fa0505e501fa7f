import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContextSchema, KeyBinding, create } from '@cloudx3/proto';
import type { NotarizedExchange } from '@cloudx3/notary';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeContent } from './content.ts';
import { TAIL, authorizationOf, formOf, secretsOf } from './holes.ts';
import { makeAuthority } from './identities.ts';
import { judge } from './judge.ts';
import type { Expected } from './judge.ts';
import { probe } from './probe.ts';
import { probeCredentials } from './probe-credentials.ts';
import { node } from './servers/node.ts';
import { operationAt, startStage } from './stage.ts';
import type { RunningServer } from './server.ts';

// A judge that finds nothing wrong with anything would make every case pass.

const SETTINGS = { certificate: 'ecdsa-p256', tickets: 'on', group: 'P-384', suite: 'any' } as const;
const TOKEN = randomBytes(16).toString('hex');
const AUTHORIZATION = authorizationOf(TOKEN);
let folder: string;
let server: RunningServer;
let exchange: NotarizedExchange;
let expected: Expected;
let authority: Awaited<ReturnType<typeof makeAuthority>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cloudx3-judge-'));
  authority = await makeAuthority(folder);
  const content = await makeContent(folder);
  const { identities } = authority;
  const form = formOf(TOKEN);
  const stagePorts = {
    settings: [SETTINGS],
    identities,
    content,
    authorization: AUTHORIZATION,
    tail: TAIL,
    form,
  };
  server = await node.start({ ...stagePorts, folder, tell: () => undefined });
  const operation = operationAt(server.ports[0] ?? 0, 'three', TOKEN);
  await using stage = await startStage(authority, [operation]);
  const purpose = { case: 'probe' as const, value: Uint8Array.from(randomBytes(16)) };
  const context = create(ContextSchema, { purpose });
  exchange = await stage.notarizer.notarize(
    {
      notary: stage.notary,
      operation,
      params: { framing: 'chunked', size: '2048' },
      secrets: secretsOf('three', TOKEN),
      subject: '',
      context,
    },
    new AbortController().signal,
  );
  expected = {
    case: { ...SETTINGS, framing: 'chunked', size: '2048', hole: 'three' },
    operation,
    context,
    notary: stage.notary.pubkey,
    prover: stage.prover,
    serverSpkiSha256: identities['ecdsa-p256'].spkiSha256,
    issuerSpkiSha256: authority.spkiSha256,
    body: content.bodies.get('2048') ?? new Uint8Array(0),
    secret: TOKEN,
    binding: KeyBinding.RECORD,
  };
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe('the judge', () => {
  it('finds nothing wrong with a genuine exchange', () => {
    expect(judge(exchange, expected)).toEqual([]);
  });

  it.each<[string, (genuine: Expected) => Partial<Expected>]>([
    ['another body', ({ body }) => ({ body: body.with(1_000, 0) })],
    ['attestation.params', ({ case: values }) => ({ case: { ...values, framing: 'length' } })],
    ['attestation.params', ({ case: values }) => ({ case: { ...values, size: '100' } })],
    ['suite', ({ case: values }) => ({ case: { ...values, suite: 'TLS_CHACHA20_POLY1305_SHA256' } })],
    ["another server's key", ({ issuerSpkiSha256 }) => ({ serverSpkiSha256: issuerSpkiSha256 })],
    ["another authority's key", ({ serverSpkiSha256 }) => ({ issuerSpkiSha256: serverSpkiSha256 })],
    ['key binding RECORD', () => ({ binding: KeyBinding.GRAMMAR })],
    ['hole assurance LENGTH', () => ({ secret: undefined })],
    ['the credential is shown', () => ({ secret: 'interop.vendor.test' })],
    ['96 bytes are hidden', ({ case: values }) => ({ case: { ...values, hole: 'target' } })],
    ['attestation.notary', ({ prover }) => ({ notary: prover })],
    ['attestation.prover', ({ notary }) => ({ prover: notary })],
  ])('sees %s', (problem, change) => {
    const problems = judge(exchange, { ...expected, ...change(expected) });
    expect(problems.join('; ')).toContain(problem);
  });

  it('sees that the opening is of another transcript', () => {
    const { opening } = exchange;
    const received = opening.received.with(opening.received.length - 3, 0x20);
    const problems = judge({ ...exchange, opening: { ...opening, received } }, expected);
    expect(problems).toContain('the opening is of another transcript');
  });
});

describe('the probe', () => {
  const ask = (change: object): Promise<readonly string[]> =>
    probe(server.ports[0] ?? 0, { ...SETTINGS, ...change }, authority, AUTHORIZATION);

  it.each([
    [{}, []],
    [{ group: 'X25519' }, ['group secp384r1']],
    [{ certificate: 'ed25519' }, ['another certificate']],
    [{ tickets: 'off' }, ['2 tickets']],
    [{ suite: 'TLS_CHACHA20_POLY1305_SHA256' }, ['suite TLS_AES_256_GCM_SHA384']],
  ])('of a port that is said to be %j', async (change, problems) => {
    expect(await ask(change)).toEqual(problems);
  });
});

describe('the probe of credentials', () => {
  it('is content with a server that looks at each place', async () => {
    expect(await probeCredentials(server.ports[0] ?? 0, authority, TOKEN)).toEqual([]);
  });

  it('sees a server that does not know the credential', async () => {
    const other = randomBytes(16).toString('hex');
    expect(await probeCredentials(server.ports[0] ?? 0, authority, other)).toEqual([
      'it refuses the credential',
    ]);
  });

  it('sees a server that lets everybody in', async () => {
    const { certificatePem: cert, privateKeyPem: key } = authority.identities['ecdsa-p256'];
    const open = createServer({ cert, key }, (_request, response) => response.end('{}'));
    open.listen(0, '127.0.0.1');
    await once(open, 'listening');
    const problems = await probeCredentials((open.address() as AddressInfo).port, authority, TOKEN);
    open.close();
    expect(problems).toContain('200 for a wrong query of three');
    expect(problems).toHaveLength(8);
  });
});
