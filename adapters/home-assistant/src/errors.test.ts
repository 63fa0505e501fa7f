import { loadFixture } from '@cloudx3/adapter-conformance/fixtures';
import { explainFailure } from '@cloudx3/adapter-kit';
import { describe, expect, it } from 'vitest';
import { homeAssistant } from './adapter.ts';

const adapter = homeAssistant({ host: 'home.example.org' });
const explained = (file: string, code: string) =>
  explainFailure(adapter, code, loadFixture(new URL('..', import.meta.url), file).bytes);

describe('what an operator is told', () => {
  it.each([
    ['token-refused.http', 'vendor.unauthorized', 'home-assistant.token_refused', 'token'],
    ['banned.http', 'vendor.unauthorized', 'home-assistant.banned', 'ip_bans.yaml'],
    ['bad-request.http', 'vendor.status', 'home-assistant.bad_request', 'entity is a switch'],
    ['entity-not-found.http', 'vendor.not_found', 'home-assistant.entity_not_found', 'entity id'],
  ])('of %s (%s) is %s, with a remedy of its own', (file, code, vendorCode, remedy) => {
    expect(explained(file, code)).toMatchObject({
      code,
      vendorCode,
      retry: 'after-remedy',
      remedy: expect.stringContaining(remedy) as string,
    });
  });

  it.each([
    ['temperature-unavailable.http', 'reading.non_numeric', 'sensor'],
    ['temperature-fahrenheit.http', 'vendor.condition_failed', 'unit'],
    ['switch-unavailable.http', 'reading.non_numeric', 'sensor'],
  ])('of %s (%s), which the table does not have, is what the kit knows', (file, code, remedy) => {
    const explanation = explained(file, code);
    expect(explanation).toMatchObject({ retry: 'later', remedy: expect.stringContaining(remedy) as string });
    expect(explanation.vendorCode).toBeUndefined();
  });
});
