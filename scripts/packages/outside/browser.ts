// What runs in a page: reads, checks and signs with what the libraries bring, and with nothing of Node.js.
import { bearer, defineAdapter, param, prepareRequest, readCredentials, target } from '@cloudx3/adapter-kit';
import { openMeteo } from '@cloudx3/adapter-open-meteo';
import { sliceOf } from '@cloudx3/oracle-protocol';
import { KeyRegistrationSchema, MAX_BYTES, create, decode, domainDigest, encode } from '@cloudx3/proto';
import { formatDecimal, oracleMsg, parseDecimal, walletFromMnemonic } from '@cloudx3/sdk';
import { publicKeyOf, signDigest, verifySignature } from '@cloudx3/verifier-core';
import * as z from 'zod';

const acme = defineAdapter({
  vendor: 'acme',
  title: 'Acme thermometers',
  docs: ['https://acme.example/api'],
  auth: bearer({ hole: 'token', charset: 'alphanumeric', length: 8, description: 'from the settings' }),
  operations: {
    temperature: {
      kind: 'read',
      name: 'acme/temperature',
      server: { name: 'api.acme.example', port: 443 },
      method: 'GET',
      target: target('/v1/rooms', { room: param('room') }),
      parameters: { room: { type: 'token', charset: 'alphanumeric', minLength: 1, maxLength: 16 } },
      readings: { temperature: { unit: 'Cel', path: ['celsius'], min: '-60', max: '90' } },
      maxResponseBytes: 1_024,
    },
  },
  quotas: [],
  settings: z.strictObject({}),
  errors: [],
});

const secret = new Uint8Array(32).fill(7);
const registration = create(KeyRegistrationSchema, {
  version: 2,
  chainId: 'test-1',
  role: 'notary',
  pubkey: publicKeyOf(secret),
});
const bytes = encode(KeyRegistrationSchema, registration);
const digest = domainDigest('keyRegistration', bytes);
const { pubkey } = decode(KeyRegistrationSchema, bytes, MAX_BYTES.registration);
const value = parseDecimal('21.50');
const request = prepareRequest(
  acme.operations.temperature,
  { room: 'kitchen' },
  readCredentials(acme.auth, { token: 'S3cret00' }),
);

async function account(): Promise<string | undefined> {
  const words = `${'abandon '.repeat(11)}about`;
  return (await (await walletFromMnemonic(words, 'wasm')).getAccounts())[0]?.address;
}

export const result = account().then((address) => ({
  signed: verifySignature(digest, signDigest(digest, secret), pubkey),
  decimal: value.ok ? formatDecimal(value.value) : value.code,
  request: request.ok,
  operations: Object.keys(openMeteo().operations),
  slice: String(sliceOf({ startMs: 0n, intervalMs: 10_000n }, 2n).endMs),
  message: Object.keys(oracleMsg.publishOperation({ operation: acme.operations.temperature.bytes })),
  address,
}));
