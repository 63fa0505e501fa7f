import type { Retry } from '../definition/vendor-error.ts';

interface Remedy {
  readonly prefix: string;
  readonly meaning: string;
  readonly remedy: string;
  readonly retry: Retry;
}

/** What to do about failures that a vendor's own table does not explain, by the beginning of their code; the first counts. */
export const REMEDIES: readonly Remedy[] = [
  {
    prefix: 'vendor.unauthorized',
    meaning: 'The vendor refused the credential.',
    remedy: 'Check that the credential is current and belongs to this server, and configure it anew.',
    retry: 'after-remedy',
  },
  {
    prefix: 'vendor.not_found',
    meaning: 'The vendor knows no such resource.',
    remedy: "Check the feed's or the device's parameters against the vendor's app.",
    retry: 'after-remedy',
  },
  {
    prefix: 'vendor.rate_limited',
    meaning: 'The vendor asks for fewer requests.',
    remedy: 'Read less often, or give the credential to fewer feeds and nodes.',
    retry: 'after-quota',
  },
  {
    prefix: 'vendor.redirect',
    meaning: 'The vendor answered from elsewhere; redirects are not followed.',
    remedy: 'Find out whether the server has moved; a new name needs a new operation and a new feed.',
    retry: 'after-remedy',
  },
  {
    prefix: 'vendor.server_error',
    meaning: "The vendor's server failed.",
    remedy: "Wait; look at the vendor's status page if it lasts.",
    retry: 'later',
  },
  {
    prefix: 'rows.',
    meaning: 'The answer has no rows where the operation looks for them.',
    remedy: 'Check whether the API has changed; if so, the operation must be published anew.',
    retry: 'after-remedy',
  },
  {
    prefix: 'period_start.',
    meaning: 'The vendor says nothing of when the period began that the value stands for.',
    remedy: 'Wait for the next period; if it lasts, check whether the API has changed.',
    retry: 'later',
  },
  {
    prefix: 'vendor.condition_failed',
    meaning:
      'The answer does not show what the operation demands of it, such as a unit or that the device is online.',
    remedy: 'Check that the device is online and reports in the unit that the feed names.',
    retry: 'later',
  },
  {
    prefix: 'vendor.',
    meaning: 'The vendor refused the request.',
    remedy: "Check the parameters, and whether the vendor's API has changed.",
    retry: 'after-remedy',
  },
  {
    prefix: 'reading.out_of_bounds',
    meaning: 'The value is beyond what the operation takes for possible.',
    remedy: 'Check the device; a value that is genuine needs an operation with wider bounds.',
    retry: 'later',
  },
  {
    prefix: 'reading.',
    meaning: 'The answer holds no number in the place of the reading.',
    remedy: 'Check that the device has this sensor and that it reports.',
    retry: 'later',
  },
  {
    prefix: 'observed_at.',
    meaning: "The vendor's time of measurement cannot be used.",
    remedy: 'Check that the device reports, and the clock of this machine.',
    retry: 'later',
  },
  {
    prefix: 'response.too_large',
    meaning: 'The answer is longer than the operation allows.',
    remedy:
      'The vendor answers with more than it used to; the operation must be published anew with a larger bound.',
    retry: 'after-remedy',
  },
  {
    prefix: 'response.',
    meaning: 'The answer is not the HTTP and JSON that was agreed on, or broke off.',
    remedy: 'Try again; if it stays, something between here and the vendor answers in its place.',
    retry: 'later',
  },
  {
    prefix: 'params.',
    meaning: 'The parameters do not fit the operation.',
    remedy: "Compare them with the operation's parameters; their types and bounds are published on chain.",
    retry: 'after-remedy',
  },
  {
    prefix: 'secrets.',
    meaning: 'The credential does not fit the operation.',
    remedy: 'Configure the credential anew, exactly as the vendor shows it.',
    retry: 'after-remedy',
  },
];
