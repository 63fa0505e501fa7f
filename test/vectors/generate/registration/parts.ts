import type { CoreCode } from '@cloudx3/verifier-core';

/** The account that registers. */
export const ACCOUNT = 'cloud1zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3mdt2g8';
export const M: CoreCode = 'registration.malformed';
