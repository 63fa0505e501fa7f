import { expect, it, vi } from 'vitest';
import { FLOAT_CASES, floatsWasm, readFloats } from '../testing/floats.ts';
import { response } from '../testing/probe.ts';
import { startTestChain } from '../testing/test-chain.ts';

vi.setConfig({ testTimeout: 120_000 });

it('NaNs that are computed are canonical, on every machine', async () => {
  await using chain = await startTestChain();
  const { client, sender } = chain;
  const { codeId } = await client.upload(sender, floatsWasm(), 1.5);
  const answer = { ok: response() };
  const { contractAddress } = await client.instantiate(sender, codeId, answer, 'floats', 1.5);
  await client.execute(sender, contractAddress, answer, 1.5);
  const written = await client.queryContractRaw(contractAddress, Buffer.from('bits'));
  const bits = readFloats(written ?? new Uint8Array());
  expect(FLOAT_CASES.map(({ what }, at) => [what, bits[at]])).toEqual(
    FLOAT_CASES.map(({ what, bits: expected }) => [what, expected]),
  );
});
