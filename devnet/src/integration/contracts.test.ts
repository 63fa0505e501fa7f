import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { coins } from '@cosmjs/proto-signing';
import { fromBech32, toBech32 } from '@cosmjs/encoding';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { INSTANTIATE, deployProbes, executeMessage, respond } from '../testing/probe.ts';
import type { Json } from '../testing/probe.ts';
import { DENOM, feeFor, logOf, probeWasm, startTestChain } from '../testing/test-chain.ts';
import type { TestChain } from '../testing/test-chain.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let chain: TestChain;
let probe: string;
let codeId: number;

beforeAll(async () => {
  chain = await startTestChain();
  ({ first: probe, codeId } = await deployProbes(chain));
});

afterAll(async () => chain[Symbol.asyncDispose]());

const execute = (msg: Json) => chain.send(executeMessage(chain, probe, msg));
const get = (key: string): Promise<unknown> => chain.client.queryContractSmart(probe, { get: { key } });

describe('code', () => {
  it('is stored from gzip under the checksum of the unpacked bytes, and can be fetched back', async () => {
    const uploaded = await chain.client.upload(chain.sender, probeWasm(), 1.2);
    const details = await chain.client.getCodeDetails(uploaded.codeId);
    expect(Buffer.from(details.data).equals(probeWasm())).toBe(true);
    expect(details.checksum).toBe(uploaded.checksum);
    expect((await chain.client.getCodes()).map((code) => code.id)).toContain(uploaded.codeId);
  });

  it.each([
    ['no wasm at all', Buffer.from('junk'), /Wasm bytecode could not be deserialized/],
    [
      'broken gzip',
      Buffer.concat([gzipSync('x').subarray(0, 10), Buffer.alloc(40, 7)]),
      /uncompress wasm archive/,
    ],
    ['a truncated module', probeWasm().subarray(0, 900), /unexpected end-of-file/],
  ])('is refused for %s', async (_what, wasmByteCode, reason) => {
    const value = { sender: chain.sender, wasmByteCode };
    const stored = await chain.send({ typeUrl: '/cosmwasm.wasm.v1.MsgStoreCode', value });
    expect(stored).toMatchObject({ code: 2 });
    expect(logOf(stored)).toMatch(reason);
  });
});

describe('instances', () => {
  it('have 32-byte addresses, an admin, a label and a history', async () => {
    const info = await chain.client.getContract(probe);
    expect(info).toMatchObject({ codeId, creator: chain.sender, admin: chain.sender, label: 'probe' });
    expect(probe).toHaveLength('wasm1'.length + 52 + 6);
    expect(await chain.client.getContracts(codeId)).toContain(probe);
    expect((await chain.client.getContractsByCreator(chain.sender)).filter((a) => a === probe)).toHaveLength(
      1,
    );
    const history = await chain.client.getContractCodeHistory(probe);
    expect(history).toEqual([{ operation: 'Init', codeId, msg: INSTANTIATE }]);
  });

  it('get predictable addresses from instantiate2', async () => {
    const { checksum } = await chain.client.getCodeDetails(codeId);
    const salt = randomBytes(16);
    const made = await chain.client.instantiate2(chain.sender, codeId, salt, INSTANTIATE, 'two', 1.5);
    // ADR-028: sha256(sha256("module") ‖ "wasm" ‖ 0 ‖ key), the key being length-prefixed parts; no init message here.
    const parts = [Buffer.from(checksum, 'hex'), fromBech32(chain.sender, 90).data, salt, Buffer.alloc(0)];
    const key = parts.flatMap((part) => [Buffer.from([0, 0, 0, 0, 0, 0, 0, part.length]), part]);
    const sha256 = (...bytes: Uint8Array[]) => createHash('sha256').update(Buffer.concat(bytes)).digest();
    const address = sha256(sha256(Buffer.from('module')), Buffer.from('wasm\0'), ...key);
    expect(made.contractAddress).toBe(toBech32('wasm', address, 90));
  });

  it('keep nothing of an instantiation that failed', async () => {
    const msg = Buffer.from(JSON.stringify({ ...INSTANTIATE, fail: 'refused on request' }));
    const value = {
      sender: chain.sender,
      admin: '',
      codeId: BigInt(codeId),
      label: 'x',
      msg,
      funds: coins(9, DENOM),
    };
    const before = await chain.client.getContracts(codeId);
    const failed = await chain.send({ typeUrl: '/cosmwasm.wasm.v1.MsgInstantiateContract', value });
    expect(failed).toMatchObject({ code: 4 });
    expect(logOf(failed)).toContain('refused on request: instantiate wasm contract failed');
    expect(await chain.client.getContracts(codeId)).toEqual(before);
  });

  it('migrate, keep their state, and can only be changed by their admin', async () => {
    const { client, sender, recipient } = chain;
    const { codeId: next } = await client.upload(sender, probeWasm(), 1.2);
    const { contractAddress } = await client.instantiate(sender, codeId, INSTANTIATE, 'm', 1.5, {
      admin: sender,
    });
    await client.execute(sender, contractAddress, { write: { key: 'kept', value: 'yes' } }, 1.5);
    await client.migrate(sender, contractAddress, next, { note: 'migrated', fail: null }, 1.5);
    expect(await client.queryContractSmart(contractAddress, { get: { key: 'kept' } })).toBe('yes');
    expect(await client.queryContractSmart(contractAddress, { get: { key: 'note' } })).toBe('migrated');
    expect((await client.getContract(contractAddress)).codeId).toBe(next);
    expect((await client.getContractCodeHistory(contractAddress)).map((entry) => entry.operation)).toEqual([
      'Init',
      'Migrate',
    ]);
    const failing = client.migrate(
      sender,
      contractAddress,
      codeId,
      { note: 'x', fail: 'no' },
      feeFor(500_000),
    );
    await expect(failing).rejects.toThrow(/no: migrate wasm contract failed/);
    await client.updateAdmin(sender, contractAddress, recipient, 1.5);
    const foreign = client.migrate(
      sender,
      contractAddress,
      codeId,
      { note: null, fail: null },
      feeFor(500_000),
    );
    await expect(foreign).rejects.toThrow(/can not migrate: unauthorized/);
    await expect(client.clearAdmin(sender, contractAddress, feeFor(500_000))).rejects.toThrow(/unauthorized/);
  });
});

