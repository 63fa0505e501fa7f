import { toHex } from '@cosmjs/encoding';
import type { AttestationBody, PathEvidence, TranscriptOpening } from '@cloudx3/proto';
import {
  HOLE_ASSURANCES,
  KEY_BINDINGS,
  hiddenRanges,
  meaningOf,
  segmentLengths,
} from '@cloudx3/verifier-core';
import { failed, passed } from './line.ts';
import type { CheckLine } from './line.ts';

/** What a number means. A statement that is not well formed may have any other. */
type Words = Readonly<Partial<Record<number, string>>>;

const SUITES: Words = {
  0x1301: 'TLS_AES_128_GCM_SHA256',
  0x1302: 'TLS_AES_256_GCM_SHA384',
  0x1303: 'TLS_CHACHA20_POLY1305_SHA256',
};

/** Path evidence in words, a line each. */
export function describePath(path: PathEvidence): string[] {
  const suite = SUITES[path.cipherSuite] ?? `suite 0x${path.cipherSuite.toString(16)}`;
  const tls = path.tlsVersion === 0x0304 ? 'TLS 1.3' : `TLS version 0x${path.tlsVersion.toString(16)}`;
  return [
    `address   ${path.resolvedAddress}`,
    `key       ${toHex(path.serverSpkiSha256)} (SHA-256 of the server's public key)`,
    `issuer    ${toHex(path.issuerSpkiSha256)} (SHA-256 of the trust anchor's public key)`,
    `protocol  ${tls}, ${suite}`,
    `binding   ${meaningOf(KEY_BINDINGS, path.keyBinding) ?? 'of a kind that is not known here'}`,
    `hidden    ${meaningOf(HOLE_ASSURANCES, path.holeAssurance) ?? 'of a kind that is not known here'}`,
    `request   ${describeSegments(path.segmentLengths)}`,
  ];
}

function describeSegments(lengths: readonly number[]): string {
  const parts = lengths.map((length, i) => `${length} ${i % 2 === 0 ? 'public' : 'hidden'}`);
  return `${parts.join(' + ')} bytes`;
}

/** The segments that the notary signed against the transcript that it committed to. Says nothing where there is no path or no transcript. */
export function checkSegmentsOf(
  { path }: AttestationBody,
  opening: TranscriptOpening | undefined,
): CheckLine[] {
  if (path === undefined || opening === undefined) return [];
  const title = 'hidden and public parts have the lengths that the notary signed';
  const seen = segmentLengths(opening.sent.length, hiddenRanges(opening.sent));
  const same = seen.join() === path.segmentLengths.join();
  return [
    same
      ? passed('REQ-3', title)
      : failed('REQ-3', title, 'attestation.path', `the transcript has ${describeSegments(seen)}`),
  ];
}
