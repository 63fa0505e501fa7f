import { describeAdapterConformance } from '@cloudx3/adapter-conformance';
import { sluice } from './adapter.ts';

const params = { valve_id: '5eed0a17' };

describeAdapterConformance(() => sluice(), {
  packageRoot: new URL('..', import.meta.url),
  // Of the vendor's form, and nobody's: the suite looks for it in every message.
  credentials: { token: 'canaryCANARYcanaryCANARY01234567' },
  params: { valve: params, valveSet: { ...params, open: 'true' } },
  largestRequestBytes: 256,
});
