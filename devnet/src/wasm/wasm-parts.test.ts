import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { describe, expect, it } from 'vitest';
import { AddressCodec } from '../auth/address.ts';
import { SdkError } from '../tx/sdk-error.ts';
import { encodeContractMessage } from './contract-messages.ts';
import { readContractResponse } from './contract-response.ts';
import { ShapeError } from './decode-json.ts';
import { contractEvents, eventGas } from './events.ts';
import { parseJson, stringifyJson } from './json.ts';
import { checkLabel } from './validate.ts';

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

describe('JSON between chain and contract', () => {
  it('keeps 64-bit integers', () => {
    const text =
      '{"id":18446744073709551615,"small":7,"text":"18446744073709551615","float":0.1234567890123456789}';
    const parsed = parseJson(text) as Record<string, unknown>;
    expect(parsed).toMatchObject({ id: 18446744073709551615n, small: 7, text: '18446744073709551615' });
    expect(typeof parsed['float']).toBe('number');
    expect(stringifyJson({ id: 18446744073709551615n })).toBe('{"id":18446744073709551615}');
  });
});

describe('a response', () => {
  it('may leave out everything', () => {
    const empty = { messages: [], attributes: [], events: [], data: undefined };
    expect(readContractResponse(bytes({ ok: {} }))).toEqual({ ok: empty });
    expect(readContractResponse(bytes({ ok: { messages: null, data: null } }))).toEqual({ ok: empty });
    expect(readContractResponse(bytes({ error: 'no' }))).toEqual({ error: 'no' });
  });

  it.each([
    [{}],
    [[]],
    [7],
    [{ ok: 7 }],
    [{ ok: { messages: {} } }],
    [{ ok: { messages: [{ id: -1, msg: {}, reply_on: 'never' }] } }],
    [{ ok: { messages: [{ id: 1.5, msg: {}, reply_on: 'never' }] } }],
    [{ ok: { messages: [{ id: 1, msg: 'x', reply_on: 'never' }] } }],
    [{ ok: { messages: [{ id: 1, msg: {}, reply_on: 'never', payload: '*' }] } }],
    [
      {
        ok: {
          messages: [
            { id: 1, msg: {}, reply_on: 'never', payload: Buffer.alloc(131_073).toString('base64') },
          ],
        },
      },
    ],
    [{ ok: { data: 'not base64' } }],
    [{ ok: { events: [{ type: 7, attributes: [] }] } }],
    [{ ok: { attributes: [{ key: 'a', value: {} }] } }],
  ])('is refused as %j', (value) => {
    expect(() => readContractResponse(bytes(value))).toThrow(ShapeError);
  });
});

describe('messages of a contract', () => {
  it('become messages of the chain, sent by the contract', () => {
    const send = {
      to_address: 'wasm1x',
      amount: [
        { denom: 'ustake', amount: '2' },
        { denom: 'ucosm', amount: '1' },
      ],
    };
    const [message] = encodeContractMessage({ bank: { send } }, 'wasm1contract');
    expect(message?.typeUrl).toBe(MsgSend.typeUrl);
    const decoded = MsgSend.decode(message!.value);
    expect(decoded).toMatchObject({ fromAddress: 'wasm1contract', toAddress: 'wasm1x' });
    expect(decoded.amount.map((coin) => coin.denom)).toEqual(['ucosm', 'ustake']);
    expect(
      encodeContractMessage({ bank: { send: { to_address: 'x', amount: [] } } }, 'wasm1contract'),
    ).toEqual([]);
    const any = { type_url: '/some.Msg', value: 'AQI=' };
    for (const key of ['any', 'stargate']) {
      expect(encodeContractMessage({ [key]: any }, 'c')).toEqual([
        { typeUrl: '/some.Msg', value: Buffer.from([1, 2]) },
      ]);
    }
  });

  it.each([
    [{ staking: {} }, 20],
    [{ custom: {} }, 20],
    [{ bank: { mint: {} } }, 20],
    [{ wasm: { pin: {} } }, 20],
    [{ wasm: { execute: 7 } }, 29],
    [{ bank: { send: { to_address: 'x', amount: [{ denom: '!', amount: '1' }] } } }, 10],
    [{ bank: { send: { to_address: 'x', amount: [{ denom: 'ustake', amount: '1.5' }] } } }, 10],
  ])('are refused as %j with code %i', (msg, code) => {
    const encode = (): unknown => encodeContractMessage(msg, 'wasm1contract');
    expect(encode).toThrow(SdkError);
    expect(encode).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe('events', () => {
  it('cost by attribute and event, and by byte after the first hundred', () => {
    const attribute = { key: 'k'.repeat(10), value: 'v'.repeat(10) };
    expect(eventGas([], [])).toBe(0);
    expect(eventGas([attribute], [])).toBe(10);
    expect(eventGas(new Array(6).fill(attribute) as (typeof attribute)[], [])).toBe(60 + 20);
    expect(eventGas([], [{ type: 'abc', attributes: [attribute] }])).toBe(20 + 3 + 10);
  });

  it('begin with the contract’s address', () => {
    const response = { messages: [], attributes: [{ key: 'a', value: 'b' }], events: [], data: undefined };
    expect(contractEvents(response, 'wasm1c')).toEqual([
      {
        type: 'wasm',
        attributes: [
          { key: '_contract_address', value: 'wasm1c' },
          { key: 'a', value: 'b' },
        ],
      },
    ]);
  });
});

describe('labels and addresses', () => {
  it.each([[''], [' x'], ['x '], ['a\u0000b'], ['a\u200bb'], ['x'.repeat(129)]])(
    'refuse the label %j',
    (label) => {
      expect(() => checkLabel(label)).toThrow(SdkError);
    },
  );

  it('take 20 and 32 bytes under the chain’s prefix and nothing else', () => {
    const codec = new AddressCodec('wasm');
    for (const length of [20, 32]) {
      const address = new Uint8Array(length).fill(7);
      expect(codec.tryDecode(codec.encode(address))).toEqual(address);
    }
    expect(codec.tryDecode(codec.encode(new Uint8Array(21)))).toEqual({ error: 'invalid address' });
    expect(codec.tryDecode(new AddressCodec('cosmos').encode(new Uint8Array(20)))).toHaveProperty('error');
    for (const text of ['', ' ', 'wasm1', 'x'.repeat(2000), 'wasm1ÿÿ'])
      expect(codec.tryDecode(text)).toHaveProperty('error');
  });
});
