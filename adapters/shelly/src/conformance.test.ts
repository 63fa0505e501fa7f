import { describeAdapterConformance } from '@cloudx3/adapter-conformance';
import { shelly } from './adapter.ts';

const params = { device_id: 'b48a0a1cd978' };

describeAdapterConformance(() => shelly({ host: 'shelly-103-eu.shelly.cloud' }), {
  packageRoot: new URL('..', import.meta.url),
  // Of the vendor's form, and no account's.
  credentials: { auth_key: `Q0FOQVJZdWlk${'C0FFEE42D15EA5E7B0A710AD5CA1AB1E'.repeat(3).slice(0, 80)}` },
  params: {
    switchPower: params,
    switchPowers: { device_ids: ['08f9e0e5d4c8', 'b48a0a1cd978'] },
    switchState: params,
    switchSet: { ...params, on: 'true' },
  },
  largestRequestBytes: 512,
});
