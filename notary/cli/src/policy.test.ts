import { describe, expect, it } from 'vitest';
import { OPEN_POLICY } from '@cloudx3/notary';
import { configSchema } from './config.ts';
import { policyIn } from './policy.ts';

const read = (policy: object) => configSchema.shape.policy.safeParse(policy);
const policyOf = (policy: object) => policyIn({ policy: configSchema.shape.policy.parse(policy) });

describe('[policy]', () => {
  it('left out is an open notary', () => {
    expect(policyIn({ policy: configSchema.shape.policy.parse(undefined) })).toEqual(OPEN_POLICY);
  });

  it('with a price refuses what nobody pays for, unless it says otherwise', () => {
    expect(policyOf({ least_reward: 5 })).toMatchObject({ leastReward: 5n, unpaid: false });
    expect(policyOf({ least_reward: 5, unpaid: true })).toMatchObject({ unpaid: true });
    expect(policyOf({ unpaid: false })).toMatchObject({ leastReward: 0n, unpaid: false });
  });

  it.each([
    [{ operators: ['ab'.repeat(33)] }],
    [{ operations: ['AB'.repeat(32)] }],
    [{ hosts: [''] }],
    [{ hosts: ['API.vendor.example'] }],
    [{ hosts: ['https://api.vendor.example'] }],
    [{ least_reward: -1 }],
    [{ least_reward: '10' }],
    [{ allow: [] }],
  ])('is refused as %j', (policy) => {
    expect(read(policy).success).toBe(false);
  });
});
