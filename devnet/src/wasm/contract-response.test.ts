import { describe, expect, it } from 'vitest';
import { readContractResponse, readQueryResponse } from './contract-response.ts';
import { ShapeError } from './decode-json.ts';

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const message = (fields: object): unknown => ({
  ok: { messages: [{ id: 1, msg: {}, reply_on: 'never', ...fields }] },
});

describe('a response', () => {
  it('may leave out everything', () => {
    const empty = { messages: [], attributes: [], events: [], data: undefined };
    expect(readContractResponse(bytes({ ok: {} }))).toEqual({ ok: empty });
    expect(readContractResponse(bytes({ ok: { messages: null, data: null } }))).toEqual({ ok: empty });
    expect(readContractResponse(bytes({ error: 'no' }))).toEqual({ error: 'no' });
  });

  it('is read field by field', () => {
    const payload = Buffer.from('later').toString('base64');
    const response = {
      messages: [{ id: 7, msg: { bank: {} }, gas_limit: 5000, reply_on: 'always', payload }],
      attributes: [{ key: 'a', value: 'b' }],
      events: [{ type: 'happened', attributes: [{ key: 'c', value: 'd' }] }],
      data: Buffer.from('answer').toString('base64'),
    };
    expect(readContractResponse(bytes({ ok: response }))).toEqual({
      ok: {
        messages: [
          { id: 7n, msg: { bank: {} }, gasLimit: 5000n, replyOn: 'always', payload: Buffer.from('later') },
        ],
        attributes: [{ key: 'a', value: 'b' }],
        events: [{ type: 'happened', attributes: [{ key: 'c', value: 'd' }] }],
        data: Buffer.from('answer'),
      },
    });
  });

  it('may carry the largest id, and a payload of 128 KiB', () => {
    const text = '{"ok":{"messages":[{"id":18446744073709551615,"msg":{},"reply_on":"never"}]}}';
    expect(readContractResponse(Buffer.from(text))).toMatchObject({
      ok: { messages: [{ id: 2n ** 64n - 1n }] },
    });
    const payload = Buffer.alloc(131_072).toString('base64');
    expect(() => readContractResponse(bytes(message({ payload })))).not.toThrow();
  });

  it.each([
    [{}],
    [[]],
    [7],
    [null],
    [{ error: 5 }],
    [{ ok: 7 }],
    [{ ok: null }],
    [{ ok: { messages: {} } }],
    [{ ok: { messages: [null] } }],
    [message({ id: -1 })],
    [message({ id: 1.5 })],
    [message({ id: '1' })],
    [message({ gas_limit: -1 })],
    [message({ msg: 'x' })],
    [message({ msg: [] })],
    [message({ reply_on: 7 })],
    [message({ payload: '*' })],
    [message({ payload: Buffer.alloc(131_073).toString('base64') })],
    [{ ok: { data: 'not base64' } }],
    [{ ok: { data: 'YQ' } }],
    [{ ok: { events: [{ type: 7, attributes: [] }] } }],
    [{ ok: { attributes: [{ key: 'a', value: {} }] } }],
  ])('is refused as %j', (value) => {
    expect(() => readContractResponse(bytes(value))).toThrow(ShapeError);
  });

  it('that is no JSON is a SyntaxError, which the host reports alike', () => {
    expect(() => readContractResponse(Buffer.from('{'))).toThrow(SyntaxError);
    expect(() => readContractResponse(new Uint8Array())).toThrow(SyntaxError);
  });
});

describe('an answer to a query', () => {
  it('is bytes or an error', () => {
    expect(readQueryResponse(bytes({ ok: 'e30=' }))).toEqual({ ok: Buffer.from('{}') });
    expect(readQueryResponse(bytes({ ok: '' }))).toEqual({ ok: Buffer.alloc(0) });
    expect(readQueryResponse(bytes({ error: 'no' }))).toEqual({ error: 'no' });
    expect(() => readQueryResponse(bytes({ ok: {} }))).toThrow(ShapeError);
    expect(() => readQueryResponse(bytes({}))).toThrow(ShapeError);
  });
});
