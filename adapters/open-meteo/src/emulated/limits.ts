/** Of the free tier, for each address, and what is said of each. */
export const LIMITS = [
  {
    requests: 600,
    windowMs: 60_000,
    reason: 'Minutely API request limit exceeded. Please try again in one minute.',
  },
  {
    requests: 5_000,
    windowMs: 3_600_000,
    reason: 'Hourly API request limit exceeded. Please try again in the next hour.',
  },
  {
    requests: 10_000,
    windowMs: 86_400_000,
    reason: 'Daily API request limit exceeded. Please try again tomorrow.',
  },
] as const;
