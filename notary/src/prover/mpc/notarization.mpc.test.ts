import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:tls';
import type { Server } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import type { ServerCertificate } from '@cloudx3/dev-ca';
import { create, TranscriptOpeningSchema } from '@cloudx3/proto';
import { checkTranscriptOpening, defineOperation } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LOOPBACK } from '../../dialling/address-rule.ts';
import { testTls } from '../../test-support/certificates.ts';
import type { TestTls } from '../../test-support/certificates.ts';
import {
  CANARY,
  GOOD_RESPONSE,
  NETWORK,
  PARAMS,
  SECRETS,
  httpResponse,
  notaryKey,
  proverKey,
  roundContext,
} from '../../test-support/fixture.ts';
import type { NotaryProcessOptions } from '../../test-support/notary-process.ts';
import { createMpcNotarizer } from './mpc-notarizer.ts';
import type { Notarizer, NotarizeRequest } from '../ports.ts';

// Whole notarizations with the real engine: a notary in its own process, and a real TLS 1.2 server.

const VENDOR = 'api.vendor.test';
const TEST_MS = 240_000;
const signal = new AbortController().signal;

let tls: TestTls;
let identity: ServerCertificate;
let vendor: Server;
let operation: CheckedOperation;
let seen = '';
let answer: Buffer = GOOD_RESPONSE;

let notary: ChildProcess;
let url = '';
let notaryLog = '';
let notarizer: Notarizer;

beforeAll(async () => {
  tls = await testTls();
  identity = await issueServerCertificate(tls.ca, { names: [VENDOR], validDays: 1 });
  vendor = createServer(contextOf(identity), (socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      seen += chunk.toString('latin1');
      socket.end(answer);
    });
  });
  vendor.listen(0, '127.0.0.1');
  await once(vendor, 'listening');
  operation = defineOperation({
    kind: 'read',
    name: 'test/meter',
    server: { name: VENDOR, port: (vendor.address() as AddressInfo).port },
    method: 'GET',
    target: '/v1/meters/{meter}?key={!api_key}',
    headers: { accept: 'application/json' },
    parameters: { meter: { type: 'token', charset: 'identifier', minLength: 1, maxLength: 16 } },
    holes: { api_key: { charset: 'alphanumeric', minLength: 24, maxLength: 24 } },
    conditions: [{ path: ['ok'], literal: 'true' }],
    readings: { power: { unit: 'W', path: ['meter', 'power'] } },
    maxRequestBytes: 256,
    maxResponseBytes: 512,
  });
});
afterAll(() => vendor.close());

