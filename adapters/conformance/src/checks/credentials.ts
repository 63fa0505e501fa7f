import { inspect } from 'node:util';
import {
  AdapterError,
  explainFailure,
  parseResponse,
  prepareRequest,
  readCredentials,
} from '@cloudx3/adapter-kit';
import { describe, expect, it } from 'vitest';
import { responseWith } from '../mutation/http.ts';
import type { OperationUnderTest, Subject } from '../subject.ts';

/** As much of a secret in a message is a leak. */
const TELLTALE_CHARACTERS = 8;

/** Whatever goes wrong, nothing that is said about it holds a part of a secret. */
export function describeCredentials(subject: Subject): void {
  const { adapter, setup, credentials, operations } = subject;
  const secrets = Object.values(setup.credentials);
  if (secrets.length === 0) return;

  describe('credentials', () => {
    it('print as nothing', () => {
      for (const text of [
        inspect(credentials),
        String(credentials),
        JSON.stringify({ credentials }),
        inspect({ credentials }, { depth: 9 }),
      ]) {
        expectNoSecret(text, secrets);
      }
    });

    it('of another form are refused without being shown', () => {
      for (const wrong of wrongCredentials(setup.credentials)) {
        const error = caught(() => readCredentials(adapter.auth, wrong));
        expect(error).toMatchObject({ code: 'adapter.credentials' });
        expectNoSecret(inspect(error, { depth: 9 }), secrets);
      }
    });

    it.each(operations)('are in no message about a request of $key', ({ operation, params }) => {
      for (const hostile of [...secrets, `${secrets[0] ?? ''}\r\n`]) {
        for (const name of Object.keys(params)) {
          const result = prepareRequest(operation, { ...params, [name]: `!${hostile}` }, credentials);
          expect(result.ok).toBe(false);
          expectNoSecret(inspect(result, { depth: 9 }), secrets);
        }
      }
    });

    it.each(operations)('that the vendor echoes are in no message about an answer to $key', (test) => {
      for (const secret of secrets) {
        for (const response of echoes(test, secret)) {
          const result = parseResponse(
            test.operation,
            test.sample?.params ?? test.params,
            response,
            1_700_000_000_000n,
          );
          if (result.ok) continue;
          expectNoSecret(inspect(result, { depth: 9 }), secrets);
          expectNoSecret(inspect(explainFailure(adapter, result.code, response), { depth: 9 }), secrets);
        }
      }
    });
  });
}

function wrongCredentials(good: Readonly<Record<string, string>>): unknown[] {
  const spoilt = (change: (secret: string) => unknown) =>
    Object.fromEntries(Object.entries(good).map(([name, secret]) => [name, change(secret)]));
  const [first = ''] = Object.values(good);
  return [
    spoilt((secret) => `${secret} `),
    spoilt((secret) => secret.slice(0, 20)),
    spoilt((secret) => secret.repeat(8)),
    spoilt((secret) => [secret]),
    spoilt((secret) => ({ value: secret })),
    { ...good, [first]: 'a secret as the name of a member' },
    {},
    first,
    [first],
    null,
    undefined,
  ];
}

function echoes({ operation, sample }: OperationUnderTest, secret: string): Uint8Array[] {
  const statuses = [200, 302, 400, 401, 404, 429, 500];
  const texts = [
    JSON.stringify({ error: secret, message: secret, [secret]: secret }),
    `"${secret}"`,
    `<p>${secret}</p>`,
    secret,
  ];
  const plain = statuses.flatMap((status) => texts.map((text) => responseWith(status, text)));
  const inHead = [
    responseWith(302, '', { location: `https://elsewhere.test/?auth_key=${secret}` }),
    responseWith(200, '{}', { [secret]: 'x', 'content-encoding': secret }),
    new TextEncoder().encode(`HTTP/1.1 ${secret}\r\n\r\n`),
    new TextEncoder().encode(`HTTP/1.1 200 OK\r\ncontent-length: ${secret}\r\n\r\n`),
    new TextEncoder().encode(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${secret}\r\n`),
  ];
  // In the place of each reading and of each text that a condition compares.
  const body = sample?.body ?? '';
  const swapped =
    body === ''
      ? []
      : [
          body.replaceAll(/"[^"]*"(?=[,}\]])/g, `"${secret}"`),
          body.replaceAll(/:(true|false|[0-9.-]+)/g, `:"${secret}"`),
        ];
  return [...plain, ...inHead, ...swapped.map((text) => responseWith(200, text))].filter(
    (response) => response.length <= operation.message.maxResponseBytes * 64,
  );
}

function expectNoSecret(text: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    for (let at = 0; at + TELLTALE_CHARACTERS <= secret.length; at += 1) {
      const part = secret.slice(at, at + TELLTALE_CHARACTERS);
      if (text.includes(part))
        expect.unreachable(`a message holds ${TELLTALE_CHARACTERS} characters of a secret`);
    }
  }
}

function caught(work: () => unknown): AdapterError {
  try {
    work();
  } catch (error) {
    if (error instanceof AdapterError) return error;
    throw error;
  }
  throw new Error('the credentials were taken');
}
