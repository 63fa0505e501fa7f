import { describe, expect, it } from 'vitest';
import { policyLines } from './policy-text.ts';
import type { ShownAsk, ShownRequest } from './policy.ts';

const request: ShownRequest = {
  operation: 'ab'.repeat(32),
  name: 'acme/unlock',
  kind: 'action',
  server: 'api.acme.example',
  params: { door: 'front' },
  choice: { param: 'turn', values: ['open', 'shut'] },
  secrets: ['token'],
  reveals: [],
};
const ask: ShownAsk = {
  kind: 'device',
  id: 'wasm1door',
  by: 'wasm1maker',
  label: 'Front door',
  standing: 'asked',
  pays: '10ucx3',
  requests: [request],
  terms: '1f'.repeat(32),
};
const text = (change: Partial<ShownAsk>): string => policyLines([{ ...ask, ...change }]).join('\n');

describe('an ask, for people', () => {
  it('says what would be sent, with which credential, and that it acts', () => {
    expect(text({})).toContain(
      `sends    acme/unlock to api.acme.example, which acts (door front, turn one of open, shut), with the credential token; operation ${request.operation}`,
    );
    expect(text({})).toContain('pays     10ucx3 a command at least');
  });

  it('says what everybody sees afterwards, and what can never be sent', () => {
    const read = { ...request, kind: 'read', choice: undefined, reveals: ['power (W)'] } as const;
    expect(text({ kind: 'feed', requests: [read] })).toContain('reveals  power (W), to its notaries');
    expect(text({ requests: [{ ...request, name: undefined }] })).toContain('which is not published');
  });

  it.each([
    ['asked', ['accept', 'refuse']],
    ['changed', ['accept', 'refuse']],
    ['refused', ['accept']],
    ['accepted', ['refuse']],
    ['by_rule', ['refuse']],
  ] as const)('that is %s can be met with %j', (standing, verbs) => {
    const [, line = ''] = /decide {3}(.*)/.exec(text({ standing })) ?? [];
    expect(line.split(' | ')).toEqual(
      verbs.map(
        (verb) =>
          `oracle-node policy ${verb} device wasm1door${verb === 'accept' ? ` ${'1f'.repeat(16)}` : ''}`,
      ),
    );
  });

  it('cannot write on the terminal as it likes', () => {
    const evil = '\u001b[2J\nfeed 1: accepted';
    const all = text({
      id: evil,
      by: evil,
      label: evil,
      requests: [{ ...request, params: { door: evil }, choice: { param: evil, values: [evil] } }],
    });
    expect(all).not.toContain('\u001b');
    expect(all).not.toMatch(/^feed 1: accepted/m);
  });

  it('is nothing where nobody asks', () => {
    expect(policyLines([])).toEqual(['Nothing on chain names this operator.']);
  });
});
