import { beforeEach, describe, expect, it } from 'vitest';
import { GasMeter, OutOfGasError } from '../state/gas-meter.ts';
import { createTestApp } from '../testing/app.ts';
import type { Outcome, TestApp } from '../testing/app.ts';
import { assembleContract } from '../testing/assembler.ts';
import { contractsOn, failure } from '../testing/contracts.ts';
import type { TestContracts } from '../testing/contracts.ts';
import { base64Json, subMessage } from '../testing/probe.ts';
import type { Json } from '../testing/probe.ts';
import { puppetWasm } from '../testing/puppet.ts';

const OK: Json = { ok: {} };
const FAIL: Json = { error: 'on request' };
const base64 = (text: string): string => Buffer.from(text).toString('base64');

let test: TestApp;
let contracts: TestContracts;
let codeId: bigint;
let parent: string;
let child: string;
beforeEach(() => {
  test = createTestApp();
  contracts = contractsOn(test);
  codeId = contracts.store(puppetWasm());
  [parent, child] = [contracts.instantiate(codeId), contracts.instantiate(codeId)];
});

const execute = (contract: string, msg: Json): Json => ({
  wasm: { execute: { contract_addr: contract, msg: base64Json(msg), funds: [] } },
});
const send = (to: string, amount: string): Json => ({
  bank: { send: { to_address: to, amount: [{ denom: 'ustake', amount }] } },
});
const run = (messages: Json[], parts: Json = {}): Outcome =>
  contracts.execute(parent, { ok: { messages, ...parts } });
const reply = (): { id: number; payload?: string; result: { ok?: Json; error?: string } } =>
  JSON.parse(contracts.state(parent, 'replied') ?? 'null') as ReturnType<typeof reply>;
const balance = (text: string): bigint => test.app.bank.balance(test.context(), test.bytes(text), 'ustake');
const typesOf = ({ events }: Outcome): string[] => events.map(({ type }) => type);

describe('sub-messages', () => {
  it('run in their order, after what the contract itself did', () => {
    const done = run(
      [
        subMessage(1, execute(child, { ok: { attributes: [{ key: 'n', value: '1' }] } }), 'never'),
        subMessage(2, execute(child, OK), 'never'),
      ],
      { attributes: [{ key: 'own', value: '0' }] },
    );
    expect(typesOf(done)).toEqual(['execute', 'wasm', 'execute', 'wasm', 'execute']);
    expect(contracts.state(child, 'last')).toBe('{"ok":{}}');
  });

  it('that fail take everything with them, also what came before', () => {
    const messages = [
      subMessage(1, execute(child, OK), 'never'),
      subMessage(2, execute(child, FAIL), 'success'),
    ];
    expect(() => run(messages)).toThrow(failure('wasm', 5));
    expect(contracts.state(child, 'last')).toBeUndefined();
    expect(contracts.state(parent, 'last')).toBeUndefined();
  });

  it('that fail and are asked about are undone alone', () => {
    const nested: Json = { ok: { messages: [subMessage(9, execute(child, FAIL), 'never')] } };
    run([subMessage(1, execute(child, OK), 'never'), subMessage(2, execute(child, nested), 'error')]);
    expect(contracts.state(child, 'last')).toBe('{"ok":{}}');
    expect(reply()).toMatchObject({ id: 2, result: { error: 'on request: execute wasm contract failed' } });
  });

  it.each([
    ['always', true, true],
    ['success', true, false],
    ['error', false, true],
    ['never', false, false],
  ])('%s: told of a success %s, of a failure %s', (replyOn, ofSuccess, ofFailure) => {
    run([subMessage(1, execute(child, OK), replyOn)]);
    expect(contracts.state(parent, 'replied') !== undefined).toBe(ofSuccess);
    const failing = (): Outcome => run([subMessage(2, execute(child, FAIL), replyOn)]);
    if (!ofFailure) expect(failing).toThrow(/on request/);
    else {
      failing();
      expect(reply().id).toBe(2);
    }
  });

  it('with an unknown wish for a reply are refused before they run', () => {
    expect(() => run([subMessage(1, execute(child, OK), 'sometimes')])).toThrow(/replyOn value: invalid/);
    expect(contracts.state(child, 'last')).toBeUndefined();
  });

  it('are the contract’s own: nobody else’s name can be put on them', () => {
    const value = Buffer.concat([Buffer.from([0x0a, 43]), Buffer.from(test.address(1))]).toString('base64');
    const forged = { any: { type_url: '/cosmos.bank.v1beta1.MsgSend', value } };
    expect(() => run([subMessage(1, forged, 'never')])).toThrow(
      /contract doesn't have permission: unauthorized/,
    );
    const unknown = { any: { type_url: '/cosmos.gov.v1.MsgVote', value: '' } };
    expect(() => run([subMessage(1, unknown, 'never')])).toThrow(failure('wasm', 10));
  });
});

