import { parseConfig } from '@cloudx3/config';
import { describe, expect, it } from 'vitest';
import { configSchema } from './config.ts';
import { limitsIn } from './limits.ts';

const HEAD = `
[network]
chain_id = "cloudx3-test-1"
oracle = "cx31oracle"
rpc = "http://127.0.0.1:26657"
[listen]
port = 7047
tls_cert = "cert.pem"
tls_key = "key.pem"
[key]
file = "notary-key.age"
`;

function limitsOf(toml: string) {
  const result = parseConfig(`${HEAD}${toml}`, configSchema);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join());
  return limitsIn(result.value);
}

describe('the limits of the file', () => {
  it('are those that it sets and no others, so that defaults stay what they are', () => {
    expect(limitsOf('')).toEqual({ session: {}, mpc: {}, proxy: {} });
    expect(limitsOf('[limits]\nidle_timeout_ms = 5000\n')).toEqual({
      session: { idleTimeoutMs: 5_000 },
      mpc: {},
      proxy: {},
    });
  });

  it('of one mode do not reach the other', () => {
    const toml = '[limits]\nmax_sessions = 3\n[limits.proxy]\nmax_sessions = 7\nonline_timeout_ms = 900\n';
    expect(limitsOf(toml)).toEqual({
      session: {},
      mpc: { maxSessions: 3 },
      proxy: { maxSessions: 7, onlineTimeoutMs: 900 },
    });
  });

  it('all reach the notary: none that the file may hold is left behind', () => {
    const numbers = (names: readonly string[]): string =>
      names.map((name) => `${name} = ${name.endsWith('_bytes') ? 1_048_576 / 64 : 1_000}\n`).join('');
    const { limits } = configSchema.shape;
    const { proxy, ...all } = limits.unwrap().shape;
    const set = Object.keys(all).filter((name) => name !== 'max_session_bytes');
    const ofProxy = Object.keys(proxy.unwrap().shape);
    const found = limitsOf(
      `[limits]\nmax_session_bytes = 1048576\n${numbers(set)}[limits.proxy]\n${numbers(ofProxy)}`,
    );
    const { session, mpc } = found;
    expect(Object.keys({ ...session, ...mpc })).toHaveLength(set.length + 1);
    expect(Object.keys(found.proxy)).toHaveLength(ofProxy.length);
  });
});