beforeEach(async () => {
  seen = '';
  answer = GOOD_RESPONSE;
  vendor.setSecureContext(contextOf(identity));
  notaryLog = '';
  const entry = fileURLToPath(new URL('../../test-support/notary-process.ts', import.meta.url));
  notary = spawn(process.execPath, ['--conditions=cloudx3-source', entry], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  notary.stderr?.on('data', (chunk: Buffer) => (notaryLog += chunk.toString()));
  const options: NotaryProcessOptions = {
    cert: tls.cert,
    key: tls.key,
    customCa: Buffer.from(tls.ca.der).toString('hex'),
    operation: {
      id: Buffer.from(operation.id).toString('hex'),
      bytes: Buffer.from(operation.bytes).toString('hex'),
    },
  };
  notary.stdin?.end(JSON.stringify(options));
  for await (const line of createInterface({ input: notary.stdout! })) {
    url = line;
    break;
  }
  expect(url, notaryLog).toMatch(/^wss:/);
  notarizer = createMpcNotarizer({
    network: NETWORK,
    prover: proverKey,
    pool: { size: 1 },
    tlsCa: tls.ca.pem,
    allowPrivate: LOOPBACK,
    customCa: tls.ca.der,
    resolve: { [VENDOR]: '127.0.0.1' },
  });
}, TEST_MS);

afterEach(async ({ task }) => {
  await notarizer.close();
  if (task.result?.state === 'fail') process.stderr.write(notaryLog);
  // Only a test that kills the notary may find it dead.
  if (notary.signalCode !== 'SIGKILL') {
    expect([notary.exitCode, notary.signalCode], notaryLog).toEqual([null, null]);
    const exited = once(notary, 'exit');
    notary.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  }
  // The engines of both sides are gone, and the secret never came to the notary.
  await expect.poll(() => engineProcesses(process.pid), { timeout: 10_000 }).toEqual([]);
  expect(notaryLog).not.toContain(CANARY);
}, TEST_MS);

function contextOf({ certificatePem, privateKeyPem }: ServerCertificate) {
  return { cert: certificatePem, key: privateKeyPem, maxVersion: 'TLSv1.2' as const };
}

/** Process ids of the MPC engines that a process has started. */
function engineProcesses(parent: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s.*mpc\/host\/child\.[tj]s/.exec(line))
    .filter((match) => Number(match?.[2]) === parent)
    .map((match) => Number(match?.[1]));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function request(changes: Partial<NotarizeRequest> = {}): NotarizeRequest {
  return {
    notary: { url, pubkey: notaryKey.pubkey },
    operation,
    params: PARAMS,
    secrets: SECRETS,
    subject: 'cx31device',
    context: roundContext(),
    ...changes,
  };
}

interface BadVendor {
  readonly title: string;
  readonly code: string;
  readonly identity?: () => Promise<ServerCertificate>;
  readonly answer?: Buffer;
}

const MS_PER_DAY = 86_400_000;

const BAD_VENDORS: readonly BadVendor[] = [
  {
    title: 'whose certificate has expired',
    code: 'mpc.certificate_expired',
    identity: () =>
      issueServerCertificate(tls.ca, {
        names: [VENDOR],
        validDays: 1,
        notBefore: new Date(Date.now() - 3 * MS_PER_DAY),
      }),
  },
  {
    title: 'whose certificate nobody vouches for',
    code: 'mpc.certificate_unknown_issuer',
    identity: async () =>
      issueServerCertificate(await createDevelopmentCa({ validDays: 1 }), { names: [VENDOR], validDays: 1 }),
  },
  {
    title: 'whose certificate is for another name',
    code: 'mpc.certificate_wrong_name',
    identity: () => issueServerCertificate(tls.ca, { names: ['other.vendor.test'], validDays: 1 }),
  },
  {
    title: 'that answers more than the operation allows',
    code: 'mpc.response_too_large',
    answer: httpResponse(`{"ok":true,"more":"${'x'.repeat(600)}"}`),
  },
  {
    title: 'that closes in the middle of its answer',
    code: 'mpc.server_closed',
    answer: GOOD_RESPONSE.subarray(0, -10),
  },
];

describe('a notarization by MPC', { timeout: TEST_MS }, () => {
  it('proves what a TLS server said, without showing the credential; first cold, then from a prepared session', async () => {
    const cold = await notarizer.notarize(request(), signal);
    expect(seen).toContain(`GET /v1/meters/plug-1?key=${CANARY} HTTP/1.1\r\nhost: ${VENDOR}:`);
    const { body } = cold.attestation;
    expect(body.readings.map(({ name, value }) => [name, value?.mantissa, value?.scale])).toEqual([
      ['power', 2150n, 2],
    ]);
    expect(body.customCa).toBe(true);
    expect(checkTranscriptOpening(body, create(TranscriptOpeningSchema, cold.opening)).ok).toBe(true);
    expect(Buffer.from(cold.opening.sent).toString('latin1')).not.toContain(CANARY);

    await notarizer.prepare(request().notary, operation, signal);
    const before = BigInt(Date.now());
    const warm = await notarizer.notarize(request(), signal);
    expect(warm.warm).toBe(true);
    // The time that is signed is that of the exchange, not that of the setup (rule SES-2).
    expect(warm.attestation.body.sessionTimeMs).toBeGreaterThanOrEqual(before);
    expect(warm.timings.preparing).toBeUndefined();
    process.stdout.write(`${JSON.stringify({ cold: cold.timings, warm: warm.timings })}\n`);
  });

  it("of an answer that is no success ends with the vendor's outcome", async () => {
    answer = httpResponse('{"error":"no"}', '401 Unauthorized');
    await expect(notarizer.notarize(request(), signal)).rejects.toMatchObject({
      code: 'vendor.unauthorized',
      phase: 'checking',
    });
  });

  // The notary's engine only sees a prover that breaks off, and says so; what the operator reads is the cause.
  it.each(BAD_VENDORS)(
    'with a vendor $title ends with $code',
    async ({ code, identity: bad, answer: said }) => {
      if (bad !== undefined) vendor.setSecureContext(contextOf(await bad()));
      if (said !== undefined) answer = said;
      await expect(notarizer.notarize(request(), signal)).rejects.toMatchObject({
        code,
        phase: 'exchanging',
        refused: false,
      });
    },
  );

  it('whose notary is killed in the middle ends with a clear error, and leaves no process on either side', async () => {
    const exchanging = Promise.withResolvers<undefined>();
    const failed: Promise<unknown> = notarizer
      .notarize(
        request({ onProgress: (phase) => phase === 'exchanging' && exchanging.resolve(undefined) }),
        signal,
      )
      .catch((error: unknown) => error);
    await Promise.race([exchanging.promise, failed.then((error) => Promise.reject(error as Error))]);
    const engines = engineProcesses(notary.pid!);
    expect(engines).toHaveLength(1);
    const exited = once(notary, 'exit');
    notary.kill('SIGKILL');
    await exited;
    expect(await failed).toMatchObject({ code: 'notary.gone', phase: 'exchanging', refused: false });
    await expect.poll(() => engines.filter(isRunning), { timeout: 10_000 }).toEqual([]);
  });
});