describe('a reply', () => {
  it('hears of the events, the data and the responses, and gets its payload back', () => {
    const answer: Json = {
      ok: {
        data: base64('data'),
        attributes: [
          { key: 'b', value: '1' },
          { key: 'a', value: '2' },
        ],
      },
    };
    run([subMessage(7, execute(child, answer), 'success', { payload: base64('mine') })]);
    const response = Buffer.concat([Buffer.from([0x0a, 4]), Buffer.from('data')]).toString('base64');
    expect(reply()).toEqual({
      gas_used: 0,
      id: 7,
      payload: base64('mine'),
      result: {
        ok: {
          events: [
            { type: 'execute', attributes: [{ key: '_contract_address', value: child }] },
            {
              type: 'wasm',
              attributes: [
                { key: '_contract_address', value: child },
                { key: 'a', value: '2' },
                { key: 'b', value: '1' },
              ],
            },
          ],
          data: response,
          msg_responses: [{ type_url: '/cosmwasm.wasm.v1.MsgExecuteContractResponse', value: response }],
        },
      },
    });
  });

  it('hears of the chain’s failures by number only', () => {
    run([subMessage(1, send(test.address(1), '999'), 'error')]);
    expect(reply().result).toEqual({ error: 'codespace: sdk, code: 5' });
    run([subMessage(2, { staking: {} }, 'error')]);
    expect(reply().result).toEqual({ error: 'codespace: wasm, code: 20' });
    run([subMessage(3, execute('nobody', OK), 'error')]);
    expect(reply().result).toEqual({ error: 'codespace: undefined, code: 1' });
  });

  it('decides over the data, if it has any', () => {
    const dataOf = ({ value }: Outcome): string => Buffer.from(value).subarray(2).toString();
    const told = [subMessage(1, execute(child, OK), 'success')];
    expect(dataOf(run(told, { data: base64('own') }))).toBe('own');
    parent = contracts.instantiate(codeId, { msg: { ok: { data: base64('replied') } } });
    expect(dataOf(run(told, { data: base64('own') }))).toBe('replied');
  });

  it('that fails undoes the message it was told of', () => {
    const trapping = assembleContract({
      functions: [
        { name: 'instantiate', params: 3, result: true, code: [0x20, 2] },
        { name: 'execute', params: 3, result: true, code: [0x20, 2] },
        { name: 'reply', params: 2, result: true, code: [0x00] },
      ],
    });
    parent = contracts.instantiate(contracts.store(trapping));
    expect(() => run([subMessage(1, execute(child, OK), 'always')])).toThrow(
      /^reply: .*unreachable: wasmvm error$/,
    );
    expect(contracts.state(child, 'last')).toBeUndefined();
  });

  it('may send messages of its own', () => {
    const inReply: Json = { ok: { messages: [subMessage(5, execute(child, OK), 'never')] } };
    parent = contracts.instantiate(codeId, { msg: OK });
    const replying = contracts.instantiate(codeId, { msg: inReply });
    expect(contracts.state(child, 'last')).toBe('{"ok":{}}');
    contracts.execute(child, { ok: { data: base64('x') } });
    contracts.execute(replying, { ok: { messages: [subMessage(1, execute(parent, OK), 'always')] } });
    expect(contracts.state(child, 'last')).toBe('{"ok":{}}');
  });
});

