import { describeEmulatedConformance } from '@cloudx3/adapter-conformance/emulation';
import { tank } from '../adapter.ts';
import { emulated } from './index.ts';

const TOKEN = 'canaryCANARYcanaryCANARY01234567';

describeEmulatedConformance(emulated, {
  packageRoot: new URL('../..', import.meta.url),
  adapter: (host) => tank({ host }),
  table: { token: TOKEN },
  credentials: { token: TOKEN },
  params: { level: { tank_id: 't1' } },
});
