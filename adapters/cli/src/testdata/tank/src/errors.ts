import type { VendorError } from '@cloudx3/adapter-kit';

export const errors: readonly VendorError[] = [
  {
    code: 'tank.token_refused',
    status: 401,
    meaning: 'The vendor does not take the token.',
    remedy: 'Make a new one in the app.',
    retry: 'after-remedy',
  },
  {
    code: 'tank.limited',
    status: 429,
    meaning: 'More than two requests in a second.',
    remedy: 'Read less often.',
    retry: 'after-quota',
  },
];
