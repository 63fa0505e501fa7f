import { beforeEach, describe, expect, it } from 'vitest';
import { GasMeter, OutOfGasError } from '../state/gas-meter.ts';
import { createTestApp } from '../testing/app.ts';
import type { TestApp } from '../testing/app.ts';
import { contractsOn, failure } from '../testing/contracts.ts';
import type { TestContracts } from '../testing/contracts.ts';
import { base64Json } from '../testing/probe.ts';
import { puppetWasm } from '../testing/puppet.ts';
import { VmError } from '../vm/vm-error.ts';
import { answerContractQuery } from './contract-queries.ts';

let test: TestApp;
let contracts: TestContracts;
let contract: string;
beforeEach(() => {
  test = createTestApp();
  contracts = contractsOn(test);
  contract = contracts.instantiate(contracts.store(puppetWasm()), { admin: test.address(1) });
});

function ask(request: unknown, gas = 1_000_000, ctx = test.context()): unknown {
  const { app } = test;
  const deps = {
    addresses: app.addresses,
    bank: app.bank,
    codes: app.codes,
    smart: app.wasm.querySmart.bind(app.wasm),
  };
  const bytes = Buffer.from(typeof request === 'string' ? request : JSON.stringify(request));
  return JSON.parse(Buffer.from(answerContractQuery(deps, ctx, bytes, gas)).toString());
}
const answer = (value: unknown) => ({ ok: { ok: base64Json(value) } });
const text = (value: string): string => Buffer.from(value).toString('base64');

describe('what a contract asks the bank', () => {
  it('balances, of one kind or all, and the supply', () => {
    const address = test.address(0);
    const coin = { denom: 'ustake', amount: '1000000' };
    expect(ask({ bank: { balance: { address, denom: 'ustake' } } })).toEqual(answer({ amount: coin }));
    expect(ask({ bank: { balance: { address, denom: 'unknown' } } })).toEqual(
      answer({ amount: { denom: 'unknown', amount: '0' } }),
    );
    expect(ask({ bank: { all_balances: { address } } })).toEqual(answer({ amount: [coin] }));
    expect(ask({ bank: { supply: { denom: 'ustake' } } })).toEqual(
      answer({ amount: { denom: 'ustake', amount: '3000000' } }),
    );
    expect(ask({ bank: { all_denom_metadata: {} } })).toEqual(answer({ metadata: [] }));
  });

  it('hears of what is not there, or no address, by number', () => {
    expect(ask({ bank: { denom_metadata: { denom: 'ustake' } } })).toEqual({
      ok: { error: 'codespace: sdk, code: 38' },
    });
    expect(ask({ bank: { balance: { address: 'x', denom: 'ustake' } } })).toEqual({
      ok: { error: 'codespace: sdk, code: 7' },
    });
  });

  it.each(['', 'x', 'us', '1ustake', 'u stake', '\u0175stake', 'ustake\u0000'])(
    'denominations that cannot be, like %j, end its call as they do in wasmd',
    (denom) => {
      for (const bank of [{ balance: { address: test.address(0), denom } }, { supply: { denom } }]) {
        expect(() => ask({ bank })).toThrow(VmError);
        expect(() => ask({ bank })).toThrow(/Panic in FFI call/);
      }
    },
  );
});

