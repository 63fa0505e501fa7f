import { NotaryError } from '@cloudx3/notary';
import { describe, expect, it } from 'vitest';
import { NodeError } from '../error.ts';
import { commandMode, firstMode, modeInstead } from './modes.ts';

const one = { notaries: 1 };
const [both, proxyOnly, mpcOnly] = [{ mpc: one, proxy: one }, { proxy: one }, { mpc: one }];

describe('the mode that comes first', () => {
  it('is the one that costs least among those that are accepted', () => {
    const of = (modes: typeof both | typeof proxyOnly | typeof mpcOnly) =>
      firstMode({ modes, stepUp: undefined }, 1n);
    expect([of(both), of(proxyOnly), of(mpcOnly)]).toEqual(['proxy', 'proxy', 'mpc']);
    expect([commandMode(['mpc', 'proxy']), commandMode(['mpc'])]).toEqual(['proxy', 'mpc']);
  });

  it('is the strict one in the rounds that the feed sets apart (OBS-9)', () => {
    const feed = { modes: both, stepUp: { everyRounds: 3n, movedMoreThan: undefined } };
    expect([2n, 3n, 4n].map((round) => firstMode(feed, round))).toEqual(['proxy', 'mpc', 'proxy']);
  });
});

describe('a failure', () => {
  it.each([
    ['a server without TLS 1.3', new NotaryError('tls.version', ''), 'mpc'],
    ['an operation that hides too little', new NotaryError('operation.proxy_hole_length', ''), 'mpc'],
    ['a vendor that refuses', new NotaryError('vendor.unauthorized', ''), undefined],
    ['no notary', new NodeError('node.no_notary', ''), undefined],
  ])('by %s leads to another mode or not, and never where the feed takes none', (_what, error, expected) => {
    expect(modeInstead({ modes: both }, error)).toBe(expected);
    expect(modeInstead({ modes: proxyOnly }, error)).toBeUndefined();
  });
});
