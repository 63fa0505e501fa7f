import { MsgInstantiateContract, MsgInstantiateContract2 } from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import type { TestApp } from '../testing/app.ts';
import { contractsOn, failure } from '../testing/contracts.ts';
import type { TestContracts } from '../testing/contracts.ts';
import { puppetWasm, puppetWith } from '../testing/puppet.ts';
import { classicAddress, predictableAddress } from './addresses.ts';
import { contractInfo, history, indexedContracts } from './contract-store.ts';
import { encoded } from './encoded-message.ts';
import { byCodePrefix, byCreatorPrefix } from './keys.ts';

const IBC = [
  'channel_open',
  'channel_connect',
  'channel_close',
  'packet_receive',
  'packet_ack',
  'packet_timeout',
];

let test: TestApp;
let contracts: TestContracts;
let codeId: bigint;
beforeEach(() => {
  test = createTestApp();
  contracts = contractsOn(test);
  codeId = contracts.store(puppetWasm());
});

const second = (fields: object = {}) =>
  test.run(
    encoded(MsgInstantiateContract2, {
      sender: test.address(0),
      admin: '',
      codeId,
      label: 'two',
      msg: Buffer.from('{"ok":{}}'),
      funds: [],
      salt: Buffer.from('salt'),
      fixMsg: false,
      ...fields,
    }),
  );

describe('a new contract', () => {
  it('stands where its number says, with all that is to be known of it', () => {
    const contract = contracts.instantiate(codeId, { admin: test.address(1), label: 'mine' });
    const ctx = test.context();
    const address = test.bytes(contract);
    expect(address).toEqual(classicAddress(codeId, 1n));
    expect(contractInfo(ctx, address)).toMatchObject({
      codeId,
      creator: test.address(0),
      admin: test.address(1),
      label: 'mine',
      created: { blockHeight: 5n, txIndex: 0n },
      ibcPortId: '',
      ibc2PortId: `wasm2${contract.slice('wasm'.length)}`,
    });
    expect(history(ctx, address)).toMatchObject([{ operation: 1, codeId }]);
    expect(Buffer.from(history(ctx, address)[0]!.msg).toString()).toBe('{"ok":{}}');
    expect(indexedContracts(ctx, byCodePrefix(codeId))).toEqual([Buffer.from(address)]);
    expect(indexedContracts(ctx, byCreatorPrefix(test.bytes(test.address(0))))).toEqual([
      Buffer.from(address),
    ]);
    expect(test.app.accounts.has(ctx, address)).toBe(true);
  });

  it('is announced before what it answers takes effect', () => {
    const msg = { ok: { attributes: [{ key: 'born', value: 'yes' }] } };
    const bytes = Buffer.from(JSON.stringify(msg));
    const fields = { sender: test.address(0), admin: '', codeId, label: 'l', msg: bytes, funds: [] };
    const { events } = test.run(encoded(MsgInstantiateContract, fields));
    expect(events.map(({ type }) => type)).toEqual(['instantiate', 'wasm']);
    expect(events[0]?.attributes.map(({ key }) => key)).toEqual(['_contract_address', 'code_id']);
  });

  it('gets its funds before it runs, and gives them back if it fails', () => {
    const funds = [{ denom: 'ustake', amount: '25' }];
    const contract = contracts.instantiate(codeId, { funds });
    const balance = (text: string): bigint =>
      test.app.bank.balance(test.context(), test.bytes(text), 'ustake');
    expect([balance(contract), balance(test.address(0))]).toEqual([25n, 999_975n]);
    expect(() => contracts.instantiate(codeId, { funds, msg: { error: 'no' } })).toThrow(failure('wasm', 4));
    expect(balance(test.address(0))).toBe(999_975n);
    expect(indexedContracts(test.context(), byCodePrefix(codeId))).toHaveLength(1);
  });

  it('opens a port where it speaks IBC', () => {
    const speaking = contracts.store(puppetWith(IBC.map((name) => `ibc_${name}`)));
    const contract = contracts.instantiate(speaking);
    expect(contractInfo(test.context(), test.bytes(contract))?.ibcPortId).toBe(`wasm.${contract}`);
  });

  it('is refused for code that there is not, and for fields that cannot be', () => {
    expect(() => contracts.instantiate(99n)).toThrow(failure('wasm', 28));
    expect(() => contracts.instantiate(0n)).toThrow(/code id is required/);
    expect(() => contracts.instantiate(codeId, { label: '' })).toThrow(/^label: is required: empty$/);
    expect(() => contracts.instantiate(codeId, { admin: 'nobody' })).toThrow(/^admin: /);
    const funds = [{ denom: 'ustake', amount: '0' }];
    expect(() => contracts.instantiate(codeId, { funds })).toThrow(/^funds: 0ustake: invalid coins$/);
  });
});

describe('instantiate2', () => {
  it('stands where code, creator and salt say, and only once', () => {
    second();
    const { codeHash } = test.app.codes.mustInfo(test.context(), codeId);
    const expected = predictableAddress(
      codeHash,
      test.bytes(test.address(0)),
      Buffer.from('salt'),
      new Uint8Array(),
    );
    expect(contractInfo(test.context(), expected)?.label).toBe('two');
    expect(() => second({ label: 'again' })).toThrow(failure('wasm', 15));
    expect(() => second({ salt: Buffer.from('other') })).not.toThrow();
    expect(() => second({ fixMsg: true })).not.toThrow();
    expect(() => second({ salt: new Uint8Array() })).toThrow(/^salt: is required: empty$/);
  });

  it('may use an account that only ever received coins, but not one that somebody uses', () => {
    const { codeHash } = test.app.codes.mustInfo(test.context(), codeId);
    const at = (salt: string): Uint8Array =>
      predictableAddress(codeHash, test.bytes(test.address(0)), Buffer.from(salt), new Uint8Array());
    const ctx = test.context();
    test.app.bank.send(ctx, test.bytes(test.address(1)), at('salt'), [{ denom: 'ustake', amount: 9n }]);
    expect(() => second()).not.toThrow();
    expect(test.app.bank.balance(test.context(), at('salt'), 'ustake')).toBe(9n);
    const account = test.app.accounts.create(ctx, at('used'));
    test.app.accounts.set(ctx, at('used'), { ...account, sequence: 1n });
    expect(() => second({ salt: Buffer.from('used') })).toThrow(failure('wasm', 3));
  });
});
