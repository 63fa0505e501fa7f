import { expect, it } from 'vitest';
import { allSettings, casesOf } from './axes.ts';
import { renderReport } from './report.ts';
import { node } from './servers/node.ts';

const [settings] = allSettings();
const [values] = casesOf(settings!);

it('the report tells what passed, what failed, and what was not possible, and when it was made tells nothing', async () => {
  const told = { case: values!, hidden: true };
  const suite = 'TLS_AES_128_GCM_SHA256';
  const result = {
    server: node,
    version: 'Node 1.2.3',
    ports: [],
    misconfigured: [],
    outcomes: [
      { ...told, passed: true as const, binding: 'RECORD', suite },
      {
        case: { ...values!, tickets: 'off' as const },
        hidden: true,
        passed: true as const,
        binding: 'GRAMMAR',
        suite,
      },
      { ...told, passed: false as const, code: 'tls.finished', message: '' },
    ],
  };
  const text = await renderReport([result], 'docs/INTEROP.md');
  expect(text).toContain('Node 1.2.3');
  expect(text).toContain('2 of 3');
  expect(text).toContain('`RECORD`; `GRAMMAR` without tickets');
  expect(text).toMatch(/Node https.*–/);
  expect(text).toContain('cannot set their number');
  expect(await renderReport([result], 'docs/INTEROP.md')).toBe(text);
});
