import { Secp256k1HdWallet } from '@cosmjs/amino';
import { DirectSecp256k1HdWallet, coins } from '@cosmjs/proto-signing';
import { Comet38Client } from '@cosmjs/tendermint-rpc';
import { SimulateRequest } from 'cosmjs-types/cosmos/tx/v1beta1/service';
import { TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DENOM, GAS, feeFor, logOf, startTestChain } from '../testing/test-chain.ts';
import type { TestChain } from '../testing/test-chain.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let chain: TestChain;

beforeAll(async () => {
  chain = await startTestChain();
});

afterAll(async () => chain[Symbol.asyncDispose]());

function transfer(amount: string, to = chain.recipient, denom = DENOM) {
  const value = { fromAddress: chain.sender, toAddress: to, amount: [{ denom, amount }] };
  return { typeUrl: '/cosmos.bank.v1beta1.MsgSend', value };
}

describe('accounts and transfers', () => {
  it('moves coins, takes the fee and counts the sequence', async () => {
    const { client, sender, recipient } = chain;
    const before = await client.getSequence(sender);
    const [mine, theirs] = [
      await client.getBalance(sender, DENOM),
      await client.getBalance(recipient, DENOM),
    ];
    const sent = await client.sendTokens(sender, recipient, coins(5, DENOM), feeFor(200_000), 'a memo');
    expect(sent.code).toBe(0);
    expect((await client.getSequence(sender)).sequence).toBe(before.sequence + 1);
    expect(BigInt((await client.getBalance(recipient, DENOM)).amount)).toBe(BigInt(theirs.amount) + 5n);
    expect(BigInt((await client.getBalance(sender, DENOM)).amount)).toBe(BigInt(mine.amount) - 5n - 5000n);
  });

  it('estimates gas that suffices with the usual multiplier', async () => {
    const sent = await chain.client.sendTokens(chain.sender, chain.recipient, coins(1, DENOM), 'auto');
    expect(sent.code).toBe(0);
    expect(sent.gasUsed).toBeLessThan(sent.gasWanted);
  });

  it('simulates for a fee of nothing, and takes none', async () => {
    const { client, sender, rpcUrl } = chain;
    const nothing = { amount: coins(0, DENOM), gas: GAS.toString() };
    const tx = TxRaw.encode(await client.sign(sender, [transfer('5')], nothing, '')).finish();
    const comet = await Comet38Client.connect(rpcUrl);
    const data = SimulateRequest.encode(SimulateRequest.fromPartial({ txBytes: tx })).finish();
    const { code, log } = await comet.abciQuery({ path: '/cosmos.tx.v1beta1.Service/Simulate', data });
    expect([code, log]).toEqual([0, '']);
    await expect(client.broadcastTx(tx)).rejects.toThrow(/code 13 .*got: 0ustake required: 75000ustake/);
    comet.disconnect();
  });

  it('knows a transaction by hash, by event and in its block', async () => {
    const { client, sender, recipient } = chain;
    const sent = await client.sendTokens(sender, recipient, coins(7, DENOM), feeFor(200_000));
    const found = await client.getTx(sent.transactionHash);
    expect(found).toMatchObject({ height: sent.height, code: 0, hash: sent.transactionHash });
    const listed = await client.searchTx([{ key: 'transfer.amount', value: `7${DENOM}` }]);
    expect(listed.map((tx) => tx.hash)).toContain(sent.transactionHash);
    const block = await client.getBlock(sent.height);
    expect(block.txs).toHaveLength(1);
    expect(await client.getTx('00'.repeat(32))).toBeNull();
    expect(await client.searchTx([{ key: 'transfer.amount', value: '123456789nothing' }])).toEqual([]);
  });

  it('takes amino signatures, as hardware wallets make them', async () => {
    const wallet = await Secp256k1HdWallet.fromMnemonic(chain.wallet.mnemonic, { prefix: 'wasm' });
    const client = await chain.connect(wallet);
    const sent = await client.sendTokens(
      chain.sender,
      chain.recipient,
      coins(3, DENOM),
      feeFor(200_000),
      'amino',
    );
    expect(sent.code).toBe(0);
    client.disconnect();
  });

  it('undoes all messages of a transaction when one fails, but not fee and sequence', async () => {
    const { client, sender, recipient } = chain;
    const before = await client.getSequence(sender);
    const theirs = await client.getBalance(recipient, DENOM);
    const failed = await chain.send(transfer('9'), transfer('99999999999999999999'));
    expect(failed).toMatchObject({ code: 5 });
    expect(logOf(failed)).toMatch(
      /^failed to execute message; message index: 1: spendable balance .* insufficient funds$/,
    );
    expect(failed.events.some((event) => event.type === 'coin_spent')).toBe(true);
    expect(await client.getBalance(recipient, DENOM)).toEqual(theirs);
    expect((await client.getSequence(sender)).sequence).toBe(before.sequence + 1);
  });

  it.each([
    ['an unknown recipient prefix', () => transfer('5', 'cosmos1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu'), 7],
    ['a malformed recipient', () => transfer('5', 'wasm1qqq'), 7],
    ['nothing', () => transfer('0'), 10],
    ['a denomination without balance', () => transfer('5', chain.recipient, 'nothing'), 5],
    ['the fee collector', () => transfer('5', 'wasm17xpfvakm2amg962yls6f84z3kell8c5l69j4zk'), 4],
  ])('refuses a transfer of or to %s', async (_what, message, code) => {
    expect((await chain.send(message())).code).toBe(code);
  });
});

