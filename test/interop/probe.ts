import { messageOf } from '@cloudx3/errors';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:tls';
import type { EphemeralKeyInfo } from 'node:tls';
import type { TlsSettings } from './axes.ts';
import { TAIL } from './holes.ts';
import { SERVER_NAME } from './identities.ts';
import type { Authority } from './identities.ts';

const TIMEOUT_MS = 10_000;
/** What OpenSSL calls the groups. */
const GROUP_NAMES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384' };

/**
 * Asks a port with another TLS client, OpenSSL, whether it is configured as the case says; a table of cases that were all the same in truth would say
 * nothing. Gives what is not so.
 */
export async function probe(
  port: number,
  settings: TlsSettings,
  authority: Authority,
  authorization: string,
): Promise<readonly string[]> {
  const socket = connect({
    host: '127.0.0.1',
    port,
    servername: SERVER_NAME,
    ca: authority.ca.pem,
    minVersion: 'TLSv1.3',
    ALPNProtocols: ['http/1.1'],
    ecdhCurve: 'X25519:P-256:P-384',
    timeout: TIMEOUT_MS,
  });
  socket.once('timeout', () => socket.destroy(new Error(`no answer in ${TIMEOUT_MS} ms`)));
  let tickets = 0;
  socket.on('session', () => (tickets += 1));
  try {
    await once(socket, 'secureConnect');
    // Read before the connection is gone.
    const { name = 'X25519' } = (socket.getEphemeralKeyInfo() as EphemeralKeyInfo | null) ?? {};
    const suite = socket.getCipher().name;
    const certificate = socket.getPeerX509Certificate();
    socket.write(
      `GET /length/100.json HTTP/1.1\r\nhost: ${SERVER_NAME}\r\nconnection: close\r\nauthorization: ${authorization}\r\nx-tail: ${TAIL}\r\n\r\n`,
    );
    socket.resume();
    await once(socket, 'close');
    const own = new X509Certificate(authority.identities[settings.certificate].certificatePem);
    return [
      ...unless((GROUP_NAMES[name] ?? name) === settings.group, `group ${name}`),
      ...unless(settings.suite === 'any' || settings.suite === suite, `suite ${suite}`),
      ...unless(certificate?.fingerprint256 === own.fingerprint256, 'another certificate'),
      ...unless(tickets > 0 === (settings.tickets === 'on'), `${tickets} tickets`),
    ];
  } catch (error) {
    return [messageOf(error)];
  } finally {
    socket.destroy();
  }
}

function unless(good: boolean, what: string): string[] {
  return good ? [] : [what];
}
