import { describe, expect, it } from 'vitest';
import { attacksOf, untrueOf } from './attacks.ts';

const FILES = [
  { path: 'notary/src/hostile.test.ts', text: "it('hides five bytes more', …)" },
  { path: 'contracts/packages/contract-tests/tests/paid.rs', text: '#[test]\nfn nobody_is_paid_twice() {' },
];
const page = (...rows: readonly string[]) => ['| # | attack | answer | test |', ...rows].join('\n');
const untrue = (...rows: readonly string[]) => untrueOf(attacksOf(page(...rows)), FILES);
const FIRST =
  '| A1 | hides | is seen | `hostile.test.ts` "hides five bytes more". Residue: the `key_of` it |';

describe('tables of attacks against the tree', () => {
  it('find nothing where each test is there', () => {
    expect(untrue(FIRST, '| A2  | takes twice | once (REP-6) | `paid.rs` `nobody_is_paid_twice` |')).toEqual(
      [],
    );
  });

  it.each([
    ['A1 names gone.test.ts, which is nowhere', ['| A1 | a | b | `gone.test.ts` |']],
    ['A1 names a test that is not there: hides six', ['| A1 | a | b | `hostile.test.ts` "hides six" |']],
    [
      'A2 names a test that is not there: nobody_is_paid',
      [FIRST, '| A2 | a | b | `paid.rs` `nobody_is_paid` |'],
    ],
    [
      'A2 names a test that is not there: nobody_is_paid_twice',
      [FIRST, '| A2 | a | b | `hostile.test.ts`, `nobody_is_paid_twice` |'],
    ],
    ['attacks are counted A1, A2 and so on, once each; A2 is not', [FIRST, '| A3 | a | b | residue |']],
    ['attacks are counted A1, A2 and so on, once each; A2 is not', [FIRST, FIRST]],
  ])('find: %s', (problem, rows) => {
    expect(untrue(...rows)).toEqual([problem]);
  });
});
