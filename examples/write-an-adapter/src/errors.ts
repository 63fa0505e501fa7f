import type { VendorError } from '@cloudx3/adapter-kit';

/** What each refusal of the vendor means, and what an operator does about it. The first row that fits counts. */
export const errors: readonly VendorError[] = [
  {
    code: 'sluice.token_refused',
    status: 401,
    meaning: 'The token is not, or no longer, one of an account.',
    remedy: 'Make a new one in the app, under API.',
    retry: 'after-remedy',
  },
  {
    code: 'sluice.valve_unknown',
    status: 404,
    meaning: 'The account has no such valve.',
    remedy: 'Compare the id with the label on the valve.',
    retry: 'after-remedy',
  },
  {
    code: 'sluice.limited',
    status: 429,
    meaning: 'More than sixty requests in a minute were made with this token.',
    remedy: 'Read less often, or give the token to fewer nodes.',
    retry: 'after-quota',
  },
];
