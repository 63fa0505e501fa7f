import { loadFixture } from '@cloudx3/adapter-conformance/fixtures';
import { explainFailure } from '@cloudx3/adapter-kit';
import { describe, expect, it } from 'vitest';
import { openMeteo } from './adapter.ts';

const explained = (file: string, code: string) =>
  explainFailure(openMeteo(), code, loadFixture(new URL('..', import.meta.url), file).bytes);

describe('what an operator is told', () => {
  it.each([
    ['bad-request.http', 'vendor.status', 'open-meteo.bad_request', 'after-remedy', 'latitude and longitude'],
    ['rate-limited.http', 'vendor.rate_limited', 'open-meteo.rate_limited', 'after-quota', 'Read less often'],
  ])('of %s (%s) is %s, to be tried again %s', (file, code, vendorCode, retry, remedy) => {
    expect(explained(file, code)).toMatchObject({
      code,
      vendorCode,
      retry,
      remedy: expect.stringContaining(remedy) as string,
    });
  });

  it.each([
    ['temperature-fahrenheit.http', 'vendor.condition_failed', 'unit'],
    ['temperature-local-time.http', 'vendor.condition_failed', 'unit'],
    ['current-null.http', 'reading.null', 'sensor'],
  ])('of %s (%s), which the vendor’s table does not have, is what the kit knows', (file, code, remedy) => {
    const explanation = explained(file, code);
    expect(explanation.vendorCode).toBeUndefined();
    expect(explanation.remedy).toContain(remedy);
  });
});
