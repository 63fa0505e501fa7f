import { loadFixture } from '@cloudx3/adapter-conformance/fixtures';
import { explainFailure } from '@cloudx3/adapter-kit';
import { describe, expect, it } from 'vitest';
import { shelly } from './adapter.ts';

const ROOT = new URL('..', import.meta.url);
const adapter = shelly({ host: 'shelly-103-eu.shelly.cloud' });

/** What an operator is told of a recorded answer, under the code that a node has for it. */
function explained(file: string, code: string) {
  return explainFailure(adapter, code, loadFixture(ROOT, file).bytes);
}

describe('what an operator is told', () => {
  it.each([
    ['rate-limited-401.http', 'vendor.unauthorized', 'shelly.rate_limited', 'after-quota'],
    ['rate-limited-429.http', 'vendor.rate_limited', 'shelly.rate_limited', 'after-quota'],
    ['key-refused.http', 'vendor.unauthorized', 'shelly.key_refused', 'after-remedy'],
    ['set-offline.http', 'vendor.status', 'shelly.device_offline', 'later'],
    ['set-failed.http', 'vendor.status', 'shelly.command_failed', 'later'],
    ['set-invalid-channel.http', 'vendor.status', 'shelly.invalid_channel', 'after-remedy'],
    ['set-invalid-mode.http', 'vendor.status', 'shelly.invalid_mode', 'after-remedy'],
    ['set-bad-request.http', 'vendor.status', 'shelly.bad_request', 'after-remedy'],
    ['set-device-not-found.http', 'vendor.not_found', 'shelly.device_unknown', 'after-remedy'],
    ['set-instance-not-found.http', 'vendor.not_found', 'shelly.instance_not_found', 'later'],
    ['device-unknown.http', 'vendor.condition_failed', 'shelly.device_unknown', 'after-remedy'],
    ['switch-power-offline.http', 'vendor.condition_failed', 'shelly.device_offline', 'later'],
  ])('of %s (%s) is %s, to be tried again %s', (file, code, vendorCode, retry) => {
    expect(explained(file, code)).toMatchObject({ code, vendorCode, retry });
  });

  it('never sends somebody after a new key because of the rate', () => {
    expect(explained('rate-limited-401.http', 'vendor.unauthorized').remedy).not.toContain('key');
    expect(explained('key-refused.http', 'vendor.unauthorized').remedy).toContain('key');
  });

  it.each([
    ['set-server-error.http', 'vendor.server_error', 'later'],
    ['switch-power-unmetered.http', 'reading.absent', 'later'],
    ['not-picked.http', 'reading.absent', 'later'],
  ])('of %s (%s), which the vendor’s table does not have, is what the kit knows', (file, code, retry) => {
    const explanation = explained(file, code);
    expect(explanation).toMatchObject({ code, retry });
    expect(explanation.vendorCode).toBeUndefined();
  });
});
