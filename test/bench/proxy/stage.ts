import { randomBytes } from 'node:crypto';
import { createDevelopmentCa, issueServerCertificate } from '@cloudx3/dev-ca';
import { MANY_CONNECTIONS } from '@cloudx3/launcher';
import { LOOPBACK, createMpcNotarizer, createProxyNotarizer } from '@cloudx3/notary';
import type { Notarizer, NotarizeRequest } from '@cloudx3/notary';
import { ContextSchema, create } from '@cloudx3/proto';
import { defineOperation, publicKeyOf } from '@cloudx3/verifier-core';
import type { CheckedOperation } from '@cloudx3/verifier-core';
import { signWithLibsecp } from '@cloudx3/verifier-core/node';
import type { NotaryProcessOptions, NotaryReady } from './notary-process.ts';
import { startParty } from './party.ts';
import type { Party } from './party.ts';
import type { VendorOptions, VendorReady } from './vendor-process.ts';

export const SERVER_NAME = 'api.vendor.test';
const NETWORK = { chainId: 'cloudx3-bench-1', oracle: 'cx31oracle' };
const SECRET = 'k'.repeat(32);
const REQUEST_BYTES = 1_024;
const RESPONSE_BYTES = 2_048;

/** A notary and a vendor in processes of their own, and a prover in this one. */
export interface Stage extends AsyncDisposable {
  readonly notary: Party<NotaryReady>;
  readonly vendor: Party<VendorReady>;
  readonly notarizer: Notarizer;
  /** The same prover by MPC, with one session at a time kept ready. */
  readonly byMpc: Notarizer;
  readonly caPem: string;
  /** A reading over the relay of this index. */
  request(relay: number): NotarizeRequest;
}

export interface StageOptions {
  readonly roundTripsMs: readonly number[];
  readonly silent?: boolean;
  readonly maxSessions?: number;
}

export async function startStage(options: StageOptions): Promise<Stage> {
  const ca = await createDevelopmentCa({ validDays: 2 });
  const identity = await issueServerCertificate(ca, {
    names: [SERVER_NAME, 'localhost'],
    addresses: ['127.0.0.1'],
    validDays: 2,
  });
  const tls = { cert: identity.certificatePem, key: identity.privateKeyPem };
  const vendor = await startParty<VendorReady>('./vendor-process.ts', {
    ...tls,
    responseBytes: RESPONSE_BYTES,
    roundTripsMs: options.roundTripsMs,
    silent: options.silent ?? false,
  } satisfies VendorOptions);
  const operations = vendor.ready.ports.map(operationAt);
  const prover = key();
  const notary = await startParty<NotaryReady>(
    './notary-process.ts',
    {
      ...tls,
      network: NETWORK,
      privateKey: key().privateKey,
      operator: prover.pubkey,
      operations: operations.map(({ bytes }) => bytes),
      caDer: ca.der,
      maxSessions: options.maxSessions ?? 64,
    } satisfies NotaryProcessOptions,
    MANY_CONNECTIONS,
  );
  const notarizer = createProxyNotarizer({
    network: NETWORK,
    prover,
    tlsCa: ca.pem,
    allowPrivate: LOOPBACK,
    customCa: ca.der,
    pool: { size: options.roundTripsMs.length },
  });
  const byMpc = createMpcNotarizer({
    network: NETWORK,
    prover,
    tlsCa: ca.pem,
    allowPrivate: LOOPBACK,
    customCa: ca.der,
    resolve: { [SERVER_NAME]: '127.0.0.1' },
    pool: { size: 1 },
  });
  return {
    notary,
    vendor,
    notarizer,
    byMpc,
    caPem: ca.pem,
    request: (relay) => requestOf(notary.ready, operations[relay]),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([notarizer.close(), byMpc.close()]);
      await Promise.all([notary.stop(), vendor.stop()]);
    },
  };
}

function requestOf(notary: NotaryReady, operation: CheckedOperation | undefined): NotarizeRequest {
  if (operation === undefined) throw new Error('there is no such relay');
  const purpose = { case: 'probe' as const, value: Uint8Array.from(randomBytes(16)) };
  return {
    notary,
    operation,
    params: {},
    secrets: { token: SECRET },
    subject: '',
    context: create(ContextSchema, { purpose }),
  };
}

/** A GET of 1 KB with a bearer token. */
function operationAt(port: number): CheckedOperation {
  const define = (padding: number): CheckedOperation =>
    defineOperation({
      kind: 'read',
      name: 'bench/reading',
      server: { name: SERVER_NAME, port },
      method: 'GET',
      target: '/v1/reading',
      headers: { authorization: 'Bearer {!token}', 'x-padding': '.'.repeat(padding) },
      parameters: {},
      holes: { token: { charset: 'alphanumeric', minLength: SECRET.length, maxLength: SECRET.length } },
      readings: { power: { unit: 'W', path: ['power'] } },
      maxRequestBytes: REQUEST_BYTES + 64,
      maxResponseBytes: RESPONSE_BYTES + 64,
    });
  const other = `GET /v1/reading HTTP/1.1\r\nhost: ${SERVER_NAME}:${port}\r\nconnection: close\r\naccept-encoding: identity\r\nauthorization: Bearer ${SECRET}\r\nx-padding: \r\n\r\n`;
  return define(REQUEST_BYTES - other.length);
}

function key() {
  const privateKey = Uint8Array.from(randomBytes(32));
  return {
    privateKey,
    pubkey: publicKeyOf(privateKey),
    // As a node signs.
    sign: (digest: Uint8Array) => signWithLibsecp(digest, privateKey),
  };
}
