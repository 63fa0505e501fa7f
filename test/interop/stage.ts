import { randomBytes } from 'node:crypto';
import { LOOPBACK, createProxyNotarizer } from '@cloudx3/notary';
import type { Notarizer } from '@cloudx3/notary';
import { defineOperation, publicKeyOf, signDigest } from '@cloudx3/verifier-core';
import type { CheckedOperation, NetworkId } from '@cloudx3/verifier-core';
import type { NotaryProcessOptions, NotaryReady } from '../bench/proxy/notary-process.ts';
import { startParty } from '../bench/proxy/party.ts';
import { issueServerCertificate } from '@cloudx3/dev-ca';
import { AXES } from './axes.ts';
import { TAIL, authorizationOf, requestWith } from './holes.ts';
import type { HolePlace } from './holes.ts';
import { SERVER_NAME } from './identities.ts';
import type { Authority } from './identities.ts';

export const NETWORK: NetworkId = { chainId: 'cloudx3-interop-1', oracle: 'cx31oracle' };
const MAX_SESSIONS = 64;

/** The notary in a process of its own, and the prover in this one. */
export interface Stage extends AsyncDisposable {
  readonly notary: NotaryReady;
  readonly notarizer: Notarizer;
  readonly prover: Uint8Array;
}

export async function startStage(
  authority: Authority,
  operations: readonly CheckedOperation[],
): Promise<Stage> {
  const { ca } = authority;
  const identity = await issueServerCertificate(ca, {
    names: ['localhost'],
    addresses: ['127.0.0.1'],
    validDays: 2,
  });
  const prover = newKey();
  const notary = await startParty<NotaryReady>('./notary-process.ts', {
    cert: identity.certificatePem,
    key: identity.privateKeyPem,
    network: NETWORK,
    privateKey: newKey().privateKey,
    operator: prover.pubkey,
    caDer: ca.der,
    operations: operations.map(({ bytes }) => bytes),
    maxSessions: MAX_SESSIONS,
  } satisfies NotaryProcessOptions);
  const notarizer = createProxyNotarizer({
    network: NETWORK,
    prover,
    tlsCa: ca.pem,
    allowPrivate: LOOPBACK,
    customCa: ca.der,
  });
  return {
    notary: notary.ready,
    notarizer,
    prover: prover.pubkey,
    [Symbol.asyncDispose]: async () => {
      await notarizer.close();
      await notary.stop();
    },
  };
}

/** Reads one port: with the credential in holes, or, for servers that take no KeyUpdate, with all of it public. */
export function operationAt(port: number, hole: HolePlace | 'public', token: string): CheckedOperation {
  const path = '/{framing}/{size}.json';
  const inPublic = {
    method: 'GET',
    target: path,
    headers: { authorization: authorizationOf(token), 'x-tail': TAIL },
    holes: {},
  } as const;
  return defineOperation({
    ...(hole === 'public' ? inPublic : requestWith(hole, path)),
    kind: 'read',
    name: `interop/${hole}`,
    server: { name: SERVER_NAME, port },
    parameters: {
      framing: { type: 'choice', values: [...AXES.framing] },
      size: { type: 'choice', values: [...AXES.size] },
    },
    readings: { power: { unit: 'W', path: ['power'] } },
    maxRequestBytes: 1_024,
    maxResponseBytes: 1_048_576,
  });
}

function newKey() {
  const privateKey = Uint8Array.from(randomBytes(32));
  return {
    privateKey,
    pubkey: publicKeyOf(privateKey),
    sign: (digest: Uint8Array) => signDigest(digest, privateKey),
  };
}
