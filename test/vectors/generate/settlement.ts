import { SettlementSchema, create, encode } from '@cloudx3/proto';
import type { MessageInitShape } from '@cloudx3/proto';
import type { CoreCode } from '@cloudx3/verifier-core';
import { NETWORK, OPERATORS, OUTSIDER, must } from './bodies.ts';
import { digestOf, hex, invalid, sha256, utf8, valid } from './vector.ts';
import type { TestKey, Vector } from './vector.ts';

type SettlementInit = MessageInitShape<typeof SettlementSchema>;

const M: CoreCode = 'settlement.malformed';

/** Rule CMD-3: what the executor of a command signs. */
export function settlementVectors(): Vector[] {
  const executor = must(OPERATORS[0]);
  const base: SettlementInit = {
    version: 2,
    chainId: NETWORK.chainId,
    devices: 'cloud1devices',
    commandId: 41n,
    executor: executor.publicKey,
    actionId: sha256(utf8('action')),
    readbackId: sha256(utf8('read-back')),
  };
  const fields = (init: SettlementInit, signer: TestKey = executor) => {
    const bytes = encode(SettlementSchema, create(SettlementSchema, init));
    const digest = digestOf('settlement2', bytes);
    return { settlement: hex(bytes), digest: hex(digest), signature: hex(signer.sign(digest)) };
  };
  const good = (name: string, change: SettlementInit) =>
    valid('CMD-3', name, fields({ ...base, ...change }));
  const bad = (name: string, change: SettlementInit, code: CoreCode = M) =>
    invalid('CMD-3', name, code, fields({ ...base, ...change }));
  const foreign = (name: string, change: SettlementInit) =>
    invalid('CMD-3', name, 'settlement.signature', {
      ...fields({ ...base, ...change }),
      signature: fields(base).signature,
    });
  return [
    good('with an action', {}),
    good('without an action', { actionId: new Uint8Array() }),
    bad('version 1', { version: 1 }, 'settlement.version'),
    bad('version 3', { version: 3 }, 'settlement.version'),
    bad('no chain id', { chainId: '' }),
    bad('no devices contract', { devices: '' }),
    bad('executor of 32 bytes', { executor: executor.publicKey.slice(1) }),
    bad('action id of 31 bytes', { actionId: new Uint8Array(31) }),
    bad('no read-back', { readbackId: new Uint8Array() }),
    bad('the read-back as the action too', { actionId: sha256(utf8('read-back')) }),
    foreign('signed for another chain', { chainId: 'other-1' }),
    foreign('signed for another contract', { devices: 'cloud1other' }),
    foreign('signed for another command', { commandId: 42n }),
    foreign('signed for another action', { actionId: sha256(utf8('another')) }),
    foreign('the action taken away after signing', { actionId: new Uint8Array() }),
    foreign('signed for another read-back', { readbackId: sha256(utf8('another')) }),
    invalid('CMD-3', 'signed by another key', 'settlement.signature', fields(base, OUTSIDER)),
  ];
}