describe('what never gets into a block', () => {
  it.each([
    [
      'too small a fee',
      { amount: coins(1, DENOM), gas: '200000' },
      '',
      /code 13 .*insufficient fees; got: 1ustake required: 5000ustake/,
    ],
    [
      'more gas than a block has',
      { amount: coins(100_000_000, DENOM), gas: '200000000' },
      '',
      /code 41 .*exceeds block max gas/,
    ],
    ['a fee beyond the balance', { amount: coins('99999999999999999', DENOM), gas: '200000' }, '', /code 5 /],
    ['too long a memo', feeFor(200_000), 'm'.repeat(257), /code 12 .*maximum number of characters is 256/],
    ['gas that does not cover the checks', feeFor(20_000), '', /code 11 .*out of gas in location/],
  ])('%s', async (_what, fee, memo, reason) => {
    await expect(chain.client.signAndBroadcast(chain.sender, [transfer('5')], fee, memo)).rejects.toThrow(
      reason,
    );
  });

  it('a transaction whose height has passed', async () => {
    const sent = chain.client.signAndBroadcast(chain.sender, [transfer('5')], feeFor(200_000), '', 1n);
    await expect(sent).rejects.toThrow(/code 30 .*timeout height: 1/);
  });

  it('a signature for another chain, account or sequence', async () => {
    const { client, sender } = chain;
    const { accountNumber, sequence } = await client.getSequence(sender);
    const chainId = await client.getChainId();
    const attempt = async (data: { accountNumber: number; sequence: number; chainId: string }) => {
      const signed = await client.sign(sender, [transfer('5')], feeFor(GAS), '', data);
      return client.broadcastTx(TxRaw.encode(signed).finish());
    };
    await expect(attempt({ accountNumber, sequence, chainId: 'elsewhere' })).rejects.toThrow(/code 4 /);
    await expect(attempt({ accountNumber: accountNumber + 77, sequence, chainId })).rejects.toThrow(
      /code 4 /,
    );
    await expect(attempt({ accountNumber, sequence: sequence + 1, chainId })).rejects.toThrow(
      /code 32 .*account sequence mismatch, expected \d+, got \d+/,
    );
  });

  it('a transaction whose body was changed after signing', async () => {
    const { client, sender } = chain;
    const signed = await client.sign(sender, [transfer('5')], feeFor(GAS), 'a');
    const changed = await client.sign(sender, [transfer('6')], feeFor(GAS), 'a');
    const forged = TxRaw.encode({ ...signed, bodyBytes: changed.bodyBytes }).finish();
    await expect(client.broadcastTx(forged)).rejects.toThrow(/code 4 .*signature verification failed/);
  });

  it('an account that nobody has funded', async () => {
    const stranger = await DirectSecp256k1HdWallet.generate(12, { prefix: 'wasm' });
    const { address } = (await stranger.getAccounts())[0]!;
    expect(await chain.client.getAccount(address)).toBeNull();
    const client = await chain.connect(stranger);
    await expect(
      client.sendTokens(address, chain.recipient, coins(1, DENOM), feeFor(200_000)),
    ).rejects.toThrow();
    client.disconnect();
  });
});
