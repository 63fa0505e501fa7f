import { afterEach, expect, it, vi } from 'vitest';
import { StartError } from '../error.ts';
import { checkReachable } from './reachable.ts';

afterEach(() => vi.unstubAllGlobals());
const SIGNAL = new AbortController().signal;

it('is content with any answer, and follows none elsewhere', async () => {
  const asked = vi.fn(() => Promise.resolve(new Response(null, { status: 503 })));
  vi.stubGlobal('fetch', asked);
  await checkReachable('api.open-meteo.com', SIGNAL);
  expect(asked.mock.calls).toMatchObject([
    ['https://api.open-meteo.com/', { method: 'HEAD', redirect: 'manual' }],
  ]);
});

it('says what the system says of a server that is away, and how to go on without it', async () => {
  const cause = new Error('getaddrinfo ENOTFOUND api.open-meteo.com');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed', { cause })));
  const checking = checkReachable('api.open-meteo.com', SIGNAL);
  await expect(checking).rejects.toThrow(StartError);
  await expect(checking).rejects.toMatchObject({
    message: expect.stringMatching(/cannot be reached .*: getaddrinfo ENOTFOUND/) as string,
    remedy: expect.stringContaining('leave out --live') as string,
  });
});

it('is not the network’s fault where somebody pressed Ctrl-C', async () => {
  const ending = new AbortController();
  vi.stubGlobal('fetch', (_: string, { signal }: { signal: AbortSignal }) => {
    ending.abort(new StartError('start.stopped', 'stopped', ''));
    return Promise.reject(signal.reason as Error);
  });
  await expect(checkReachable('api.open-meteo.com', ending.signal)).rejects.toThrow('stopped');
});
