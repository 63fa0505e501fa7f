import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ChainAnswers } from './ask-chain.ts';
import { findChain } from './find-chain.ts';

const RPC = 'http://rpc.example';
const ANSWERS: ChainAnswers = {
  ...{ chainId: 'away-1', blockMs: 5_000, prefix: 'juno', hasWasm: true },
  minimumGasPrice: '0.075000000000000000ujuno',
};
const find = (answers: Partial<ChainAnswers>, gasPrice?: string) =>
  findChain({ rpcUrl: RPC, mnemonicFile: 'words', gasPrice }, () =>
    Promise.resolve({ ...ANSWERS, ...answers }),
  );

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function serverThatSays(body: string): Promise<string> {
  const server = createServer((_, response) => response.end(body)).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a chain that runs already', () => {
  it('says itself what must be known of it; a feed begins some of its blocks later', async () => {
    expect(await find({})).toEqual({
      ...{ rpcUrl: RPC, chainId: 'away-1', prefix: 'juno', denom: 'ujuno', gasPrice: '0.075ujuno' },
      feedStartsInMs: 17_500,
    });
  });

  it('is paid what was said, in that denomination', async () => {
    expect(await find({}, '2ibc/AB12')).toMatchObject({ gasPrice: '2ibc/AB12', denom: 'ibc/AB12' });
  });

  it.each([
    ['nothing', undefined],
    ['nothing that it could be paid in', ''],
    ['that it is for nothing', '0.000000000000000000ujuno'],
    ['several', '0.1ujuno,0.2uatom'],
  ])('that says %s of what gas costs leaves that to who starts', async (_, minimumGasPrice) => {
    await expect(find({ minimumGasPrice })).rejects.toMatchObject({
      code: 'start.gas_price',
      remedy: expect.stringContaining('--gas-price') as string,
    });
    expect(await find({ minimumGasPrice }, '1ujuno')).toMatchObject({ gasPrice: '1ujuno' });
  });

  it.each([
    ['the Cosmos SDK', { prefix: undefined }],
    ['contracts', { hasWasm: false }],
  ])('without %s does not fit', async (_, answers) => {
    await expect(find(answers)).rejects.toMatchObject({
      code: 'start.chain.unfit',
      message: expect.stringContaining(`${RPC} is the chain away-1`) as string,
    });
  });

  it('is away, or something else answers in its place', async () => {
    const away = await serverThatSays('');
    servers.splice(0).forEach((server) => server.close());
    await expect(findChain({ rpcUrl: away, mnemonicFile: '' })).rejects.toMatchObject({
      code: 'start.chain.unreachable',
      message: expect.stringContaining(away) as string,
    });
    for (const said of ['<html>', '{}', '{"jsonrpc":"2.0","id":1,"result":{}}', ''])
      await expect(
        findChain({ rpcUrl: await serverThatSays(said), mnemonicFile: '' }),
        said,
      ).rejects.toMatchObject({ code: 'start.chain.unfit' });
  });
});
