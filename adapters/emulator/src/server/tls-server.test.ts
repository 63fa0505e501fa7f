import { describe, expect, it } from 'vitest';
import { LAMP_HOST, lampRequest } from '../testing/lamp.ts';
import { OTHER_HOST, running } from '../testing/running.ts';

describe('TLS', () => {
  it.each([
    ['TLSv1.2', 'ECDHE-ECDSA-AES128-GCM-SHA256'],
    ['TLSv1.3', undefined],
  ] as const)('speaks %s', async (maxVersion, ciphers) => {
    await using test = await running();
    const tls = ciphers === undefined ? { maxVersion } : { maxVersion, ciphers };
    const answer = await test.send(LAMP_HOST, lampRequest('GET'), tls);
    expect(answer).toMatchObject({ status: 200, protocol: maxVersion });
    if (ciphers !== undefined) expect(answer.cipher).toBe(ciphers);
  });

  it('can be held to one version', async () => {
    await using test = await running({ tls: { max_version: 'TLSv1.2' } });
    expect((await test.send(LAMP_HOST, lampRequest('GET'))).protocol).toBe('TLSv1.2');
  });

  it('serves each host under its own name only', async () => {
    await using test = await running();
    const statusOf = async (host: string): Promise<number> =>
      (await test.send(LAMP_HOST, lampRequest('GET').replace(LAMP_HOST, host))).status;
    expect(await statusOf(OTHER_HOST)).toBe(421);
    expect(await statusOf('elsewhere.test')).toBe(421);
    expect(await statusOf(`${LAMP_HOST}:${test.emulator.port}`)).toBe(200);
  });

  it('serves every vendor on the one port, and names the host of each', async () => {
    await using test = await running();
    expect(test.emulator.hosts).toEqual({ lamp: LAMP_HOST, other: OTHER_HOST });
    for (const host of Object.values(test.emulator.hosts)) {
      const answer = await test.send(host, lampRequest('GET', '', undefined, host));
      expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { lumens: 0, on: false, online: true }]);
    }
    expect((await test.admin('GET', '/state')).body).toMatchObject({ requests: { lamp: 1, other: 1 } });
  });
});

describe('hostile requests', () => {
  it.each([
    ['a body without end', lampRequest('POST', 'x'.repeat(20_000)), 413],
    ['no host', 'GET / HTTP/1.0\r\n\r\n', 421],
    ['no HTTP', 'hello\r\n\r\n', 400],
    [
      'a target that is no path',
      `GET .evil.test:x HTTP/1.1\r\nhost: ${LAMP_HOST}\r\nconnection: close\r\n\r\n`,
      400,
    ],
    [
      'a target of another host',
      `GET @evil.test/ HTTP/1.1\r\nhost: ${LAMP_HOST}\r\nconnection: close\r\n\r\n`,
      400,
    ],
  ])('%s', async (_, bytes, status) => {
    await using test = await running();
    expect((await test.send(LAMP_HOST, Buffer.from(bytes, 'latin1'))).status).toBe(status);
    expect((await test.send(LAMP_HOST, lampRequest('GET'))).status).toBe(200);
  });

  it('whose answer fails end with the connection, and nobody else notices', async () => {
    await using test = await running();
    expect((await test.send(LAMP_HOST, lampRequest('POST', '{{{'))).bytes).toHaveLength(0);
    expect((await test.send(LAMP_HOST, lampRequest('GET'))).status).toBe(200);
  });
});
