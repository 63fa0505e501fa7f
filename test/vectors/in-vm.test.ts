// The same vectors inside the contract VM: what the contracts' own code, as wasm on the chain's host, makes of each.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectSecp256k1HdWallet } from '@cosmjs/proto-signing';
import { startDevnet } from 'cloudx3-devnet';
import type { Devnet } from 'cloudx3-devnet';
import { ChainWriter } from '@cloudx3/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { load } from './load.ts';

const KINDS = [
  'attestation',
  'canonical',
  'decimal',
  'device-registration',
  'evidence',
  'evidence-hash',
  'feed-terms',
  'observation',
  'operation',
  'params',
  'registration',
  'report',
  'settlement',
  'signing',
] as const;

const DENOM = 'ucx3';
/** One reader tells them apart, the other does not; both are refusals of the same bytes. */
const UNDECODABLE = ['proto.malformed', 'proto.not_canonical'];

const answer = z.object({ valid: z.boolean(), code: z.string().nullable(), output: z.record(z.string(), z.unknown()) });

describe('vectors in the contract VM', () => {
  const home = mkdtempSync(join(tmpdir(), 'cloudx3-vectors-'));
  let devnet: Devnet;
  let chain: ChainWriter;
  let contract: string;

  beforeAll(async () => {
    const wallet = await DirectSecp256k1HdWallet.generate(12, { prefix: 'wasm' });
    const [account] = await wallet.getAccounts();
    const accounts = [{ address: account!.address, coins: [{ denom: DENOM, amount: '1000000000' }] }];
    devnet = await startDevnet({ home, blockMs: 100, genesis: { chainId: 'cloudx3-vectors-1', denom: DENOM, accounts } });
    chain = await ChainWriter.connect({ rpcUrl: devnet.rpcUrl, signer: wallet, gasPrice: `0.025${DENOM}`, pollMs: 50 });
    const codeId = await chain.upload(readFileSync(new URL('vectors.wasm', import.meta.url)));
    contract = await chain.instantiate(codeId, {}, 'vectors');
  });

  afterAll(async () => {
    chain.close();
    await devnet.close();
    rmSync(home, { recursive: true, force: true });
  });

  it.each(KINDS)('%s', async (kind) => {
    const vectors = load(kind);
    expect(new Set(vectors.map(({ valid }) => valid)).size).toBe(2);
    for (const vector of vectors) {
      const said = answer.parse(await chain.query(contract, { run: { kind, vector } }));
      const about = `${vector.rule} ${vector.name}`;
      expect(said.valid, `${about}: ${said.code ?? 'valid'}`).toBe(vector.valid);
      if (vector.code !== undefined) {
        expect(UNDECODABLE.includes(vector.code) ? UNDECODABLE : [vector.code], about).toContain(said.code);
      }
      for (const [name, value] of Object.entries(said.output)) {
        expect(value, `${about}: ${name}`).toEqual((vector as unknown as Record<string, unknown>)[name]);
      }
    }
  });
});
