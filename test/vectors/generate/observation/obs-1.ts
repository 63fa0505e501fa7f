import { single } from './parts.ts';
import type { Good } from './parts.ts';

/** Observations that count (rule OBS-1). */
export const GOOD_OBS_1: readonly Good[] = [['OBS-1', 'one attestation', single(), '21500']];
