import { coins } from '@cosmjs/proto-signing';
import type { DeliverTxResponse } from '@cosmjs/stargate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  INSTANTIATE,
  base64Json,
  deployProbes,
  executeMessage,
  respond,
  response,
  subMessage,
  wasmExecute,
} from '../testing/probe.ts';
import type { Json } from '../testing/probe.ts';
import { DENOM, feeFor, logOf, startTestChain } from '../testing/test-chain.ts';
import type { TestChain } from '../testing/test-chain.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let chain: TestChain;
let parent: string;
let child: string;
let codeId: number;
let nextId = 1;

beforeAll(async () => {
  chain = await startTestChain();
  ({ first: parent, second: child, codeId } = await deployProbes(chain));
  await chain.client.sendTokens(chain.sender, parent, coins(1000, DENOM), feeFor(200_000));
});

afterAll(async () => chain[Symbol.asyncDispose]());

const run = (parts: Json): Promise<DeliverTxResponse> =>
  chain.send(executeMessage(chain, parent, respond(parts)));
const get = (contract: string, key: string): Promise<unknown> =>
  chain.client.queryContractSmart(contract, { get: { key } });

/** What the parent's reply was handed, or undefined where it was not called. */
async function replyTo(id: number): Promise<Json | undefined> {
  const text = (await get(parent, `reply/${id}`)) as string | null;
  return text === null ? undefined : (JSON.parse(text) as Json);
}

function dataOf(done: DeliverTxResponse): string {
  return Buffer.from(done.msgResponses[0]?.value ?? [])
    .subarray(2)
    .toString();
}

describe('reply_on', () => {
  it.each([
    ['always', true],
    ['success', true],
    ['error', false],
    ['never', false],
  ])('%s, when the sub-message succeeds', async (replyOn, replied) => {
    const id = nextId++;
    const msg = wasmExecute(child, { write: { key: `ok-${replyOn}`, value: '1' } });
    expect((await run({ messages: [subMessage(id, msg, replyOn)] })).code).toBe(0);
    expect(await get(child, `ok-${replyOn}`)).toBe('1');
    expect((await replyTo(id)) !== undefined).toBe(replied);
  });

  it.each([
    ['always', true],
    ['success', false],
    ['error', true],
    ['never', false],
  ])('%s, when the sub-message fails', async (replyOn, caught) => {
    const id = nextId++;
    const key = `leak-${replyOn}`;
    const failing = wasmExecute(child, { write_then_fail: { key, value: '1', reason: 'child failed' } });
    const before = executeMessage(chain, parent, { write: { key: `before-${id}`, value: '1' } });
    const done = await chain.send(
      before,
      executeMessage(chain, parent, respond({ messages: [subMessage(id, failing, replyOn)] })),
    );
    expect(done.code).toBe(caught ? 0 : 5);
    expect(await get(child, key)).toBeNull();
    expect(await get(parent, `before-${id}`)).toBe(caught ? '1' : null);
    const reply = await replyTo(id);
    expect(reply !== undefined).toBe(caught);
    if (reply !== undefined) {
      expect(reply['result']).toEqual({
        error: 'kind: Other, error: child failed: execute wasm contract failed',
      });
    }
  });
});

describe('what a reply is told', () => {
  it('hides what is no contract’s own error', async () => {
    const cases: readonly (readonly [Json, string])[] = [
      [wasmExecute(child, { write_then_panic: { key: 'leak', value: '1' } }), 'codespace: wasm, code: 29'],
      [wasmExecute(chain.recipient, { noop: {} }), 'codespace: wasm, code: 22'],
      [
        { bank: { send: { to_address: chain.recipient, amount: coins(999_999, DENOM) } } },
        'codespace: sdk, code: 5',
      ],
    ];
    for (const [msg, error] of cases) {
      const id = nextId++;
      expect((await run({ messages: [subMessage(id, msg, 'always')] })).code).toBe(0);
      expect((await replyTo(id))?.['result']).toEqual({ error });
    }
    expect(await get(child, 'leak')).toBeNull();
  });

  it('the events of the sub-message, sorted by key, without the chain’s own', async () => {
    const id = nextId++;
    const attributes = [
      { key: 'zz', value: '1' },
      { key: 'aa', value: '2' },
    ];
    const data = Buffer.from('child').toString('base64');
    await run({ messages: [subMessage(id, wasmExecute(child, respond({ attributes, data })), 'success')] });
    const { ok } = (await replyTo(id))?.['result'] as {
      ok: { events: { type: string; attributes: Json[] }[]; msg_responses: Json[] };
    };
    expect(ok.events.map((event) => event.type)).toEqual(['execute', 'wasm']);
    expect(ok.events[1]?.attributes.map((attribute) => attribute['key'])).toEqual([
      '_contract_address',
      'aa',
      'zz',
    ]);
    expect(ok.msg_responses).toEqual([
      {
        type_url: '/cosmwasm.wasm.v1.MsgExecuteContractResponse',
        value: Buffer.concat([Buffer.from([0x0a, 5]), Buffer.from('child')]).toString('base64'),
      },
    ]);
  });

  it('no events of bank messages, the payload, and ids up to 2^64', async () => {
    const id = nextId++;
    const msg = { bank: { send: { to_address: chain.recipient, amount: coins(3, DENOM) } } };
    await run({ messages: [subMessage(id, msg, 'success', { payload: base64Json({ some: 'thing' }) })] });
    expect(await replyTo(id)).toMatchObject({
      id,
      payload: base64Json({ some: 'thing' }),
      result: { ok: { events: [] } },
    });
    const largest = JSON.stringify(
      respond({ messages: [subMessage(1, wasmExecute(child, { noop: {} }), 'success')] }),
    );
    const text = largest.replace('"id":1,', '"id":18446744073709551615,');
    const value = { sender: chain.sender, contract: parent, msg: Buffer.from(text), funds: [] };
    await chain.send({ typeUrl: '/cosmwasm.wasm.v1.MsgExecuteContract', value });
    expect(await get(parent, 'reply/18446744073709551615')).toContain('18446744073709551615');
  });
});