describe('execution', () => {
  it('writes, reads, removes and iterates in byte order', async () => {
    await execute({ write_many: { prefix: 'p', count: 150, bytes: 8 } });
    await execute({ write: { key: 'p000003', value: 'three' } });
    await execute({ remove: { key: 'p000004' } });
    const range = (start: string | null, end: string | null, order: string, limit: number) =>
      chain.client.queryContractSmart(probe, { range: { start, end, order, limit } }) as Promise<
        [string, string][]
      >;
    const keys = async (...args: Parameters<typeof range>) => (await range(...args)).map(([key]) => key);
    expect(await keys('p000002', 'p000006', 'ascending', 9)).toEqual(['p000002', 'p000003', 'p000005']);
    expect(await keys('p000002', 'p000006', 'descending', 2)).toEqual(['p000005', 'p000003']);
    expect(await keys('p', 'q', 'ascending', 1000)).toHaveLength(149);
    expect(await keys('p', 'q', 'descending', 1000)).toHaveLength(149);
    expect(await keys('z', 'a', 'ascending', 5)).toEqual([]);
    expect(await get('p000003')).toBe('three');
    expect(
      Buffer.from((await chain.client.queryContractRaw(probe, Buffer.from('p000003')))!).toString(),
    ).toBe('three');
    expect(await chain.client.queryContractRaw(probe, Buffer.from('p000004'))).toEqual(new Uint8Array());
  });

  it.each([
    [
      'an error',
      { write_then_fail: { key: 'leak', value: '1', reason: 'on request' } },
      5,
      /on request: execute wasm contract failed/,
    ],
    [
      'a panic',
      { write_then_panic: { key: 'leak', value: '1' } },
      29,
      /Aborted: panicked at .*probe panicked on request: wasmvm error/s,
    ],
    ['a stack overflow', { recurse: { depth: 10_000_000 } }, 29, /wasmvm error/],
    ['too much memory', { allocate: { bytes: 60_000_000 } }, 29, /wasmvm error/],
    ['a message it does not know', { bogus: {} }, 5, /unknown variant/],
  ])('leaves nothing behind after %s', async (_what, msg, code, reason) => {
    const failed = await execute(msg);
    expect(failed).toMatchObject({ code });
    expect(logOf(failed)).toMatch(reason);
    expect(await get('leak')).toBeNull();
    expect((await execute({ noop: {} })).code).toBe(0);
    expect(await get('leak')).toBeNull();
  });

  it('undoes earlier messages of the same transaction', async () => {
    const write = executeMessage(chain, probe, { write: { key: 'first', value: '1' } });
    const fail = executeMessage(chain, probe, {
      write_then_fail: { key: 'second', value: '1', reason: 'no' },
    });
    expect((await chain.send(write, fail)).code).toBe(5);
    expect(await get('first')).toBeNull();
  });

  it('ends a loop that never does, and the chain goes on', async () => {
    const spin = executeMessage(chain, probe, { spin: {} });
    const ended = await chain.client.signAndBroadcast(chain.sender, [spin], feeFor(1_000_000));
    expect(ended).toMatchObject({ code: 11, gasUsed: 1_000_000n });
    await expect(chain.client.queryContractSmart(probe, { spin: {} })).rejects.toThrow(/out of gas/);
    expect((await execute({ noop: {} })).code).toBe(0);
  });

  it('moves funds to the contract, and back if it fails', async () => {
    const { client, sender } = chain;
    const balance = async () => BigInt((await client.getBalance(probe, DENOM)).amount);
    const before = await balance();
    await client.execute(sender, probe, { noop: {} }, 1.5, '', coins(10, DENOM));
    expect(await balance()).toBe(before + 10n);
    const failing = { write_then_fail: { key: 'x', value: '1', reason: 'no' } };
    await chain.send(executeMessage(chain, probe, failing, coins(10, DENOM)));
    expect(await balance()).toBe(before + 10n);
  });

  it('reports attributes and events as wasmd does', async () => {
    const attributes = [{ key: ' k ', value: ' v ' }];
    const events = [
      {
        type: 'hello',
        attributes: [
          { key: 'b', value: '1' },
          { key: 'a', value: '' },
        ],
      },
    ];
    const data = Buffer.from('answer').toString('base64');
    const done = await execute(respond({ attributes, events, data }));
    const own = done.events.filter((event) => event.type.startsWith('wasm'));
    const index = { key: 'msg_index', value: '0' };
    const address = { key: '_contract_address', value: probe };
    expect(own).toEqual([
      { type: 'wasm', attributes: [address, { key: 'k', value: 'v' }, index] },
      { type: 'wasm-hello', attributes: [address, { key: 'b', value: '1' }, { key: 'a', value: '' }, index] },
    ]);
    expect(Buffer.from(done.msgResponses[0]!.value).toString()).toContain('answer');
  });

  it.each([
    [{ attributes: [{ key: ' ', value: 'v' }] }, /Empty attribute key/],
    [{ attributes: [{ key: '_x', value: 'v' }] }, /reserved prefix _/],
    [{ events: [{ type: ' a ', attributes: [] }] }, /Event type too short: 'a'/],
  ])('refuses the event %j', async (parts, reason) => {
    const refused = await execute(respond(parts));
    expect(refused).toMatchObject({ code: 21 });
    expect(logOf(refused)).toMatch(reason);
  });

  it('gives the contract block, transaction and itself', async () => {
    const env = (await chain.client.queryContractSmart(probe, { env: {} })) as Json;
    expect(env).toMatchObject({ contract: { address: probe }, transaction: null });
    const block = env['block'] as { height: number; time: string; chain_id: string };
    expect(block.chain_id).toBe(await chain.client.getChainId());
    expect(Math.abs(Number(BigInt(block.time) / 1_000_000n) - Date.now())).toBeLessThan(600_000);
  });
});

