import { KeyRegistrationSchema, create, encode } from '@cloudx3/proto';
import type { Domain, MessageInitShape } from '@cloudx3/proto';
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
    domain: Domain = init.version === 2 ? 'keyRegistration2' : 'keyRegistration',
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
      ...(message.replaces.length === 0 ? {} : { replaces: hex(message.replaces) }),
      digest: hex(digestOf(message.version === 2 ? 'keyRegistration2' : 'keyRegistration', bytes)),
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
    bad('version 3', 'registration.version', { version: 3 }),
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
    ...secondEdition(operator, notary, base, fields),
  ];
}

/** Rules ED-1 and REG-2: of the second edition, with the key that is replaced. */
function secondEdition(
  operator: TestKey,
  notary: TestKey,
  first: KeyInit,
  fields: (init: KeyInit, signer: TestKey, domain?: Domain) => Record<string, unknown>,
): Vector[] {
  const base: KeyInit = { ...first, version: 2 };
  const replacing = { ...base, replaces: notary.publicKey };
  const bad = (name: string, change: KeyInit) =>
    invalid('REG-2', name, M, fields({ ...base, ...change }, operator));
  return [
    valid('ED-1', 'operator, second edition', fields(base, operator)),
    valid('REG-2', 'in the place of another key', fields(replacing, operator)),
    invalid('ED-1', 'second edition under the domain of the first', 'registration.signature', {
      ...fields(base, operator, 'keyRegistration'),
    }),
    invalid('ED-1', 'first edition that replaces', M, fields({ ...replacing, version: 1 }, operator)),
    bad('in its own place', { replaces: operator.publicKey }),
    bad('in the place of no key', { replaces: new Uint8Array(33) }),
    bad('in the place of a key of 32 bytes', { replaces: notary.publicKey.slice(1) }),
    invalid('REG-2', 'signed by the key that is replaced', 'registration.signature', fields(replacing, notary)),
    invalid('REG-2', 'signed for the place of another', 'registration.signature', {
      ...fields(replacing, operator),
      signature: fields(base, operator)['signature'],
    }),
  ];
}
