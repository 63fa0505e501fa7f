import { describeAdapterConformance } from '@cloudx3/adapter-conformance';
import { openMeteo } from './adapter.ts';

const params = { latitude: '52.52', longitude: '13.41' };

describeAdapterConformance(() => openMeteo(), {
  packageRoot: new URL('..', import.meta.url),
  credentials: {},
  params: { temperature: params, current: params },
  largestRequestBytes: 384,
});
