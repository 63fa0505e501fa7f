import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { exampleSettings, ownServer, readSettings, sharedServer } from './settings.ts';

describe('settings', () => {
  it('fill in the vendor’s own server and port', () => {
    expect(readSettings('x', z.strictObject(sharedServer('api.example.org')), {})).toEqual({
      host: 'api.example.org',
      port: 443,
    });
  });

  it('name every problem at once', () => {
    const schema = z.strictObject(ownServer('home.example.org'));
    expect(() => readSettings('x', schema, { port: 0, other: 1 })).toThrow(
      /x\.host: is missing.*x\.port: .*Unrecognized/s,
    );
  });

  it('are shown with examples where there is neither a value nor a default', () => {
    const schema = z.strictObject({ ...ownServer('home.example.org'), name: z.string() });
    expect(exampleSettings(schema)).toEqual({ host: 'home.example.org' });
    expect(exampleSettings(schema, { host: 'a.example.org', port: 1 })).toEqual({
      host: 'a.example.org',
      port: 1,
    });
  });

  it.each([
    'https://a.b',
    'a.b/c',
    'A.b',
    'localhost',
    '127.0.0.1',
    'a..b',
    '-a.b',
    'a.b:443',
    'a.b.',
    '',
    'ä.de',
  ])('refuse %j as a host', (host) => {
    expect(() => readSettings('x', z.strictObject(ownServer('home.example.org')), { host })).toThrow(
      expect.objectContaining({ code: 'adapter.settings' }),
    );
  });
});
