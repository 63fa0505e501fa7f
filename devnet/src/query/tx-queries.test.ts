import { QueryClient, setupTxExtension } from '@cosmjs/stargate';
import { GetTxRequest, GetTxResponse, SimulateRequest } from 'cosmjs-types/cosmos/tx/v1beta1/service';
import { describe, expect, it } from 'vitest';
import { bob, createTestNode, sendOf } from '../testing/node.ts';

const node = createTestNode();
const { tx: client } = QueryClient.withExtensions(node.comet, setupTxExtension);
const SIMULATE = '/cosmos.tx.v1beta1.Service/Simulate';
const GET = '/cosmos.tx.v1beta1.Service/GetTx';
const simulate = (txBytes: Uint8Array) =>
  node.comet.abciQuery({
    path: SIMULATE,
    data: SimulateRequest.encode(SimulateRequest.fromPartial({ txBytes })).finish(),
  });

describe('a transaction of a block', () => {
  const bytes = node.sign([sendOf(7)], { body: { memo: 'hello' } });
  node.chain.checkTx(bytes);
  const { txs } = node.chain.produceBlock();
  const hash = Buffer.from(txs[0]!.hash).toString('hex').toUpperCase();

  it('is told with its result and its block’s time, under either spelling of its hash', async () => {
    const { tx, txResponse } = await client.getTx(hash);
    expect(tx?.body?.memo).toBe('hello');
    expect(txResponse).toMatchObject({
      ...{ height: 2n, txhash: hash, code: 0, codespace: '', rawLog: '', gasWanted: 200_000n },
      ...{ gasUsed: BigInt(txs[0]!.result.gasUsed), timestamp: '2023-11-14T22:13:20.001Z' },
    });
    expect(txResponse?.events.map(({ type }) => type)).toEqual(txs[0]!.result.events.map(({ type }) => type));
    expect(Buffer.from(txResponse?.data ?? '', 'hex')).toEqual(Buffer.from(txs[0]!.result.data));
    expect(await client.getTx(hash.toLowerCase())).toEqual(await client.getTx(hash));
  });

  it('that failed says so', async () => {
    node.chain.checkTx(node.sign([sendOf('9999999')]));
    const [failed] = node.chain.produceBlock().txs;
    const { txResponse } = await client.getTx(Buffer.from(failed!.hash).toString('hex'));
    expect(txResponse).toMatchObject({ code: 5, codespace: 'sdk', data: '' });
    expect(txResponse?.rawLog).toMatch(/insufficient funds$/);
  });

  it.each(['', 'zz', '00', '00'.repeat(32)])('that there is not is not found: %j', async (unknown) => {
    const data = GetTxRequest.encode({ hash: unknown }).finish();
    const answer = await node.comet.abciQuery({ path: GET, data });
    expect(answer).toMatchObject({
      code: 22,
      log: expect.stringContaining('NotFound desc = tx not found') as string,
    });
    expect(() => GetTxResponse.decode(answer.value)).not.toThrow();
  });
});

describe('a simulation', () => {
  it('says what gas the transaction would use, and changes nothing', async () => {
    const unsigned = node.sign([sendOf(1)], { signatures: [new Uint8Array()] });
    const height = node.chain.head.height;
    const first = await simulate(unsigned);
    const again = await simulate(unsigned);
    expect(first.code).toBe(0);
    expect(again.value).toEqual(first.value);
    expect([node.chain.head.height, node.chain.mempool.size]).toEqual([height, 0]);
  });

  it('needs neither key nor fee: a coin of nothing and an empty key will do', async () => {
    const publicKey = { typeUrl: '/cosmos.crypto.secp256k1.PubKey', value: new Uint8Array() };
    const account = node.chain.app.accounts.get(node.chain.queryContext(), bob.raw);
    const by = [{ signer: bob, accountNumber: Number(account?.accountNumber), publicKey }];
    const parts = { by, fee: [{ denom: 'ustake', amount: '0' }], signatures: [new Uint8Array()] };
    expect(await simulate(node.sign([sendOf(1, bob)], parts))).toMatchObject({ code: 0 });
    const ofOtherKind = {
      ...parts,
      by: [{ ...by[0]!, publicKey: { ...publicKey, typeUrl: '/cosmos.crypto.ed25519.PubKey' } }],
    };
    expect((await simulate(node.sign([sendOf(1, bob)], ofOtherKind))).log).toMatch(/unrecognized public key/);
  });

  it('that fails says why, and what gas it came to', async () => {
    const poor = node.sign([sendOf('9999999')], { signatures: [new Uint8Array()] });
    const { code, log } = await simulate(poor);
    expect(code).toBe(6);
    expect(log).toMatch(
      /^rpc error: code = Unknown desc = .*insufficient funds with gas used: '\d+': unknown request$/s,
    );
  });

  it('of nothing is refused', async () => {
    expect(await simulate(new Uint8Array())).toMatchObject({
      code: 18,
      log: expect.stringContaining('empty txBytes is not allowed') as string,
    });
    expect((await simulate(Uint8Array.of(1, 2))).code).not.toBe(0);
    expect(node.defects).toEqual([]);
  });
});
