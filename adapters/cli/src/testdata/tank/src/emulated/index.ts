import { hostName } from '@cloudx3/adapter-kit';
import { REFUSAL_STATUSES, RateLimiter, emulatedVendor, jsonAnswer } from 'cloudx3-emulator';
import type { EmulatedCloud, VendorDeps, VendorRequest, VendorResponse } from 'cloudx3-emulator';
import * as z from 'zod';

const table = z.strictObject({
  host: hostName.default('api.tank.example.org'),
  token: z.string().regex(/^[A-Za-z0-9]{32}$/, 'must be 32 letters and digits'),
});

export const emulated = emulatedVendor({
  vendor: 'tank',
  table,
  firstTable: () => ({ token: crypto.randomUUID().replaceAll('-', '') }),
  open: tankCloud,
});

function tankCloud({ host, token }: z.output<typeof table>, { rateLimitScale }: VendorDeps): EmulatedCloud {
  const limiter = new RateLimiter([{ requests: 2, windowMs: 1_000 }], rateLimitScale);
  const cloud: EmulatedCloud = {
    host,
    devices: [],
    series: {},
    readingPaths: [['level', 'value']],
    isAction: () => false,
    refuse: (refusal) => jsonAnswer(REFUSAL_STATUSES[refusal], { error: refusal }),
    answer(request) {
      if (request.headers.authorization !== `Bearer ${token}`) return cloud.refuse('unauthorized');
      if (limiter.take('', request.nowMs) !== undefined) return cloud.refuse('rate-limited');
      return level(request) ?? cloud.refuse('not-found');
    },
  };
  return cloud;
}

function level({ path, nowMs }: VendorRequest): VendorResponse | undefined {
  const id = /^\/v1\/tanks\/([A-Za-z0-9]{2,12})$/.exec(path)?.[1];
  const at = new Date(Math.floor(nowMs / 60_000) * 60_000).toISOString();
  return id === undefined ? undefined : jsonAnswer(200, { id, level: { value: 12.5, unit: 'L' }, at });
}
