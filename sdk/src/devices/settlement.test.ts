import { readFileSync } from 'node:fs';
import { fromHex, toHex } from '@cosmjs/encoding';
import { SettlementSchema, decode } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { settlementDigest } from './settlement.ts';

const schema = z.array(
  z.object({ name: z.string(), valid: z.boolean(), settlement: z.string(), digest: z.string().optional() }),
);
const file = new URL('../../../test/vectors/settlement.json', import.meta.url);
const vectors = schema.parse(JSON.parse(readFileSync(file, 'utf8'))).filter(({ valid }) => valid);

describe('what the executor of a command signs (CMD-3)', () => {
  it.each(vectors)('$name', ({ settlement, digest }) => {
    const decoded = decode(SettlementSchema, fromHex(settlement), 1_024);
    const { chainId, devices, commandId, executor, actionId, readbackId } = decoded;
    const act = actionId.length === 0 ? {} : { actionId };
    const of = { chainId, devices, commandId, executor, readbackId, ...act };
    expect(toHex(settlementDigest(of))).toBe(digest);
  });
});
