import { describeEmulatedConformance } from '@cloudx3/adapter-conformance/emulation';
import { shelly } from '../adapter.ts';
import { emulated } from './index.ts';

const AUTH_KEY = `TESTKEYxdWlk${'0123456789ABCDEF'.repeat(5)}`;
const params = { device_id: 'b48a0a1cd978' };

describeEmulatedConformance(emulated, {
  packageRoot: new URL('../..', import.meta.url),
  adapter: (host) => shelly({ host }),
  table: { accounts: [{ auth_key: AUTH_KEY, devices: [{ id: '08f9e0e5d4c8' }, { id: params.device_id }] }] },
  // Of the vendor's form, and no account's.
  credentials: { auth_key: AUTH_KEY },
  params: {
    switchPower: params,
    switchPowers: { device_ids: ['08f9e0e5d4c8', params.device_id] },
    switchState: params,
    switchSet: params,
  },
});