describe('a limit of gas', () => {
  const used = (messages: Json[]): number => run(messages).gasUsed;

  it('turns running out into a failure that can be replied to, and costs exactly itself', () => {
    const cheap = subMessage(1, execute(child, OK), 'error', { gas_limit: 1000 });
    const dear = subMessage(1, execute(child, OK), 'error', { gas_limit: 2000 });
    expect(used([dear]) - used([cheap])).toBe(1000);
    expect(reply().result).toEqual({ error: 'codespace: sdk, code: 11' });
    expect(contracts.state(child, 'last')).toBeUndefined();
  });

  it('is no limit where there is less gas than that anyway: then nobody is told', () => {
    const failing = subMessage(1, execute(child, OK), 'error', { gas_limit: 10_000_000 });
    const msg = Buffer.from(JSON.stringify({ ok: { messages: [failing] } }));
    const attempt = (limit: number): number => {
      const ctx = test.context({ gas: new GasMeter(limit) });
      test.app.wasm.execute(ctx, test.bytes(parent), test.bytes(test.address(0)), msg, []);
      return ctx.gas.consumed;
    };
    const needed = attempt(10_000_000);
    expect(() => attempt(needed - 500)).toThrow(OutOfGasError);
    expect(contracts.state(parent, 'replied')).toBeUndefined();
  });

  it('that suffices charges what was used', () => {
    const limited = subMessage(1, execute(child, OK), 'never', { gas_limit: 500_000 });
    const free = subMessage(1, execute(child, OK), 'never', { gas_limit: null });
    // The limit is written into the message, whose bytes are paid for, so both are of the same length.
    const pad = (message: Json, text: string): Json => ({ ...message, note: text });
    expect(used([pad(limited, 'x')])).toBe(used([pad(free, 'xxx')]));
  });
});

describe('what contracts do with coins', () => {
  beforeEach(() => {
    parent = contracts.instantiate(codeId, { funds: [{ denom: 'ustake', amount: '100' }] });
  });

  it('is theirs to do as far as they have them', () => {
    run([subMessage(1, send(test.address(1), '40'), 'never')]);
    expect([balance(parent), balance(test.address(1))]).toEqual([60n, 1_000_040n]);
    expect(() => run([subMessage(1, send(test.address(1), '61'), 'never')])).toThrow(failure('sdk', 5));
  });

  it('may be nothing: an empty send is no message', () => {
    const empty = { bank: { send: { to_address: 'whoever', amount: [] } } };
    run([subMessage(1, empty, 'success')]);
    expect(reply().result).toEqual({ ok: { events: [], msg_responses: [] } });
  });

  it('may be burning, which lowers the supply; nothing cannot be burnt', () => {
    const burn = (amount: Json[]): Json => ({ bank: { burn: { amount } } });
    const supply = (): bigint => test.app.bank.supply(test.context(), 'ustake');
    const before = supply();
    const done = run([subMessage(1, burn([{ denom: 'ustake', amount: '7' }]), 'never')]);
    expect([balance(parent), supply()]).toEqual([93n, before - 7n]);
    expect(typesOf(done)).toContain('burn');
    expect(() => run([subMessage(1, burn([]), 'never')])).toThrow(/amount: empty/);
    expect(() => run([subMessage(1, burn([{ denom: 'ustake', amount: '94' }]), 'never')])).toThrow(
      /^transfer to module: .*insufficient funds$/,
    );
    expect(() => run([subMessage(1, { bank: { burn: { amount: 7 } } }, 'never')])).toThrow(
      failure('wasm', 29),
    );
  });

  it('goes with their calls', () => {
    const paid = {
      wasm: {
        execute: { contract_addr: child, msg: base64Json(OK), funds: [{ denom: 'ustake', amount: '30' }] },
      },
    };
    run([subMessage(1, paid, 'never')]);
    expect([balance(parent), balance(child)]).toEqual([70n, 30n]);
  });
});

describe('calls within calls', () => {
  it('end at a depth of one hundred', () => {
    const nest = (times: number): Json =>
      times === 0 ? OK : { ok: { messages: [subMessage(1, execute(child, nest(times - 1)), 'never')] } };
    // Base64 in base64 grows beyond all bounds, so the context is set to where the depth would be by then.
    const at = (callDepth: number) => () =>
      test.app.wasm.execute(
        test.context({ callDepth }),
        test.bytes(child),
        test.bytes(test.address(0)),
        Buffer.from(JSON.stringify(nest(1))),
        [],
      );
    expect(at(98)).not.toThrow();
    expect(at(99)).toThrow(failure('wasm', 30));
  });
});
