import { sha256 } from '@noble/hashes/sha2.js';
import {
  QueryAllContractStateRequest,
  QueryAllContractStateResponse,
  QueryBuildAddressRequest,
  QueryBuildAddressResponse,
  QueryCodeInfoRequest,
  QueryCodeInfoResponse,
  QueryCodeRequest,
  QueryCodeResponse,
  QueryCodesRequest,
  QueryCodesResponse,
  QueryContractHistoryRequest,
  QueryContractHistoryResponse,
  QueryContractInfoRequest,
  QueryContractInfoResponse,
  QueryContractsByCodeRequest,
  QueryContractsByCodeResponse,
  QueryContractsByCreatorRequest,
  QueryContractsByCreatorResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryPinnedCodesRequest,
  QueryPinnedCodesResponse,
  QueryRawContractStateRequest,
  QueryRawContractStateResponse,
  QuerySmartContractStateRequest,
  QuerySmartContractStateResponse,
} from 'cosmjs-types/cosmwasm/wasm/v1/query';
import {
  MsgInstantiateContract,
  MsgInstantiateContract2,
  MsgInstantiateContract2Response,
  MsgInstantiateContractResponse,
} from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import { describe, expect, it } from 'vitest';
import { moduleStore } from '../../state/context.ts';
import { createTestApp } from '../../testing/app.ts';
import { contractsOn, failure } from '../../testing/contracts.ts';
import { puppetWasm } from '../../testing/puppet.ts';
import { askerOf } from '../../testing/queries.ts';
import { encoded } from '../../wasm/encoded-message.ts';
import { contractStorePrefix } from '../../wasm/keys.ts';
import { wasmQueries } from '../wasm-queries.ts';

const SERVICE = '/cosmwasm.wasm.v1.Query';
const MAX_GAS = 3_000_000;
const test = createTestApp();
const contracts = contractsOn(test);
const ask = askerOf(wasmQueries(test.app, MAX_GAS), () => test.context({ mode: 'query' }));

const wasm = puppetWasm();
const codeId = contracts.store(wasm);
const other = contracts.store(puppetWasm({ texts: ['answer', 'last', 'migrated', 'replied', '{"ok":{} }'] }));
const made = [0, 1, 2, 3].map((index) => {
  const fields = { sender: test.address(0), admin: test.address(0), codeId, label: 'label', funds: [] };
  const message = encoded(MsgInstantiateContract, { ...fields, msg: Buffer.from('{"ok":{}}') });
  const { value } = test.run(message, { tx: { index, hash: new Uint8Array(32) } });
  return MsgInstantiateContractResponse.decode(value).address;
});
const [contract = ''] = made;

const text = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const info = (address: string) =>
  ask(`${SERVICE}/ContractInfo`, QueryContractInfoRequest, QueryContractInfoResponse, { address });
const history = (address: string) =>
  ask(`${SERVICE}/ContractHistory`, QueryContractHistoryRequest, QueryContractHistoryResponse, { address });
const codes = (pagination: object = {}) =>
  ask(`${SERVICE}/Codes`, QueryCodesRequest, QueryCodesResponse, { pagination });
const byCode = (id: bigint, pagination: object = {}) =>
  ask(`${SERVICE}/ContractsByCode`, QueryContractsByCodeRequest, QueryContractsByCodeResponse, {
    ...{ codeId: id, pagination },
  });
const byCreator = (creatorAddress: string, pagination: object = {}) =>
  ask(`${SERVICE}/ContractsByCreator`, QueryContractsByCreatorRequest, QueryContractsByCreatorResponse, {
    ...{ creatorAddress, pagination },
  });
const smart = (queryData: Uint8Array, address = contract) =>
  ask(`${SERVICE}/SmartContractState`, QuerySmartContractStateRequest, QuerySmartContractStateResponse, {
    ...{ address, queryData },
  }).data;
const raw = (key: string, address = contract) =>
  ask(`${SERVICE}/RawContractState`, QueryRawContractStateRequest, QueryRawContractStateResponse, {
    ...{ address, queryData: Buffer.from(key) },
  }).data;
const state = (pagination: object = {}, address = contract) =>
  ask(`${SERVICE}/AllContractState`, QueryAllContractStateRequest, QueryAllContractStateResponse, {
    ...{ address, pagination },
  });

describe('codes', () => {
  it('are listed by their number and told with or without their bytes', () => {
    expect(codes().codeInfos.map((code) => code.codeId)).toEqual([codeId, other]);
    const code = ask(`${SERVICE}/Code`, QueryCodeRequest, QueryCodeResponse, { codeId });
    expect(code.data).toEqual(wasm);
    expect(code.codeInfo).toEqual(codes().codeInfos[0]);
    const described = ask(`${SERVICE}/CodeInfo`, QueryCodeInfoRequest, QueryCodeInfoResponse, { codeId });
    expect(described).toMatchObject({ codeId, creator: test.address(0), checksum: sha256(wasm) });
    expect(described.instantiatePermission).toEqual(code.codeInfo?.instantiatePermission);
  });

  it('that there are not are refused', () => {
    for (const path of ['Code', 'CodeInfo']) {
      const find = (id: bigint) => () =>
        ask(`${SERVICE}/${path}`, QueryCodeRequest, QueryCodeResponse, { codeId: id });
      expect(find(0n)).toThrow(failure('wasm', 14));
      expect(find(99n)).toThrow(failure('wasm', 28));
    }
  });

  it('may be stored and used by everybody, and none is pinned', () => {
    const { params } = ask(`${SERVICE}/Params`, QueryParamsRequest, QueryParamsResponse);
    expect(params).toMatchObject({ codeUploadAccess: { permission: 3 }, instantiateDefaultPermission: 3 });
    expect(ask(`${SERVICE}/PinnedCodes`, QueryPinnedCodesRequest, QueryPinnedCodesResponse).codeIds).toEqual(
      [],
    );
  });
});

