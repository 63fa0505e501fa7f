import { toBech32 } from '@cosmjs/encoding';
import { describe, expect, it } from 'vitest';
import { classicAddress, predictableAddress } from './addresses.ts';

describe('addresses of contracts', () => {
  // wasmd, x/wasm/keeper/addresses_test.go.
  it.each([
    [0n, 0n, 'purple1w0w8sasnut0jx0vvsnvlc8nayq0q2ej8xgrpwgel05tn6wy4r57qfplul7'],
    [0n, 1n, 'purple156r47kpk4va938pmtpuee4fh77847gqcw2dmpl2nnpwztwfgz04s5cr8hj'],
    [1n, 0n, 'purple1mzdhwvvh22wrt07w59wxyd58822qavwkx5lcej7aqfkpqqlhaqfs5efvjk'],
    [1n, 1n, 'purple14hj2tavq8fpesdwxxcu44rty3hh90vhujrvcmstl4zr3txmfvw9smc2vxm'],
  ])('of code %i and instance %i', (codeId, instanceId, expected) => {
    expect(toBech32('purple', classicAddress(codeId, instanceId))).toBe(expected);
  });

  const CHECKSUM = Buffer.from('13a1fc994cc6d1c81b746ee0c0ff6f90043875e0bf1d9be6b7d779fc978dc2a5', 'hex');
  const ACCOUNT = Buffer.from('9999999999aaaaaaaaaabbbbbbbbbbcccccccccc', 'hex');
  const CONTRACT = Buffer.concat([ACCOUNT, Buffer.from('ddddddddddeeeeeeeeeeffff', 'hex')]);
  const LONG_SALT = Buffer.from(
    'aabbccddeeffffeeddbbccddaa66551155aaaabbcc787878789900aabbccddeeffffeeddbbccddaa66551155aaaabbcc787878789900aabbbbcc221100acadae',
    'hex',
  );

  // The vectors of the same file, which cosmjs generated: creators of both lengths, salts of both extremes, with a message and without.
  it.each<[string, Uint8Array, Uint8Array, string, string]>([
    [
      'an account',
      ACCOUNT,
      Buffer.from('a'),
      '',
      '5e865d3e45ad3e961f77fd77d46543417ced44d924dc3e079b5415ff6775f847',
    ],
    [
      'an account that fixes the message',
      ACCOUNT,
      Buffer.from('a'),
      '{}',
      '0995499608947a5281e2c7ebd71bdb26a1ad981946dad57f6c4d3ee35de77835',
    ],
    [
      'an account with a long salt',
      ACCOUNT,
      LONG_SALT,
      '',
      '9384c6248c0bb171e306fd7da0993ec1e20eba006452a3a9e078883eb3594564',
    ],
    [
      'a contract',
      CONTRACT,
      Buffer.from('a'),
      '',
      '9725e94f528d8b78d33c25f3dfcd60e6142d8be60ab36f6a5b59036fd51560db',
    ],
    [
      'a contract with all of it',
      CONTRACT,
      LONG_SALT,
      '{}',
      '36fe6ab732187cdfed46290b448b32eb7f4798e7a4968b0537de8a842cbf030e',
    ],
  ])('can be foreseen by %s', (_who, creator, salt, msg, expected) => {
    const address = predictableAddress(CHECKSUM, creator, salt, Buffer.from(msg));
    expect(Buffer.from(address).toString('hex')).toBe(expected);
  });
});
