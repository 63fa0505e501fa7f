import { HoleAssurance, KeyBinding } from '@cloudx3/proto';
import { proxied } from '../bodies.ts';
import type { PathInit } from '../bodies.ts';
import { WEATHER } from '../operations.ts';
import { unknownEnum } from '../vector.ts';
import { M, weather } from './parts.ts';
import type { Bad, Good } from './parts.ts';

const { GRAMMAR } = KeyBinding;
const { NO_HOLES, LENGTH } = HoleAssurance;

const CANONICAL_ADDRESSES = [
  '0.0.0.0',
  '255.255.255.255',
  '192.0.2.10',
  '::',
  '::1',
  '1::',
  '2001:db8::7',
  '2001:db8::1:0:0:1',
  '2001:0:0:1::1',
  '2001:db8:0:1:1:1:1:1',
  '64:ff9b::102:304',
  '::ffff',
  '::102:304',
  'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
];
const OTHER_ADDRESSES = [
  '',
  'example.com',
  '1',
  '127.1',
  '203.0.113',
  '203.0.113.256',
  '203.0.113.07',
  '203.0.113.7.',
  '1.2.3.4.5',
  '0x7f.0.0.1',
  ' 203.0.113.7',
  '203.0.113.7\n',
  '203.0.113.7:443',
  '2001:DB8::7',
  '2001:db8::0007',
  '2001:db8:0:0:0:0:0:7',
  '2001:db8::1:1:1:1:1',
  '2001::1:0:0:0:1',
  '::1::',
  ':::',
  ':1',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '12345::',
  '[::1]',
  'fe80::1%1',
  '::ffff:203.0.113.7',
  '::ffff:cb00:7107',
  '::203.0.113.7',
];

const malformed = (name: string, change: PathInit): Bad => ['ATT-2', `path ${name}`, M, proxied(change)];
const segments = (name: string, ...segmentLengths: number[]): Bad =>
  malformed(`with ${name}`, { segmentLengths });

/** Path evidence that is well formed (rule ATT-2). */
export const GOOD_PATHS: readonly Good[] = [
  ...CANONICAL_ADDRESSES.map((text): Good => [
    'ATT-2',
    `path to ${text}`,
    proxied({ resolvedAddress: text }),
  ]),
  ['ATT-2', 'path whose key binding is the grammar', proxied({ keyBinding: GRAMMAR })],
  ['ATT-2', 'path with TLS_AES_256_GCM_SHA384', proxied({ cipherSuite: 0x1302 })],
  ['ATT-2', 'path with TLS_CHACHA20_POLY1305_SHA256', proxied({ cipherSuite: 0x1303 })],
  ['ATT-2', 'path with 16,384 bytes sent', proxied({ segmentLengths: [16_304, 40, 40] })],
  ['ATT-2', 'path whose last segment is empty', proxied({ segmentLengths: [43, 40, 0] })],
];

/** Path evidence that is malformed (rule ATT-2). */
export const BAD_PATHS: readonly Bad[] = [
  ...OTHER_ADDRESSES.map((text) => malformed(`to ${JSON.stringify(text)}`, { resolvedAddress: text })),
  malformed('without a TLS version', { tlsVersion: 0 }),
  malformed('with TLS 1.2', { tlsVersion: 0x0303 }),
  malformed('with TLS version 0x0305', { tlsVersion: 0x0305 }),
  malformed('without a suite', { cipherSuite: 0 }),
  malformed('with suite 0x1300', { cipherSuite: 0x1300 }),
  malformed('with TLS_AES_128_CCM_SHA256', { cipherSuite: 0x1304 }),
  malformed('with a suite of TLS 1.2', { cipherSuite: 0xc02f }),
  malformed('without a key binding', { keyBinding: KeyBinding.UNSPECIFIED }),
  malformed('with a key binding that is not known', { keyBinding: unknownEnum(3) }),
  malformed('without hole assurance', { holeAssurance: HoleAssurance.UNSPECIFIED }),
  malformed('with a hole assurance that is not known', { holeAssurance: unknownEnum(3) }),
  malformed('with a hole and the assurance that there is none', { holeAssurance: NO_HOLES }),
  [
    'ATT-2',
    'path without a hole and with its length assured',
    M,
    weather({ holeAssurance: LENGTH }),
    WEATHER,
  ],
  segments('no segment'),
  segments('two segments', 43, 40),
  segments('eleven segments', 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1),
  segments('an empty first segment', 0, 40, 251),
  segments('an empty hole', 43, 0, 251),
  segments('an empty segment in the middle', 43, 40, 0, 40, 251),
  segments('16,385 bytes', 16_304, 40, 41),
  segments('more bytes than 32 bits count', 0xffff_ffff, 40, 0xffff_ffff),
  ['ATT-2', 'path with one empty segment', M, weather({ segmentLengths: [0] }), WEATHER],
];
