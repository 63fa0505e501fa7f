import { QueryBalanceRequest } from 'cosmjs-types/cosmos/bank/v1beta1/query';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { alice, createTestNode } from '../testing/node.ts';
import { createAbciQuery } from './abci-query.ts';
import { authQueries } from './auth-queries.ts';
import { bankQueries } from './bank-queries.ts';
import { nodeQueries } from './node-queries.ts';
import { txQueries } from './tx-queries.ts';
import { wasmQueries } from './wasm-queries.ts';

const node = createTestNode();
while (node.chain.head.height < 3) node.chain.produceBlock();
const onDefect = vi.fn();
const query = createAbciQuery(node.chain, onDefect);
const PATH = '/cosmos.bank.v1beta1.Query/Balance';
const data = QueryBalanceRequest.encode({ address: alice.address, denom: 'ustake' }).finish();

describe('a query', () => {
  it('is answered from the newest state, by its height or by none', () => {
    for (const height of [0, 3])
      expect(query({ path: PATH, data, height })).toMatchObject({ code: 0, height: 3 });
  });

  it.each<[number, number, string]>([
    [-1, 18, 'cannot query with height < 0; please provide a valid height: invalid request'],
    [4, 26, 'cannot query with height in the future; please provide a valid height: invalid height'],
    [
      2,
      38,
      'failed to load state at height 2; version mismatch on immutable IAVL tree; version does not exist. Version has either been pruned, or is for a future block height (latest height: 3): not found',
    ],
  ])('of height %i is refused instead of being answered from another state', (height, code, log) => {
    expect(query({ path: PATH, data, height })).toEqual({
      ...{ code, codespace: 'sdk', log, height: 0, value: new Uint8Array() },
    });
  });

  it.each<[string, string]>([
    ['', 'no query path provided: unknown request'],
    ['/nothing', 'unknown query path: unknown request'],
    ['toString', 'unknown query path: unknown request'],
    ['__proto__', 'unknown query path: unknown request'],
    [`${PATH}/`, 'unknown query path: unknown request'],
  ])('of the path %j is refused, whatever its height', (path, log) => {
    expect(query({ path, data, height: 99 })).toMatchObject({ code: 6, log, height: 0 });
  });

  it('has the code of what refused it', () => {
    const ask = (path: string, fields: Uint8Array = new Uint8Array()) =>
      query({ path, data: fields, height: 0 });
    expect(ask(PATH)).toMatchObject({ code: 18, height: 3 });
    expect(ask('/cosmos.bank.v1beta1.Query/DenomMetadata')).toMatchObject({ code: 22 });
    expect(ask('/cosmwasm.wasm.v1.Query/Code')).toMatchObject({
      code: 6,
      log: 'code id: invalid: unknown request',
    });
    expect(ask('/cosmwasm.wasm.v1.Query/ContractInfo')).toMatchObject({ code: 18 });
    expect(onDefect).not.toHaveBeenCalled();
  });

  it('that meets a defect is a panic for the caller, and news for the log', () => {
    const defect = new TypeError('our mistake');
    const { head, options, app, store } = node.chain;
    const queryContext = () => {
      throw defect;
    };
    const chain = { head, options, app, store, queryContext } as unknown as typeof node.chain;
    const broken = createAbciQuery(chain, onDefect);
    expect(broken({ path: PATH, data, height: 0 })).toMatchObject({
      code: 111222,
      log: 'our mistake: panic',
    });
    expect(onDefect).toHaveBeenCalledExactlyOnceWith(defect);
  });
});

describe('every service', () => {
  const { chain } = node;
  const paths = Object.keys({
    ...authQueries(chain.app),
    ...bankQueries(chain.app),
    ...wasmQueries(chain.app, 3_000_000),
    ...txQueries(chain),
    ...nodeQueries(chain),
  });

  it('takes any bytes for a request, and answers or refuses them', () => {
    const strict = createAbciQuery(chain, (error) => {
      throw error;
    });
    const fields = fc.array(
      fc.oneof(
        fc
          .tuple(fc.constantFrom(0x0a, 0x12, 0x1a), fc.uint8Array({ maxLength: 10 }))
          .map(([tag, bytes]) => [tag, bytes.length, ...bytes]),
        fc.tuple(fc.constantFrom(0x08, 0x10), fc.nat(127)).map(([tag, value]) => [tag, value]),
        fc.uint8Array({ maxLength: 4 }).map((bytes) => [...bytes]),
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), fields, (path, parts) => {
        const { code } = strict({ path, data: Uint8Array.from(parts.flat()), height: 0 });
        expect(code).not.toBe(111222);
      }),
      { numRuns: 800 },
    );
  });
});
