import type { VendorError } from '@cloudx3/adapter-kit';

/** Errors come as {"error":true,"reason":"…"}; the reason's text is free, so only the status tells them apart reliably. */
export const errors: readonly VendorError[] = [
  {
    code: 'open-meteo.bad_request',
    status: 400,
    body: { at: ['error'], equals: 'true' },
    meaning: 'Open-Meteo refuses the parameters.',
    remedy: "Check the feed's latitude and longitude: decimal degrees, north and east positive.",
    retry: 'after-remedy',
  },
  {
    code: 'open-meteo.rate_limited',
    status: 429,
    meaning: 'The quota of this address for a minute, an hour or a day is used up.',
    remedy:
      'Read less often: 600 a minute, 5,000 an hour and 10,000 a day are free for non-commercial use; more is sold with a key.',
    retry: 'after-quota',
  },
];
