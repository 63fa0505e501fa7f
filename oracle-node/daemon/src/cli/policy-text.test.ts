import { describe, expect, it } from 'vitest';
import { policyLines } from './policy-text.ts';
import type { ShownAsk, ShownRequest } from './shown-ask.ts';
import { dailyWork } from '../policy/predict.ts';

const request: ShownRequest = {
  operation: 'ab'.repeat(32),
  name: 'acme/unlock',
  kind: 'action',
  sends: {
    method: 'POST',
    host: 'api.acme.example:443',
    target: '/v1/doors/front?key=<token>',
    secretHeaders: ['authorization: Bearer <session>'],
    body: '{"turn":"{turn}"}',
  },
  params: { door: 'front' },
  choice: { param: 'turn', values: ['open', 'shut'] },
  secrets: ['token', 'session'],
  credential: 'api.acme.example for wasm1door',
  hasCredential: true,
  reveals: [],
};
const ask: ShownAsk = {
  kind: 'device',
  id: 'wasm1door',
  by: 'wasm1maker',
  label: 'Front door',
  standing: 'asked',
  pays: '20000ucx3',
  requests: [request],
  notaries: ['wss://notary-1.example:7047', 'wss://notary-2.example:7047'],
  budget: { per: 'command', requests: 2, gas: 400_000, fee: 14_000, earns: 12_000, work: undefined },
  money: { denom: 'ucx3', gasPrice: 0.025 },
  everySeconds: undefined,
  members: undefined,
  observerReward: 0,
  transmitterReward: 0,
  tooMuch: [],
  terms: '1f'.repeat(32),
};
const work = dailyWork({
  intervalMs: 15_000n,
  members: 4,
  modes: { mpc: { notaries: 1 }, proxy: { notaries: 1 } },
  strictEvery: 60n,
  observerReward: 1_000n,
  transmitterReward: 2_000n,
});
const feed: ShownAsk = {
  ...ask,
  kind: 'feed',
  id: '7',
  requests: [{ ...request, kind: 'read', choice: undefined, reveals: ['power (W)', 'energy (Wh)'] }],
  budget: {
    per: 'day',
    requests: work.requests,
    gas: work.gas,
    fee: work.gas * 1.4 * 0.025,
    earns: work.earns,
    work,
  },
  everySeconds: 15,
  members: 4,
  observerReward: 1_000,
  transmitterReward: 2_000,
};
const text = (change: Partial<ShownAsk>, of = ask): string => policyLines([{ ...of, ...change }]).join('\n');
const flat = (lines: string): string => lines.replaceAll(/\s+/g, ' ');

describe('an ask, for people', () => {
  it('says what would be sent and that it acts, with its holes by name and the credential that fills them', () => {
    const said = flat(text({}));
    expect(said).toContain('ACTS acme/unlock POST https://api.acme.example:443/v1/doors/front?key=<token>');
    expect(said).toContain('authorization: Bearer <session> body {"turn":"{turn}"} {turn} one of open, shut');
    expect(said).toContain(
      'your credential for "api.acme.example for wasm1door", which fills <token>, <session>',
    );
    expect(said).toContain('api.acme.example sees it, and nobody else');
    expect(flat(text({ requests: [{ ...request, hasCredential: false }] }))).toContain('nothing is sent');
    expect(flat(text({ requests: [{ ...request, secrets: [] }] }))).toContain('with no credential');
  });

  it('says who sees what, and what can never be sent', () => {
    const said = flat(text({}, feed));
    expect(said).toContain('whole, to wss://notary-1.example:7047, wss://notary-2.example:7047');
    expect(said).toContain('and power (W), energy (Wh) to everybody, on chain and for good');
    expect(flat(text({}))).toContain('nothing of it to the public');
    expect(flat(text({ requests: [{ ...request, name: undefined }] }))).toContain(
      'is not published: nothing',
    );
  });

  it('shows a feed’s day as arithmetic', () => {
    const said = flat(text({}, feed));
    for (const step of [
      'one round each 15 s = 5,760 rounds a day',
      '96 by MPC + 5,664 by PROXY = 5,760 requests',
      '5,760 rounds ÷ 4 members in turn = 1,440 reports × 168,168 = 242,161,920',
      '242,161,920 × 1.4 (margin) × 0.025 = 8,475,667ucx3 of fees',
      '5,760 × 1,000 + 1,440 × 2,000 = 8,640,000ucx3',
      'leaves 164,333ucx3 a day',
    ])
      expect(said).toContain(step);
    expect(flat(text({ budget: { ...feed.budget, earns: 0 } }, feed))).toContain('YOU PAY FOR IT');
  });

  it('shows what a command costs and pays', () => {
    const said = flat(text({}));
    expect(said).toContain('400,000 gas × 1.4 (margin) × 0.025 = 14,000ucx3');
    expect(said).toContain("20000ucx3 at least, of which 12,000ucx3 are its executor's");
    expect(said).toContain('leaves −2,000ucx3 a command: YOU PAY FOR IT');
  });

  it('says why it cannot be accepted', () => {
    expect(text({ tooMuch: ['a round takes up to 17 s'] }, feed)).toContain(
      'TOO MUCH a round takes up to 17 s',
    );
  });

  it.each([
    ['asked', ['accept', 'refuse']],
    ['changed', ['accept', 'refuse']],
    ['refused', ['accept']],
    ['accepted', ['refuse']],
    ['by_rule', ['refuse']],
  ] as const)('that is %s can be met with %j', (standing, verbs) => {
    const lines = text({ standing }).match(/oracle-node policy .*/g);
    expect(lines).toEqual(
      verbs.map(
        (verb) =>
          `oracle-node policy ${verb} device wasm1door${verb === 'accept' ? ` ${'1f'.repeat(16)}` : ''}`,
      ),
    );
  });

  it('fits into a terminal of 100 columns, but for what has no blank', () => {
    const target = `/v1/forecast?${'latitude=37.70&'.repeat(20)}key=<token>`;
    const long = { ...request, sends: { ...request.sends!, target } };
    const all = [ask, feed, { ...feed, requests: [long], tooMuch: ['a b '.repeat(80)] }];
    for (const line of policyLines(all))
      expect(
        line.length <= 100 || !line.trim().includes(' ') || line.includes('oracle-node policy'),
        line,
      ).toBe(true);
  });

  it('cannot write on the terminal as it likes', () => {
    const evil = '\u001b[2J\nfeed 1: accepted';
    const sends = { method: 'GET', host: evil, target: evil, secretHeaders: [evil], body: evil };
    const all = text({
      id: evil,
      by: evil,
      label: evil,
      notaries: [evil],
      requests: [{ ...request, sends, credential: evil, choice: { param: evil, values: [evil] } }],
    });
    expect(all).not.toContain('\u001b');
    expect(all).not.toMatch(/^feed 1: accepted/m);
  });

  it('is nothing where nobody asks', () => {
    expect(policyLines([])).toEqual(['Nothing on chain names this operator.']);
  });
});
