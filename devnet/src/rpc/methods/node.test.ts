import { describe, expect, it } from 'vitest';
import { GetNodeInfoRequest, GetNodeInfoResponse } from 'cosmjs-types/cosmos/base/tendermint/v1beta1/query';
import { createTestNode, sendOf } from '../../testing/node.ts';
import { hex } from '../encode-block.ts';

const node = createTestNode();
const { call, chain, comet } = node;
node.pay(1);
const dataOf = async (method: string, params: unknown) => (await call(method, params)).error?.data;

describe('the node', () => {
  it('says where its chain begins and ends, and who makes the blocks', async () => {
    const status = await comet.status();
    const [first, last] = [await comet.block(1), await comet.block(2)];
    expect(status.nodeInfo).toMatchObject({
      network: 'test-1',
      version: expect.stringMatching(/^0\.38\./) as string,
    });
    expect(status.syncInfo).toMatchObject({
      ...{ latestBlockHeight: 2, earliestBlockHeight: 1, catchingUp: false },
      ...{ latestBlockHash: last.blockId.hash, earliestBlockHash: first.blockId.hash },
      ...{ latestAppHash: last.block.header.appHash, latestBlockTime: last.block.header.time },
    });
    expect(status.validatorInfo.address).toEqual(last.block.header.proposerAddress);
    expect(status.validatorInfo.votingPower).toBe(1n);
  });

  it('is well, alone, and says so', async () => {
    expect(await comet.health()).toBeNull();
    expect((await call('net_info')).result).toEqual({
      listening: false,
      listeners: [],
      n_peers: '0',
      peers: [],
    });
  });

  it('knows its application', async () => {
    const info = await comet.abciInfo();
    expect(info).toMatchObject({ lastBlockHeight: 2, data: 'cloudx3-devnet' });
    expect(info.lastBlockAppHash).toEqual(chain.head.appHash);
    const path = '/cosmos.base.tendermint.v1beta1.Service/GetNodeInfo';
    const { value } = await comet.abciQuery({ path, data: GetNodeInfoRequest.encode({}).finish() });
    expect(GetNodeInfoResponse.decode(value)).toMatchObject({
      defaultNodeInfo: { network: 'test-1' },
      applicationVersion: { name: 'cloudx3-devnet' },
    });
  });
});

describe('genesis', () => {
  it('comes whole, and in one chunk that says the same', async () => {
    const genesis = await comet.genesis();
    expect(genesis).toMatchObject({ chainId: 'test-1', validators: [{ votingPower: 1n }] });
    const { result } = await call('genesis_chunked', { chunk: '0' });
    expect(result).toMatchObject({ chunk: '0', total: '1' });
    const whole = JSON.parse(Buffer.from(String(result?.['data']), 'base64').toString()) as unknown;
    expect(whole).toEqual((await call('genesis')).result?.['genesis']);
  });

  it('has no more chunks than it has', async () => {
    expect(await dataOf('genesis_chunked', { chunk: '1' })).toBe('there are 0 chunks, 1 is invalid');
    expect((await call('genesis_chunked', { chunk: '-1' })).error?.code).toBe(-32602);
  });
});

describe('the validators', () => {
  it('are one, known for the next block already', async () => {
    const { validators, total, blockHeight } = await comet.validatorsAll();
    expect([validators.length, total, blockHeight]).toEqual([1, 1, 3]);
    expect(hex(validators[0]!.address)).toBe(hex(chain.validator.address));
    expect((await comet.validators({ height: 1 })).blockHeight).toBe(1);
    expect((await call('consensus_params')).result).toMatchObject({
      block_height: '3',
      consensus_params: { block: { max_bytes: '22020096', max_gas: '100000000' } },
    });
  });

  it.each(['validators', 'consensus_params'])(
    'of blocks to come, or of none, are refused: %s',
    async (method) => {
      expect(await dataOf(method, { height: '4' })).toBe(
        'height 4 must be less than or equal to the current blockchain height 3',
      );
      expect(await dataOf(method, { height: '0' })).toBe('height must be greater than 0, but got 0');
    },
  );

  it('are on one page', async () => {
    expect(await dataOf('validators', { page: '2' })).toBe('page should be within [1, 1] range, given 2');
    expect((await call('validators', { page: '1', per_page: '1' })).result).toMatchObject({
      count: '1',
      total: '1',
    });
  });
});

describe('what waits for a block', () => {
  it('is listed in its order, thirty unless asked otherwise, and counted', async () => {
    const own = createTestNode();
    const txs = [0, 1, 2].map((waiting) => own.sign([sendOf(1)], { waiting }));
    for (const tx of txs) own.chain.checkTx(tx);
    const texts = txs.map((tx) => Buffer.from(tx).toString('base64'));
    const bytes = txs.reduce((sum, { length }) => sum + length, 0).toString();
    const figures = { total: '3', total_bytes: bytes };
    expect((await own.call('unconfirmed_txs')).result).toEqual({ ...figures, n_txs: '3', txs: texts });
    expect((await own.call('unconfirmed_txs', { limit: '2' })).result).toEqual({
      ...{ ...figures, n_txs: '2', txs: texts.slice(0, 2) },
    });
    expect((await own.call('unconfirmed_txs', { limit: '0' })).result).toMatchObject({ n_txs: '3' });
    expect((await own.call('num_unconfirmed_txs')).result).toEqual({ ...figures, n_txs: '3', txs: null });
  });
});
