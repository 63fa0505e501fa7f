import { inspect } from 'node:util';
import { AdapterError } from '@cloudx3/adapter-kit';
import { expect } from 'vitest';
import { checksOf } from '../check.ts';
import type { Check } from '../check.ts';
import { echoes } from '../mutation/echoes.ts';
import { evaluated } from '../mutation/outcome.ts';
import type { Subject } from '../subject.ts';

/** As much of a secret in a message is a leak. */
const TELLTALE_CHARACTERS = 8;

/** Whatever goes wrong, nothing that is said about it holds a part of a secret. */
export function credentialChecks(subject: Subject): Check[] {
  const { adapter, setup, exchange, credentials } = subject;
  const secrets = Object.values(setup.credentials);
  if (secrets.length === 0) return [];
  return [
    ...checksOf('credentials', {
      'print as nothing': () => {
        for (const text of [
          inspect(credentials),
          String(credentials),
          JSON.stringify({ credentials }),
          inspect({ credentials }, { depth: 9 }),
        ])
          expectNoSecret(text, secrets);
      },

      'of another form are refused without being shown': () => {
        for (const wrong of wrongCredentials(setup.credentials)) {
          const error = caught(() => exchange.readCredentials(adapter.auth, wrong));
          expect(error).toMatchObject({ code: 'adapter.credentials' });
          expectNoSecret(inspect(error, { depth: 9 }), secrets);
        }
      },
    }),
    ...messageChecks(subject, secrets),
  ];
}

function messageChecks(subject: Subject, secrets: readonly string[]): Check[] {
  const { adapter, exchange, credentials } = subject;
  return subject.operations.flatMap((test) =>
    checksOf(`credentials of ${test.key}`, {
      'are in no message about a request': () => {
        for (const hostile of [...secrets, `${secrets[0] ?? ''}\r\n`]) {
          for (const name of Object.keys(test.params)) {
            const params = { ...test.params, [name]: `!${hostile}` };
            const result = exchange.prepareRequest(test.operation, params, credentials);
            expect(result.ok).toBe(false);
            expectNoSecret(inspect(result, { depth: 9 }), secrets);
          }
        }
      },

      'that the vendor echoes are in no message about an answer': () => {
        for (const response of secrets.flatMap((secret) => echoes(test, secret))) {
          const result = evaluated(subject, test, response);
          if (result.ok) continue;
          expectNoSecret(inspect(result, { depth: 9 }), secrets);
          const explanation = exchange.explainFailure(adapter, result.code, response);
          expectNoSecret(inspect(explanation, { depth: 9 }), secrets);
        }
      },
    }),
  );
}

function wrongCredentials(good: Readonly<Record<string, string>>): unknown[] {
  const spoilt = (change: (secret: string) => unknown) =>
    Object.fromEntries(Object.entries(good).map(([name, secret]) => [name, change(secret)]));
  const [first = ''] = Object.values(good);
  return [
    spoilt((secret) => `${secret} `),
    spoilt((secret) => secret.slice(0, 2)),
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
