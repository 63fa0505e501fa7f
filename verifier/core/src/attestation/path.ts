import { Carrier, Charset } from '@cloudx3/proto';
import type { Hole, PathEvidence } from '@cloudx3/proto';
import { HOLE_ASSURANCES, KEY_BINDINGS, kindOf } from '../binding/table.ts';
import type { CheckedOperation } from '../operation/checked-operation.ts';
import { OPERATION_LIMITS } from '../operation/limits.ts';
import { holesInOrder } from '../operation/holes-in-order.ts';
import type { Range } from '../request/ranges.ts';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';

const TLS_1_3 = 0x0304;
/** TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384 and TLS_CHACHA20_POLY1305_SHA256 (RFC 8446, appendix B.4). */
const CIPHER_SUITES: readonly number[] = [0x1301, 0x1302, 0x1303];
const MAX_SEGMENTS = 2 * OPERATION_LIMITS.holes + 1;

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4 = new RegExp(`^(?:${OCTET}\\.){3}${OCTET}$`);
const IPV6_TEXT = /^[0-9a-f:]{2,39}$/;
const IPV4_MAPPED = /^::ffff:[0-9a-f]{1,4}:[0-9a-f]{1,4}$/;

/** Oldest and youngest that a kept connection's handshake may be at the time of the session. */
const HANDSHAKE_BEFORE_MS = 600_000n;
const HANDSHAKE_AFTER_MS = 120_000n;

/** Rule ATT-2: the form of path evidence, whatever it says. Version and session time are its attestation's. */
export function isPathEvidence(path: PathEvidence, version: number, sessionTimeMs: bigint): boolean {
  return (
    isIpText(path.resolvedAddress) &&
    path.serverSpkiSha256.length === 32 &&
    path.issuerSpkiSha256.length === 32 &&
    path.tlsVersion === TLS_1_3 &&
    CIPHER_SUITES.includes(path.cipherSuite) &&
    isCarried(path, version, sessionTimeMs) &&
    areSegments(path.segmentLengths) &&
    isAssured(path, version)
  );
}

/** HTTP/2 brings a fence and its place on the connection; anything else has neither. */
function isCarried(path: PathEvidence, version: number, sessionTimeMs: bigint): boolean {
  const { carrier, handshakeTimeMs, turn, stream } = path;
  const binding = kindOf(KEY_BINDINGS, path.keyBinding);
  if (binding === undefined || version < binding.edition) return false;
  if (binding.carrier === Carrier.UNSPECIFIED) {
    return carrier === Carrier.UNSPECIFIED && handshakeTimeMs === 0n && turn === 0 && stream === 0;
  }
  return (
    carrier === binding.carrier &&
    handshakeTimeMs > 0n &&
    handshakeTimeMs <= sessionTimeMs + HANDSHAKE_AFTER_MS &&
    handshakeTimeMs + HANDSHAKE_BEFORE_MS >= sessionTimeMs &&
    turn > 0 &&
    stream % 2 === 1
  );
}

/** What is known of hidden bytes: nothing where there are none, and a set for each hole where sets are proven. */
function isAssured(path: PathEvidence, version: number): boolean {
  const { carrier, holeAssurance, holeCharsets, segmentLengths } = path;
  const { noHoles, charset } = HOLE_ASSURANCES;
  const kind = kindOf(HOLE_ASSURANCES, holeAssurance);
  const holes = (segmentLengths.length - 1) / 2;
  if (kind === undefined || version < kind.edition || (kind === noHoles) !== (holes === 0)) return false;
  if (kind.carrier !== undefined && kind.carrier !== carrier) return false;
  const known = holeCharsets.every((set) => set !== Charset.UNSPECIFIED && set in Charset);
  return holeCharsets.length === (kind === charset ? holes : 0) && known;
}

/**
 * Canonical text of an IP address. URL parsers are what every platform of ours has that reads IPv6: they give it back as RFC 5952
 * writes it, but for mapped IPv4 addresses, which are to be written as IPv4.
 */
function isIpText(text: string): boolean {
  if (IPV4.test(text)) return true;
  if (!IPV6_TEXT.test(text) || IPV4_MAPPED.test(text)) return false;
  const url = `http://[${text}]/`;
  return URL.canParse(url) && new URL(url).href === url;
}

/** An odd number of lengths; the first and every hole are there, and only the last of several may be empty. */
function areSegments(lengths: readonly number[]): boolean {
  const last = lengths.length - 1;
  return (
    lengths.length % 2 === 1 &&
    lengths.length <= MAX_SEGMENTS &&
    lengths.every((length, i) => length > 0 || (i === last && i > 0)) &&
    lengths.reduce((sum, length) => sum + length, 0) <= OPERATION_LIMITS.maxRequestBytes
  );
}

/** Rule ATT-4: the segments are those that the operation's holes ask for. Says nothing of an attestation without a path. */
export function checkSegments(
  path: PathEvidence | undefined,
  { message }: CheckedOperation,
): CoreResult<undefined> {
  if (path === undefined) return ok();
  const { segmentLengths, holeCharsets } = path;
  const holes: readonly Hole[] = holesInOrder(message);
  if (segmentLengths.length !== 2 * holes.length + 1) {
    const count = `${segmentLengths.length} segments where the operation has ${holes.length} holes`;
    return fail('attestation.path', count, 'path.segment_lengths');
  }
  for (const [i, { name, charset, minLength, maxLength }] of holes.entries()) {
    const length = segmentLengths[2 * i + 1] ?? 0;
    if (length < minLength || length > maxLength) {
      const range = `${length} bytes where ${minLength} to ${maxLength} are allowed`;
      return fail('attestation.path', range, `path.segment_lengths.${name}`);
    }
    const set = holeCharsets[i];
    if (set !== undefined && set !== charset) {
      return fail('attestation.path', "is another set than the hole's", `path.hole_charsets.${name}`);
    }
  }
  return ok();
}

/** Lengths of a request's segments as path evidence has them. Hidden ranges are increasing, not empty and do not touch. */
export function segmentLengths(requestLength: number, hidden: readonly Range[]): number[] {
  const lengths: number[] = [];
  let at = 0;
  for (const { start, end } of hidden) {
    lengths.push(start - at, end - start);
    at = end;
  }
  return [...lengths, requestLength - at];
}
