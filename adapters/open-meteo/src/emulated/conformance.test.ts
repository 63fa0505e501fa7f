import { describeEmulatedConformance } from '@cloudx3/adapter-conformance/emulation';
import { openMeteo } from '../adapter.ts';
import { emulated } from './index.ts';

const params = { latitude: '52.52', longitude: '13.41' };

describeEmulatedConformance(emulated, {
  packageRoot: new URL('../..', import.meta.url),
  adapter: (host) => openMeteo({ host }),
  table: {},
  credentials: {},
  params: { temperature: params, current: params },
});
