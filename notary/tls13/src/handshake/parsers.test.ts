import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat } from '../presentation/writer.ts';
import { keyPair } from '../test-support/certificates.ts';
import { codeOf, recordsOf, shakeHands } from '../test-support/conversation.ts';
import { endpoints } from '../test-support/endpoints.ts';
import { encodeTicket } from '../test-support/server-messages.ts';
import type { ServerMessage } from '../test-support/server-messages.ts';
import { checkCertificateVerify } from './certificate-verify.ts';
import { readCertificate } from './certificate.ts';
import { readClientHelloMessage } from './client-hello.ts';
import type { ClientHello } from './client-hello.ts';
import { readEncryptedExtensions } from './encrypted-extensions.ts';
import { encodeMessage, MAX_MESSAGE, MessageReader } from './message.ts';
import { readNewSessionTicket } from './new-session-ticket.ts';
import { PostHandshakeReader } from './post-handshake.ts';
import { readServerHello } from './server-hello.ts';

/** An end that was foreseen: not `tls.internal`. */
const FORESEEN = /^(success|tls\.(?!internal))/;

const { clientFor, serverFor } = await endpoints();
let hello: ClientHello;
beforeAll(() => {
  const messages = new MessageReader();
  messages.push(recordsOf(clientFor().start())[0]!.payload);
  hello = readClientHelloMessage(messages.next()!);
});

describe('every parser of what a server sends', () => {
  it('fails with nothing but its own error, whatever comes', async () => {
    const key = keyPair('p256').publicKey;
    const parsers: ((bytes: Uint8Array) => unknown)[] = [
      (bytes) => readServerHello(bytes, hello, undefined),
      (bytes) => readEncryptedExtensions(bytes, hello),
      (bytes) => readCertificate(bytes, hello),
      (bytes) => checkCertificateVerify(bytes, hello, key, new Uint8Array(32)),
      (bytes) => readNewSessionTicket(bytes),
      (bytes) => new PostHandshakeReader().receive(bytes),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...parsers),
        fc.uint8Array({ maxLength: 300 }),
        async (parse, bytes) => {
          expect(await codeOf(() => parse(bytes))).toMatch(FORESEEN);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('fails with nothing but its own error on genuine messages that were damaged', async () => {
    const names: ServerMessage[] = [
      'server_hello',
      'encrypted_extensions',
      'certificate',
      'certificate_verify',
      'finished',
    ];
    const damage = fc.record({
      name: fc.constantFrom(...names),
      at: fc.nat(),
      value: fc.uint8Array({ maxLength: 4 }),
      cut: fc.nat(4),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ name, at, value, cut }) => {
        // The server stands by the damaged message, so that only what it says is at fault.
        const edit = (message: Uint8Array): Uint8Array => {
          const from = 4 + (at % (message.length - 4));
          const rest = concat(
            message.subarray(4, from),
            value,
            message.subarray(Math.min(from + cut, message.length)),
          );
          return encodeMessage(message[0]!, rest);
        };
        const server = serverFor({ replace: { [name]: edit } });
        expect(await codeOf(() => shakeHands(clientFor(), server))).toMatch(FORESEEN);
      }),
      { numRuns: 400 },
    );
  });
});

describe('MessageReader', () => {
  const messages = fc.array(fc.tuple(fc.nat(255), fc.uint8Array({ maxLength: 100 })), { maxLength: 8 });

  it('gives every message, however they are cut', () => {
    fc.assert(
      fc.property(messages, fc.integer({ min: 1, max: 50 }), (list, step) => {
        const bytes = concat(...list.map(([type, body]) => encodeMessage(type, body)));
        const reader = new MessageReader();
        const found: [number, Uint8Array][] = [];
        for (let at = 0; at < bytes.length; at += step) {
          reader.push(bytes.subarray(at, at + step));
          for (let message = reader.next(); message !== undefined; message = reader.next())
            found.push([message.type, message.body]);
        }
        expect(found).toEqual(list);
        expect(reader.hasFragment).toBe(false);
      }),
    );
  });

  it('is bounded, by message and in sum', async () => {
    const announce = (length: number): Uint8Array =>
      Uint8Array.of(11, length >> 16, (length >> 8) & 255, length & 255);
    const first = new MessageReader();
    first.push(announce(MAX_MESSAGE - 4));
    expect(first.next()).toBeUndefined();
    const second = new MessageReader();
    second.push(announce(MAX_MESSAGE - 3));
    expect(await codeOf(() => second.next())).toBe('tls.handshake.limits');
    const third = new MessageReader();
    const fill = (): void => {
      for (let i = 0; i < 5000; i++) {
        third.push(encodeTicket());
        third.next();
      }
    };
    expect(await codeOf(fill)).toBe('tls.handshake.limits');
  });
});