describe('contracts', () => {
  it('are found by their code and by who made them, the oldest first', () => {
    expect(byCode(codeId).contracts).toEqual(made);
    expect(byCreator(test.address(0)).contractAddresses).toEqual(made);
    expect([byCode(other).contracts, byCreator(test.address(1)).contractAddresses]).toEqual([[], []]);
    expect(() => byCode(0n)).toThrow(failure('wasm', 14));
    expect(() => byCreator('nobody')).toThrow(failure('undefined', 1));
  });

  it('have a history, and what never was has none', () => {
    contracts.migrate(made[3]!, other);
    expect(history(made[3]!).entries.map(({ operation, codeId: id }) => [operation, id])).toEqual([
      [1, codeId],
      [2, other],
    ]);
    expect(history(test.address(9)).entries).toEqual([]);
    expect(info(contract).contractInfo).toMatchObject({ codeId, label: 'label', admin: test.address(0) });
    expect(() => info(test.address(9))).toThrow(failure('wasm', 22));
  });

  it('stand where it can be told beforehand', () => {
    const salt = Buffer.from('salt');
    const fields = {
      sender: test.address(0),
      admin: '',
      codeId,
      label: 'l',
      msg: text({ ok: {} }),
      funds: [],
      salt,
    };
    const build = (initArgs?: Uint8Array, changes: object = {}) =>
      ask(`${SERVICE}/BuildAddress`, QueryBuildAddressRequest, QueryBuildAddressResponse, {
        ...{ codeHash: Buffer.from(sha256(wasm)).toString('hex'), creatorAddress: test.address(0) },
        ...{ salt: salt.toString('hex'), ...(initArgs === undefined ? {} : { initArgs }), ...changes },
      }).address;
    for (const fixMsg of [false, true]) {
      const { value } = test.run(encoded(MsgInstantiateContract2, { ...fields, fixMsg }));
      const { address } = MsgInstantiateContract2Response.decode(value);
      expect(build(fixMsg ? fields.msg : undefined)).toBe(address);
    }
    expect(() => build(undefined, { salt: '' })).toThrow(/InvalidArgument desc = empty salt/);
    expect(() => build(undefined, { salt: 'xyz' })).toThrow(/invalid salt/);
    expect(() => build(undefined, { codeHash: 'f' })).toThrow(/invalid code hash/);
    expect(() => build(undefined, { codeHash: 'ff' })).toThrow(/invalid checksum/);
    expect(() => build(undefined, { creatorAddress: '' })).toThrow(/invalid creator address/);
    expect(() => build(Buffer.from('{'))).toThrow(failure('wasm', 14));
  });
});

describe('pages', () => {
  it('go by key: one after the other are the whole', () => {
    const first = byCreator(test.address(0), { limit: 3n });
    expect(first.contractAddresses).toHaveLength(3);
    const rest = byCreator(test.address(0), { key: first.pagination?.nextKey });
    const all = byCreator(test.address(0)).contractAddresses;
    expect([...first.contractAddresses, ...rest.contractAddresses]).toEqual(all);
    expect(codes({ limit: 1n, reverse: true }).codeInfos.map((code) => code.codeId)).toEqual([other]);
    expect(codes({ limit: 1n }).pagination).toMatchObject({
      nextKey: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 2),
      total: 0n,
    });
  });

  it.each([{ offset: 1n }, { countTotal: true }])('by %o are not to be had', (pagination) => {
    for (const list of [
      codes,
      state,
      (page: object) => byCode(codeId, page),
      (page: object) => byCreator(contract, page),
    ]) {
      expect(() => list(pagination)).toThrow(/InvalidArgument desc = offset and count queries not supported/);
    }
  });
});

describe('the state of a contract', () => {
  it('is told as a whole, by key, and by asking the contract', () => {
    contracts.execute(contract, { ok: { data: 'AQI=' } });
    expect(state().models.map(({ key }) => Buffer.from(key).toString())).toEqual(['answer', 'last']);
    expect(Buffer.from(raw('last')).toString()).toBe('{"ok":{"data":"AQI="}}');
    expect(raw('none')).toEqual(new Uint8Array());
    const answer = Buffer.from('{"an":"answer"}').toString('base64');
    expect(Buffer.from(smart(text({ ok: answer }))).toString()).toBe('{"an":"answer"}');
  });

  it('is refused for what is no contract, and a query that is no JSON', () => {
    const nobody = test.address(9);
    for (const find of [() => state({}, nobody), () => raw('k', nobody), () => smart(text({}), nobody)]) {
      expect(find).toThrow(failure('wasm', 22));
    }
    expect(() => smart(Buffer.from('{'))).toThrow(/InvalidArgument desc = invalid query data/);
    expect(() => smart(text({ error: 'no' }))).toThrow(failure('wasm', 9));
    expect(() => state({}, '')).toThrow(failure('undefined', 1));
  });

  it('may be larger than a contract could read: listing it is not bounded by gas', () => {
    const large = made[1]!;
    const store = moduleStore(test.context({ gas: test.context().gas }), 'wasm');
    for (let index = 0; index < 15; index++) {
      const key = contractStorePrefix(test.bytes(large)) + String.fromCharCode(index);
      test.state.set(`w${key}`, new Uint8Array(100_000));
    }
    expect(store.has(contractStorePrefix(test.bytes(large)) + '\u0000')).toBe(true);
    expect(3 * 15 * 100_000).toBeGreaterThan(MAX_GAS);
    expect(state({ limit: 5n }, large).models).toHaveLength(5);
  });
});
