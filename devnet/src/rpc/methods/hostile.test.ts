import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestNode } from '../../testing/node.ts';
import { rpcMethods } from './all.ts';

const PANIC = 111222;
const node = createTestNode();
node.pay(1);

const methods = fc.constantFrom(
  ...Object.keys(rpcMethods).filter((name) => name !== 'broadcast_tx_commit'),
  '__proto__',
  'constructor',
);
const names = [
  ...new Set(Object.values(rpcMethods).flatMap(({ params }) => Object.keys(params))),
  '__proto__',
];
const paths = [
  '/cosmwasm.wasm.v1.Query/SmartContractState',
  '/cosmwasm.wasm.v1.Query/ContractsByCode',
  '/cosmwasm.wasm.v1.Query/Codes',
  '/cosmwasm.wasm.v1.Query/AllContractState',
  '/cosmos.bank.v1beta1.Query/AllBalances',
  '/cosmos.bank.v1beta1.Query/TotalSupply',
  '/cosmos.tx.v1beta1.Service/Simulate',
  '/cosmos.auth.v1beta1.Query/Account',
  '/cosmos.auth.v1beta1.Query/Accounts',
  'toString',
];
const params = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(fc.constantFrom(...names), fc.jsonValue()),
  fc.dictionary(
    fc.constantFrom(...names),
    fc.constantFrom('0', '-1', '1', 2 ** 53, '9999999999999999', '', 'asc'),
  ),
  fc.record({
    path: fc.constantFrom(...paths),
    data: fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('hex')),
  }),
  fc.record({ tx: fc.uint8Array({ maxLength: 120 }).map((bytes) => Buffer.from(bytes).toString('base64')) }),
);

describe('whatever is asked', () => {
  it('is answered or refused, and meets no defect', async () => {
    await fc.assert(
      fc.asyncProperty(methods, params, async (method, given) => {
        const text = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: given });
        const answer = (await node.dispatcher.handleText(text)) as Awaited<ReturnType<typeof node.call>>;
        expect(answer.id).toBe(1);
        expect(answer.result === undefined).toBe(answer.error !== undefined);
        const response = answer.result?.['response'] as { code?: number } | undefined;
        expect(response?.code).not.toBe(PANIC);
        expect(answer.result?.['code']).not.toBe(PANIC);
        expect(node.defects).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });
});
