import { describeEmulatedConformance } from '@cloudx3/adapter-conformance/emulation';
import { shelly } from '../adapter.ts';
import { emulated } from './index.ts';

const AUTH_KEY = `TESTKEYxdWlk${'0123456789ABCDEF'.repeat(5)}`;
const params = { device_id: 'b48a0a1cd978' };

describeEmulatedConformance(emulated, {
  packageRoot: new URL('../..', import.meta.url),
  adapter: (host) => shelly({ host }),
  table: { accounts: [{ auth_key: AUTH_KEY, devices: [{ id: params.device_id }] }] },
  // Of the vendor's form, and no account's.
  credentials: { auth_key: AUTH_KEY },
  params: { switchPower: params, switchState: params, switchSet: params },
});
