import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import {
  MsgClearAdmin,
  MsgExecuteContract,
  MsgInstantiateContract,
  MsgInstantiateContract2,
  MsgMigrateContract,
  MsgUpdateAdmin,
} from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GasMeter } from '../state/gas-meter.ts';
import { failure } from '../testing/contracts.ts';
import { SdkError } from '../tx/sdk-error.ts';
import { encodeContractMessage } from './contract-messages.ts';
import type { EncodedMessage } from './encoded-message.ts';
import type { JsonObject } from './json.ts';

const SENDER = 'wasm1contract';
const encode = (msg: unknown, gas = GasMeter.infinite()): EncodedMessage[] =>
  encodeContractMessage(msg as JsonObject, SENDER, gas);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const COINS = [
  { denom: 'ustake', amount: '2' },
  { denom: 'ucosm', amount: '1' },
  { denom: 'ustake', amount: '3' },
  { denom: 'none', amount: '0' },
];
const SORTED = [
  { denom: 'ucosm', amount: '1' },
  { denom: 'ustake', amount: '5' },
];

describe('messages of a contract', () => {
  it('send coins in its own name: sorted, added up, without zeros', () => {
    const [message] = encode({ bank: { send: { to_address: 'wasm1x', amount: COINS } } });
    expect(message?.typeUrl).toBe('/cosmos.bank.v1beta1.MsgSend');
    expect(MsgSend.decode(message!.value)).toEqual({
      fromAddress: SENDER,
      toAddress: 'wasm1x',
      amount: SORTED,
    });
    expect(encode({ bank: { send: { to_address: 'x', amount: [] } } })).toEqual([]);
  });

  const contract = { contract_addr: 'wasm1other' };
  const common = { sender: SENDER, contract: 'wasm1other' };
  const made = { admin: null, code_id: 9, msg: base64('{}'), funds: COINS, label: 'l' };
  const making = {
    sender: SENDER,
    admin: '',
    codeId: 9n,
    label: 'l',
    msg: Buffer.from('{}'),
    funds: SORTED,
  };

  it.each<[string, object, { typeUrl: string; decode(bytes: Uint8Array): unknown }, object]>([
    [
      'execute',
      { ...contract, msg: base64('{}'), funds: COINS },
      MsgExecuteContract,
      { ...common, msg: Buffer.from('{}'), funds: SORTED },
    ],
    ['instantiate', made, MsgInstantiateContract, making],
    [
      'instantiate2',
      { ...made, salt: base64('s') },
      MsgInstantiateContract2,
      { ...making, salt: Buffer.from('s'), fixMsg: false },
    ],
    [
      'migrate',
      { ...contract, new_code_id: 3, msg: base64('{"a":1}') },
      MsgMigrateContract,
      { ...common, codeId: 3n, msg: Buffer.from('{"a":1}') },
    ],
    ['update_admin', { ...contract, admin: 'wasm1new' }, MsgUpdateAdmin, { ...common, newAdmin: 'wasm1new' }],
    ['clear_admin', contract, MsgClearAdmin, common],
  ])('%s', (variant, raw, codec, expected) => {
    const [message] = encode({ wasm: { [variant]: raw } });
    expect(message?.typeUrl).toBe(codec.typeUrl);
    const decoded = codec.decode(message!.value);
    expect(decoded).toEqual(
      Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, plain(value)])),
    );
  });

  it('of any kind go on as they are, at a price by the KiB', () => {
    for (const key of ['any', 'stargate']) {
      expect(encode({ [key]: { type_url: '/some.Msg', value: 'AQI=' } })).toEqual([
        { typeUrl: '/some.Msg', value: Buffer.from([1, 2]) },
      ]);
    }
    const cost = (bytes: number): number => {
      const gas = GasMeter.infinite();
      encode({ any: { type_url: '/m', value: Buffer.alloc(bytes).toString('base64') } }, gas);
      return gas.consumed;
    };
    expect([0, 1023, 1024, 512 * 1024].map(cost)).toEqual([5, 5, 6, 517]);
    expect(() => cost(512 * 1024 + 1)).toThrow(/AnyMsg value size 524289 exceeds limit 524288/);
  });

  it('may name variants that are null, as Go’s pointers may be', () => {
    expect(encode({ bank: null, wasm: { execute: null, clear_admin: contract } })).toHaveLength(1);
  });
});

/** Buffers compare by their bytes only where both sides are of one class. */
function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? Uint8Array.from(value) : value;
}

describe('messages that this chain does not know', () => {
  it.each<[unknown, string, number]>([
    [{}, 'wasm', 20],
    [{ staking: {} }, 'wasm', 20],
    [{ custom: {} }, 'wasm', 20],
    [{ bank: { mint: {} } }, 'wasm', 20],
    [{ wasm: { pin: {} } }, 'wasm', 20],
    [{ wasm: {} }, 'wasm', 20],
    [{ wasm: { execute: 7 } }, 'wasm', 29],
    [{ wasm: { instantiate: { code_id: -1 } } }, 'wasm', 29],
    [{ bank: 'x' }, 'wasm', 29],
    [{ bank: { send: { to_address: 'x', amount: [{ denom: '!', amount: '1' }] } } }, 'undefined', 1],
    [{ bank: { send: { to_address: 'x', amount: [{ denom: 'ustake', amount: '-1' }] } } }, 'undefined', 1],
    [{ bank: { send: { to_address: 'x', amount: [{ denom: 'ustake', amount: '1.5' }] } } }, 'sdk', 10],
    [
      { bank: { send: { to_address: 'x', amount: [{ denom: 'ustake', amount: (2n ** 256n).toString() }] } } },
      'sdk',
      10,
    ],
  ])('are refused as %j with %s/%i', (msg, codespace, code) => {
    expect(() => encode(msg)).toThrow(failure(codespace, code));
  });

  it.each(['constructor', 'valueOf', 'toString', '__proto__', 'hasOwnProperty'])(
    'are none by the name of %s, which every object has',
    (name) => {
      const msg = (space: string): unknown => JSON.parse(`{"${space}":{"${name}":{"typeUrl":"/x"}}}`);
      expect(() => encode(msg('wasm'))).toThrow(failure('wasm', 20));
      expect(() => encode(msg('bank'))).toThrow(failure('wasm', 20));
      expect(() => encode(JSON.parse(`{"${name}":{}}`))).toThrow(failure('wasm', 20));
    },
  );

  it('never end in anything but an error of the chain', () => {
    const names = fc.constantFrom(
      'bank',
      'wasm',
      'any',
      'send',
      'execute',
      'migrate',
      'amount',
      'msg',
      'admin',
      'value',
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>(null, 'x', 7, -1, 'AQI=', true),
        fc.dictionary(names, tie('tree'), { maxKeys: 3 }),
        fc.array(tie('tree'), { maxLength: 2 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(names, tree), (msg) => {
        try {
          encode(msg);
        } catch (error) {
          expect(error).toBeInstanceOf(SdkError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
