import { describe, expect, it } from 'vitest';
import * as tls13 from './index.ts';
import { asTls13Error, Tls13Error, TLS13_ERROR_CODES } from './errors.ts';

describe('Tls13Error', () => {
  it('has a text for every code, and codes are unique', () => {
    expect(new Set(TLS13_ERROR_CODES).size).toBe(TLS13_ERROR_CODES.length);
    for (const code of TLS13_ERROR_CODES) {
      expect(code).toMatch(/^tls(\.[a-z0-9_]+)+$/);
      expect(new Tls13Error(code).message, code).toMatch(/^[A-Z].{15,}\.$/);
    }
  });

  it('says what to do about a server without TLS 1.3', () => {
    expect(new Tls13Error('tls.version').message).toMatch(/MPC mode/);
  });

  it('answers no alert with an alert', () => {
    expect(new Tls13Error('tls.alert.handshake_failure').alert).toBeUndefined();
    expect(new Tls13Error('tls.version').alert).toBe('protocol_version');
    expect(new Tls13Error('tls.version', { answer: false }).alert).toBeUndefined();
  });

  it('keeps what it is, and takes in what is foreign', () => {
    const own = new Tls13Error('tls.closed');
    const foreign = new TypeError('x');
    expect(asTls13Error(own)).toBe(own);
    expect(asTls13Error(foreign)).toMatchObject({ code: 'tls.internal', cause: foreign });
  });
});

describe('the package', () => {
  it('exports this and nothing else', () => {
    expect(Object.keys(tls13).sort()).toEqual([
      'CONTENT_TYPE',
      'LEAST_CIPHERTEXT',
      'MAX_PLAINTEXT',
      'PostHandshakeReader',
      'RecordReader',
      'SUITES',
      'TLS13_ERROR_CODES',
      'Tls13Client',
      'Tls13Error',
      'auditHandshake',
      'createTrustStore',
      'decodeAlert',
      'disclosedEpochs',
      'isKeyUpdate',
      'openRecord',
      'readClientHello',
      'sealRecord',
      'suiteOf',
      'validatePath',
      'wrapDuplex',
    ]);
  });
});
