import { KeyRegistrationSchema, create, encode } from '@cloudx3/proto';
import type { MessageInitShape } from '@cloudx3/proto';
import type { CoreCode } from '@cloudx3/verifier-core';
import { NETWORK, NOTARIES, OPERATORS, OUTSIDER, must } from '../bodies.ts';
import { digestOf, hex, invalid, valid } from '../vector.ts';
import type { TestKey, Vector } from '../vector.ts';
import { ACCOUNT, M } from './parts.ts';

type KeyInit = MessageInitShape<typeof KeyRegistrationSchema>;

/** Rule REG-1: a key's proof that it is at hand. */
export function registrationVectors(): Vector[] {
  const operator = must(OPERATORS[0]);
  const good = (key: TestKey, role: string): KeyInit => ({
    version: 1,
    chainId: NETWORK.chainId,
    oracle: NETWORK.oracle,
    role,
    pubkey: key.publicKey,
    account: ACCOUNT,
  });
  const fields = (
    init: KeyInit,
    signer: TestKey,
    domain: 'keyRegistration' | 'deviceRegistration' = 'keyRegistration',
  ) => {
    const message = create(KeyRegistrationSchema, init);
    const bytes = encode(KeyRegistrationSchema, message);
    return {
      chain_id: message.chainId,
      oracle: message.oracle,
      role: message.role,
      account: message.account,
      public_key: hex(message.pubkey),
      registration: hex(bytes),
      digest: hex(digestOf('keyRegistration', bytes)),
      signature: hex(signer.sign(digestOf(domain, bytes))),
    };
  };
  const base = good(operator, 'operator');
  const bad = (name: string, code: CoreCode, change: KeyInit) =>
    invalid('REG-1', name, code, fields({ ...base, ...change }, operator));
  const signed = fields(base, operator);
  const foreign = (name: string, change: KeyInit) =>
    invalid('REG-1', name, 'registration.signature', {
      ...fields({ ...base, ...change }, operator),
      signature: signed.signature,
    });
  const notary = must(NOTARIES[0]);
  return [
    valid('REG-1', 'operator', signed),
    valid('REG-1', 'notary', fields(good(notary, 'notary'), notary)),
    bad('version 2', 'registration.version', { version: 2 }),
    bad('another role', 'registration.role', { role: 'admin' }),
    bad('no chain id', M, { chainId: '' }),
    bad('no oracle', M, { oracle: '' }),
    bad('no account', M, { account: '' }),
    bad('key of 32 bytes', M, { pubkey: operator.publicKey.slice(1) }),
    foreign('signed for another chain', { chainId: 'other-1' }),
    foreign('signed for another contract', { oracle: 'cloud1other' }),
    foreign('signed for another role', { role: 'notary' }),
    foreign('signed for another account', { account: `${ACCOUNT}x` }),
    invalid('REG-1', 'signed by another key', 'registration.signature', fields(base, OUTSIDER)),
    invalid(
      'SIG-1',
      'signed under another domain',
      'registration.signature',
      fields(base, operator, 'deviceRegistration'),
    ),
  ];
}