describe('data and gas', () => {
  it('data of the parent stays unless a reply sets its own', async () => {
    const own = Buffer.from('parent').toString('base64');
    const fromReply = base64Json(response({ data: Buffer.from('reply').toString('base64') }));
    const noop = wasmExecute(child, respond({ data: Buffer.from('child').toString('base64') }));
    expect(dataOf(await run({ data: own, messages: [subMessage(nextId++, noop, 'success')] }))).toBe(
      'parent',
    );
    const told = subMessage(nextId++, noop, 'success', { payload: fromReply });
    expect(dataOf(await run({ data: own, messages: [told] }))).toBe('reply');
  });

  it('a gas limit of a sub-message turns running out of gas into an error it can reply to', async () => {
    const id = nextId++;
    const spin = subMessage(id, wasmExecute(child, { spin: {} }), 'always', { gas_limit: 100_000 });
    expect((await run({ messages: [spin] })).code).toBe(0);
    expect((await replyTo(id))?.['result']).toEqual({ error: 'codespace: sdk, code: 11' });
    const unlimited = executeMessage(
      chain,
      parent,
      respond({ messages: [subMessage(nextId++, wasmExecute(child, { spin: {} }), 'always')] }),
    );
    const ended = await chain.client.signAndBroadcast(chain.sender, [unlimited], feeFor(500_000));
    expect(ended).toMatchObject({ code: 11 });
  });

  it('a reply that fails undoes the sub-message it was told of', async () => {
    const msg = wasmExecute(child, { write: { key: 'undone', value: '1' } });
    const payload = Buffer.from('fail').toString('base64');
    const failed = await run({ messages: [subMessage(nextId++, msg, 'success', { payload })] });
    expect(failed).toMatchObject({ code: 5 });
    expect(logOf(failed)).toContain('reply: kind: Other, error: reply failed on request');
    expect(await get(child, 'undone')).toBeNull();
  });
});

describe('what contracts can do', () => {
  it('burn coins, which lowers the supply', async () => {
    const supply = async () => {
      const tm = await chain.client.getBalance(parent, DENOM);
      return BigInt(tm.amount);
    };
    const before = await supply();
    const done = await run({
      messages: [subMessage(nextId++, { bank: { burn: { amount: coins(7, DENOM) } } }, 'never')],
    });
    expect(done.code).toBe(0);
    expect(await supply()).toBe(before - 7n);
    expect(done.events.find((event) => event.type === 'burn')?.attributes).toContainEqual({
      key: 'amount',
      value: `7${DENOM}`,
    });
  });

  it('instantiate, and learn the address', async () => {
    const id = nextId++;
    const instantiate = {
      admin: null,
      code_id: codeId,
      msg: base64Json(INSTANTIATE),
      funds: [],
      label: 'made by a contract',
    };
    const done = await run({ messages: [subMessage(id, { wasm: { instantiate } }, 'success')] });
    const made = done.events.find((event) => event.type === 'instantiate')!.attributes[0]!.value;
    expect(await chain.client.getContract(made)).toMatchObject({
      creator: parent,
      label: 'made by a contract',
    });
    expect(await chain.client.getContractsByCreator(parent)).toContain(made);
  });

  it('not act in the name of others', async () => {
    const migrate = {
      contract_addr: child,
      new_code_id: codeId,
      msg: base64Json({ note: null, fail: null }),
    };
    const refused = await run({ messages: [subMessage(nextId++, { wasm: { migrate } }, 'never')] });
    expect(refused).toMatchObject({ code: 4 });
  });

  it('call themselves a hundred deep and no deeper', async () => {
    const call = (times: number) =>
      chain.client.signAndBroadcast(
        chain.sender,
        [executeMessage(chain, parent, { call_self: { times } })],
        feeFor(20_000_000),
      );
    expect((await call(99)).code).toBe(0);
    expect(await call(100)).toMatchObject({ code: 30 });
  });

  it('ask the chain during a query, and hear system errors apart from contract errors', async () => {
    const ask = async (request: Json): Promise<unknown> => {
      const answer = (await chain.client.queryContractSmart(parent, { ask: { request } })) as string;
      return JSON.parse(Buffer.from(answer, 'base64').toString());
    };
    const smart = (contract: string, msg: Json) => ({
      wasm: { smart: { contract_addr: contract, msg: base64Json(msg) } },
    });
    const { amount } = await chain.client.getBalance(parent, DENOM);
    expect(await ask({ bank: { balance: { address: parent, denom: DENOM } } })).toEqual({
      ok: { ok: base64Json({ amount: { denom: DENOM, amount } }) },
    });
    expect(await ask(smart(child, { get: { key: 'note' } }))).toEqual({ ok: { ok: base64Json('hello') } });
    expect(await ask(smart(child, { fail: { reason: 'no' } }))).toEqual({
      ok: { error: 'kind: Other, error: no: query wasm contract failed' },
    });
    expect(await ask(smart(chain.recipient, {}))).toEqual({
      error: { no_such_contract: { addr: chain.recipient } },
    });
    expect(
      await ask({ wasm: { raw: { contract_addr: child, key: Buffer.from('note').toString('base64') } } }),
    ).toEqual({
      ok: { ok: Buffer.from('hello').toString('base64') },
    });
    expect(await ask({ bank: { balance: { address: 'nobody', denom: DENOM } } })).toEqual({
      ok: { error: 'codespace: sdk, code: 7' },
    });
  });
});