describe('what a contract asks about contracts', () => {
  it('their own answers, values and errors', () => {
    const smart = (msg: unknown) => ({ wasm: { smart: { contract_addr: contract, msg: base64Json(msg) } } });
    expect(ask(smart({ ok: text('{"a":1}') }))).toEqual(answer({ a: 1 }));
    expect(ask(smart({ error: 'because' }))).toEqual({
      ok: { error: 'because: query wasm contract failed' },
    });
    expect(ask(smart(7))).toEqual({ ok: { error: 'codespace: wasm, code: 29' } });
    const noJson = { wasm: { smart: { contract_addr: contract, msg: text('{') } } };
    expect(ask(noJson)).toEqual({ ok: { error: 'codespace: wasm, code: 14' } });
  });

  it('values in their storage', () => {
    contracts.execute(contract, { ok: {} });
    const raw = (key: string) => ask({ wasm: { raw: { contract_addr: contract, key: text(key) } } });
    expect(raw('last')).toEqual({ ok: { ok: text('{"ok":{}}') } });
    expect(raw('nothing')).toEqual({ ok: { ok: '' } });
    expect(raw('')).toEqual({ ok: { ok: '' } });
  });

  it('what they are and what code they run', () => {
    expect(ask({ wasm: { contract_info: { contract_addr: contract } } })).toEqual(
      answer({
        code_id: 1,
        creator: test.address(0),
        admin: test.address(1),
        pinned: false,
        ibc2_port: `wasm2${contract.slice('wasm'.length)}`,
      }),
    );
    const { codeHash } = test.app.codes.mustInfo(test.context(), 1n);
    expect(ask({ wasm: { code_info: { code_id: 1 } } })).toEqual(
      answer({ code_id: 1, creator: test.address(0), checksum: Buffer.from(codeHash).toString('hex') }),
    );
  });

  it('hears by name which contract or code there is not', () => {
    const none = test.address(2);
    const missing = { error: { no_such_contract: { addr: none } } };
    expect(ask({ wasm: { contract_info: { contract_addr: none } } })).toEqual(missing);
    expect(ask({ wasm: { smart: { contract_addr: none, msg: text('{}') } } })).toEqual(missing);
    expect(ask({ wasm: { code_info: { code_id: 99 } } })).toEqual({
      error: { no_such_code: { code_id: 99 } },
    });
    expect(ask({ wasm: { code_info: { code_id: 0 } } })).toEqual({
      ok: { error: 'codespace: wasm, code: 12' },
    });
  });
});

describe('what this chain does not answer', () => {
  it.each([
    [{ custom: {} }, 'custom'],
    [{ staking: { bonded_denom: {} } }, 'staking'],
    [{ distribution: {} }, 'distribution'],
    [{ ibc: { port_id: {} } }, 'ibc'],
    [{ stargate: { path: '/x', data: '' } }, 'Stargate queries are disabled on this chain'],
    [{ grpc: { path: '/x', data: '' } }, 'gRPC queries are disabled on this chain'],
    [{ bank: {} }, 'unknown BankQuery variant'],
    [{ wasm: {} }, 'unknown WasmQuery variant'],
  ])('%j is unsupported', (request, kind) => {
    expect(ask(request)).toEqual({ error: { unsupported_request: { kind } } });
  });

  it('a question of no kind is unknown, a malformed one invalid', () => {
    expect(ask({})).toEqual({ error: { unknown: {} } });
    expect(ask({ bank: null })).toEqual({ error: { unknown: {} } });
    for (const request of ['{', '7', '[]', '{"bank":7}', '{"wasm":{"raw":{"contract_addr":1}}}']) {
      expect(ask(request), request).toMatchObject({ error: { invalid_request: { request: text(request) } } });
    }
  });
});

describe('a question', () => {
  it('is paid for by who asks, also where the gas runs out', () => {
    const ctx = test.context();
    ask({ bank: { supply: { denom: 'ustake' } } }, 10_000, ctx);
    const paid = ctx.gas.consumed;
    expect(paid).toBeGreaterThan(1000);
    expect(() => ask({ bank: { supply: { denom: 'ustake' } } }, 500, ctx)).toThrow(OutOfGasError);
    expect(ctx.gas.consumed).toBe(paid + 1000);
  });

  it('nests ten deep', () => {
    const query = (queryDepth: number) => () =>
      test.app.wasm.querySmart(test.context({ queryDepth }), test.bytes(contract), Buffer.from('{"ok":""}'));
    expect(query(9)).not.toThrow();
    expect(query(10)).toThrow(failure('wasm', 27));
  });

  it('sees what is not committed yet, and changes nothing', () => {
    const ctx = test.context({ gas: GasMeter.infinite() });
    test.app.bank.send(ctx, test.bytes(test.address(0)), test.bytes(contract), [
      { denom: 'ustake', amount: 5n },
    ]);
    expect(ask({ bank: { balance: { address: contract, denom: 'ustake' } } }, 100_000, ctx)).toEqual(
      answer({ amount: { denom: 'ustake', amount: '5' } }),
    );
    expect(ctx.events.filter(({ type }) => type === 'wasm')).toEqual([]);
  });
});