describe('queries to a contract', () => {
  it.each([
    ['its own error', { fail: { reason: 'because' } }, /because: query wasm contract failed/],
    ['a panic', { panic: {} }, /probe panicked on request/],
    ['an attempt to write', { write: { key: 'leak' } }, /Must not call a writing storage function/],
    ['an unknown question', { bogus: {} }, /unknown variant/],
  ])('end with %s', async (_what, msg, reason) => {
    await expect(chain.client.queryContractSmart(probe, msg)).rejects.toThrow(reason);
    expect(await get('leak')).toBeNull();
  });

  it('say when there is no such contract', async () => {
    const { client, recipient } = chain;
    await expect(client.queryContractSmart(recipient, { get: { key: 'a' } })).rejects.toThrow(
      /no such contract/,
    );
    await expect(client.queryContractRaw(recipient, Buffer.from('a'))).rejects.toThrow(
      /no such contract|No contract/,
    );
    await expect(client.getContract(recipient)).rejects.toThrow(/no such contract|No contract/);
  });

  it('nest ten deep and no deeper', async () => {
    const ask = (times: number) => chain.client.queryContractSmart(probe, { ask_self: { times } });
    expect(await ask(9)).toBe(9);
    await expect(ask(10)).rejects.toThrow();
  });
});
