import { proxied } from '../bodies.ts';
import type { Good } from './parts.ts';

/** Attestations that hold (rule ATT-1). */
export const GOOD_ATT_1: readonly Good[] = [
  ['ATT-1', 'for a round, MPC', {}],
  ['ATT-1', 'for a round, PROXY, private CA', { ...proxied(), customCa: true }],
];
