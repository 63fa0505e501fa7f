import { Tls13Error } from '../errors.ts';

/** RFC 8446 appendix B.4: the three cipher suites that are offered, in the order of preference. */
export interface Suite {
  /** In hellos. */
  readonly id: number;
  readonly name: string;
  readonly hash: 'sha256' | 'sha384';
  /** Bytes of a hash, and of every secret of the suite. */
  readonly hashLength: 32 | 48;
  readonly cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305';
  /** Bytes of a record key. */
  readonly keyLength: 16 | 32;
}

/** All three AEADs have a nonce of 12 bytes and a tag of 16. */
export const IV_LENGTH = 12;
export const TAG_LENGTH = 16;

/** Every suite that client and auditor know. */
export const SUITES: readonly Suite[] = [
  {
    id: 0x1301,
    name: 'TLS_AES_128_GCM_SHA256',
    hash: 'sha256',
    hashLength: 32,
    cipher: 'aes-128-gcm',
    keyLength: 16,
  },
  {
    id: 0x1302,
    name: 'TLS_AES_256_GCM_SHA384',
    hash: 'sha384',
    hashLength: 48,
    cipher: 'aes-256-gcm',
    keyLength: 32,
  },
  {
    id: 0x1303,
    name: 'TLS_CHACHA20_POLY1305_SHA256',
    hash: 'sha256',
    hashLength: 32,
    cipher: 'chacha20-poly1305',
    keyLength: 32,
  },
];

/** The suite with this number, where it was offered. Throws `tls.handshake.suite` for another. */
export function offeredSuite(id: number): Suite {
  const suite = suiteOf(id);
  if (suite === undefined) throw new Tls13Error('tls.handshake.suite');
  return suite;
}

/** The suite with this number; undefined for one that is not offered. */
export function suiteOf(id: number): Suite | undefined {
  return SUITES.find((suite) => suite.id === id);
}
