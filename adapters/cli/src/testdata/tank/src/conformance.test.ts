import { describeAdapterConformance } from '@cloudx3/adapter-conformance';
import { tank } from './adapter.ts';

describeAdapterConformance(() => tank(), {
  packageRoot: new URL('..', import.meta.url),
  credentials: { token: 'canaryCANARYcanaryCANARY01234567' },
  params: { level: { tank_id: 't1' } },
  largestRequestBytes: 256,
});
