import { describe, expect, it } from 'vitest';
import { LOOPBACK, addressRule, isAddressRange, isPublicAddress } from './address-rule.ts';

describe('isPublicAddress', () => {
  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback, other', '127.255.0.9'],
    ['private 10/8', '10.1.2.3'],
    ['private 172.16/12', '172.31.255.255'],
    ['private 192.168/16', '192.168.0.1'],
    ['link-local, cloud metadata', '169.254.169.254'],
    ['CGNAT', '100.64.0.1'],
    ['this network', '0.0.0.0'],
    ['multicast', '224.0.0.251'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['documentation', '192.0.2.1'],
    ['benchmarking', '198.18.0.1'],
    ['loopback v6', '::1'],
    ['unspecified v6', '::'],
    ['unique local', 'fd00::1'],
    ['link-local v6', 'fe80::1'],
    ['link-local v6 with a zone', 'fe80::1%eth0'],
    ['multicast v6', 'ff02::1'],
    ['v4-mapped loopback', '::ffff:127.0.0.1'],
    ['v4-mapped private, in hex', '::ffff:a00:1'],
    ['v4-mapped public', '::ffff:93.184.216.34'],
    ['v4-compatible loopback', '::7f00:1'],
    ['NAT64 of loopback', '64:ff9b::7f00:1'],
    ['6to4 of a private one', '2002:a00:1::1'],
    ['Teredo', '2001:0:1::1'],
    ['site-local', 'fec0::1'],
    ['documentation v6', '2001:db8::1'],
    ['outside 2000::/3', '4000::1'],
    ['no address at all', 'vendor.example'],
    ['nothing', ''],
  ])('refuses %s', (_kind, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['93.184.216.34', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450::1'])(
    'lets %s through',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('addressRule', () => {
  const rule = addressRule(['10.1.0.0/16', 'fd00:1::/32', ...LOOPBACK]);

  it.each(['10.1.2.3', '::ffff:10.1.2.3', 'fd00:1::9', '127.0.0.1', '::1'])(
    'lets the operator allow %s',
    (own) => {
      expect(rule.allows(own)).toBe(true);
      expect(rule.isOwn(own)).toBe(true);
      expect(addressRule([]).allows(own)).toBe(false);
    },
  );

  it.each([
    '10.2.0.1',
    '::ffff:10.2.0.1',
    'fd00:2::1',
    '169.254.169.254',
    '::ffff:169.254.169.254',
    '0.0.0.0',
  ])('does not stretch to %s', (other) => expect(rule.allows(other)).toBe(false));

  it('calls nothing public its own', () => {
    expect([rule.allows('1.1.1.1'), rule.isOwn('1.1.1.1')]).toEqual([true, false]);
  });

  it('takes ranges, and nothing else for one', () => {
    expect(['10.0.0.0/8', '::1/128'].every(isAddressRange)).toBe(true);
    expect(['10.0.0.0', '10.0.0.0/33', 'localhost', ''].some(isAddressRange)).toBe(false);
    expect(() => addressRule(['10.0.0.0'])).toThrow();
  });
});
