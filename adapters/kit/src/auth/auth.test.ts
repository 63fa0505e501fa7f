import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { SET } from '../testing/example.ts';
import { bearer } from './bearer.ts';
import { readCredentials } from './credentials.ts';
import { keyInQuery } from './key-in-query.ts';
import { none } from './none.ts';

const SECRET = 'canary0123456789';
const spec = { ...SET, maxRequestBytes: 512 };
const options = { hole: 'key', charset: 'alphanumeric', length: 16, description: 'the key' } as const;
const hole = { charset: 'alphanumeric', minLength: 16, maxLength: 16 };

describe('strategies', () => {
  it('none adds nothing', () => {
    expect(none().addTo(spec)).toBe(spec);
    expect(readCredentials(none(), {}).reveal()).toEqual({});
  });

  it('keyInQuery goes last in the query', () => {
    const auth = keyInQuery({ ...options, name: 'auth_key' });
    expect(auth.addTo(spec)).toMatchObject({ target: '/set?auth_key={!key}', holes: { key: hole } });
    expect(auth.addTo({ ...spec, target: '/set?a=b' }).target).toBe('/set?a=b&auth_key={!key}');
  });

  it('bearer goes into the header', () => {
    expect(bearer(options).addTo({ ...spec, headers: { accept: '*/*' } })).toMatchObject({
      headers: { accept: '*/*', authorization: 'Bearer {!key}' },
      holes: { key: hole },
    });
  });

  it('say what their length gives away', () => {
    expect(bearer(options).residue).toContain('the same for everybody');
    expect(bearer({ ...options, length: { min: 16, max: 32 } }).residue).toContain('16 and 32');
  });

  it('mark secrets as sensitive', () => {
    const shape = (bearer(options).credentials as unknown as { shape: Record<string, { meta(): unknown }> })
      .shape;
    expect(shape['key']?.meta()).toMatchObject({ sensitive: true, description: 'the key' });
  });
});

describe('readCredentials', () => {
  const auth = bearer(options);

  it('seals what fits', () => {
    const credentials = readCredentials(auth, { key: SECRET });
    expect(credentials.reveal()).toEqual({ key: SECRET });
    expect(
      [
        inspect(credentials),
        String(credentials),
        JSON.stringify(credentials),
        Object.keys(credentials).join(),
      ].join(),
    ).not.toContain('canary');
  });

  it.each([
    ['too long', { key: `${SECRET}x` }, 'credentials.key: must have exactly 16 characters'],
    ['a line break', { key: `${SECRET.slice(1)}\n` }, 'look for a stray space, quote or line break'],
    ['missing', {}, 'credentials.key: is missing'],
    ['null', { key: null }, 'credentials.key: is missing'],
    ['another member', { key: SECRET, [`${SECRET}x`]: 1 }, 'has members that this vendor does not use'],
    ['text', SECRET, 'must be an object'],
    ['nothing', undefined, 'must be an object'],
  ])('refuses %s and shows nothing of it', (_, input, message) => {
    const refused = expect(() => readCredentials(auth, input));
    refused.toThrow(
      expect.objectContaining({
        code: 'adapter.credentials',
        message: expect.stringContaining(message) as string,
      }),
    );
    refused.not.toThrow(/canary/);
  });
});
