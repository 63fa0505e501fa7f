import { describe, expect, it, vi } from 'vitest';
import { createTestNode } from '../testing/node.ts';
import { Dispatcher } from './dispatcher.ts';
import type { RpcMethods } from './method.ts';
import { RpcError } from './rpc-error.ts';

const onDefect = vi.fn();
const methods: RpcMethods = {
  echo: {
    params: { text: 'text', height: 'integer' },
    run: (params) => [params.text('text'), params.integer('height')],
  },
  later: { params: {}, run: () => Promise.resolve('later') },
  refuse: { params: {}, run: () => Promise.reject(new RpcError('internal', 'not now')) },
  fail: {
    params: {},
    run: () => {
      throw new TypeError('a secret path');
    },
  },
};
const dispatcher = new Dispatcher({
  context: { chain: createTestNode().chain } as never,
  methods,
  onDefect,
});
const call = (method: string, params?: unknown) => ({ jsonrpc: '2.0', id: 7, method, params });
const handle = (body: unknown) => dispatcher.handleText(JSON.stringify(body));

describe('a call', () => {
  it('is answered under its id, with parameters by name or by position', async () => {
    expect(await handle(call('echo', { text: 'a', height: '5' }))).toEqual({
      jsonrpc: '2.0',
      id: 7,
      result: ['a', 5],
    });
    expect(await handle({ ...call('echo', ['b', 6]), id: 'x' })).toEqual({
      jsonrpc: '2.0',
      id: 'x',
      result: ['b', 6],
    });
    expect(await handle(call('later'))).toMatchObject({ result: 'later' });
  });

  it('without an id is a notification, which nobody answers', async () => {
    const notification = { jsonrpc: '2.0', method: 'echo', params: ['a'] };
    expect(await handle(notification)).toBeUndefined();
    expect(await handle({ ...notification, id: null })).toBeUndefined();
    expect(await handle([notification, notification])).toBeUndefined();
  });

  it('that is refused says why', async () => {
    expect(await handle(call('refuse'))).toEqual({
      ...{ jsonrpc: '2.0', id: 7 },
      error: { code: -32603, message: 'Internal error', data: 'not now' },
    });
  });

  it('that meets a defect says nothing of it to the caller, but to the log', async () => {
    const answer = await handle(call('fail'));
    expect(answer).toMatchObject({ error: { code: -32603, data: 'an unexpected failure; see the log' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(onDefect).toHaveBeenCalledExactlyOnceWith(new TypeError('a secret path'), 'fail');
  });

  it.each<[string, unknown, number]>([
    ['a method that there is not', call('nothing'), -32601],
    ['a method of every object', call('toString'), -32601],
    ['the prototype', call('__proto__'), -32601],
    ['a method that is no text', { ...call('x'), method: 5 }, -32600],
    ['an id that is an object', { ...call('echo'), id: {} }, -32600],
    ['a list in a batch', [[]], -32600],
    ['text', 'echo', -32600],
    ['nothing', null, -32600],
    ['text for parameters', call('echo', 'a'), -32602],
    ['too many parameters', call('echo', ['a', 5, 6]), -32602],
    ['a parameter of another kind', call('echo', { text: 5 }), -32602],
  ])('is refused for %s', async (_what, body, code) => {
    const [answer] = [await handle(body)].flat();
    expect(answer?.error?.code).toBe(code);
  });
});

describe('a batch', () => {
  it('is answered call by call, in order, whatever becomes of each', async () => {
    const batch = [
      call('later'),
      call('refuse'),
      { ...call('echo'), id: undefined },
      { ...call('echo', ['a']), id: 8 },
    ];
    const answers = [await handle(batch)].flat();
    expect(answers.map((answer) => answer?.id)).toEqual([7, 7, 8]);
    expect(answers[1]?.error?.data).toBe('not now');
  });

  it('has one call at least and a hundred at most', async () => {
    const calls = (count: number) => new Array<unknown>(count).fill(call('later'));
    expect(await handle([])).toMatchObject({ error: { code: -32600 } });
    expect(await handle(calls(101))).toMatchObject({ error: { code: -32600 } });
    expect(await handle(calls(100))).toHaveLength(100);
  });

  it.each(['', '{', '[', '\u0000', '['.repeat(100_000)])(
    'that is no JSON is a parse error: %.10j',
    async (text) => {
      expect(await dispatcher.handleText(text)).toMatchObject({ id: null, error: { code: -32700 } });
    },
  );
});
