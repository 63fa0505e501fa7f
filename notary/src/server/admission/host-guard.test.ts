import { describe, expect, it } from 'vitest';
import { createHostGuard, isPublicAddress } from './host-guard.ts';
import { systemResolve } from './resolve.ts';

const signal = new AbortController().signal;
const guarded = async (...addresses: string[]): Promise<string | undefined> => {
  const guard = createHostGuard({ allowPrivateHosts: false }, () => Promise.resolve(addresses));
  return (await guard('vendor.example', signal))?.code;
};

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

describe('createHostGuard', () => {
  it('refuses a name of which one address of several is private', async () => {
    expect(await guarded('93.184.216.34')).toBeUndefined();
    expect(await guarded('93.184.216.34', '10.0.0.1')).toBe('session.private_host');
  });

  it('refuses a name that leads nowhere', async () => {
    expect(await guarded()).toBe('session.unresolved_host');
    const failing = createHostGuard({ allowPrivateHosts: false }, () =>
      Promise.reject(new Error('ENOTFOUND')),
    );
    expect((await failing('vendor.example', signal))?.code).toBe('session.unresolved_host');
  });

  it('refuses a name that the system itself leads to this machine', async () => {
    const guard = createHostGuard({ allowPrivateHosts: false }, systemResolve);
    expect((await guard('localhost', signal))?.code).toBe('session.private_host');
  });

  it('does not wait for the system once the session is given up', async () => {
    const guard = createHostGuard({ allowPrivateHosts: false }, systemResolve);
    const reason = new Error('given up');
    await expect(guard('localhost', AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('asks nobody in development', async () => {
    const open = createHostGuard({ allowPrivateHosts: true }, () => Promise.reject(new Error('asked')));
    expect(await open('localhost.example', signal)).toBeUndefined();
  });
});
