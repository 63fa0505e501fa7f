import { describe, expect, it } from 'vitest';
import { systemResolve } from '../../dialling/resolve.ts';
import { createHostGuard } from './host-guard.ts';

const signal = new AbortController().signal;
const guarded = async (...addresses: string[]): Promise<string | undefined> => {
  const guard = createHostGuard({ allowPrivateHosts: false }, () => Promise.resolve(addresses));
  return (await guard('vendor.example', signal))?.code;
};

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
