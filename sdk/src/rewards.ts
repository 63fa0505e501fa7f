import { z } from 'zod';
import { amount } from './wire.ts';

export const rewardsSchema = z.object({ address: z.string(), accrued: amount, claimed: amount });

export const allRewardsSchema = z.object({ rewards: z.array(rewardsSchema) });

/** What an account earned at a contract: `accrued` waits to be claimed. In the contract's smallest unit of money. */
export type Rewards = z.output<typeof rewardsSchema>;
