import { createHash } from 'node:crypto';
import { Tls13Error } from '../errors.ts';
import { uint } from '../presentation/writer.ts';
import { ParsedCertificate } from './certificate.ts';
import { findPath } from './path-building.ts';
import { checkServerName } from './server-name.ts';
import type { TrustStore } from './trust-store.ts';
import type { PathResult, ValidChain } from './valid-chain.ts';
import { checkValidity } from './validity.ts';

const MAX_CERTIFICATES = 10;
const MAX_CHAIN_BYTES = 65_536;

/**
 * Validates the chain that a server sent (DER, leaf first) for this name at this time: RFC 5280 section 6 and RFC 9525.
 * Revocation is not looked at. Throws a Tls13Error with a code of `tls.certificate.*`.
 */
export async function validatePath(
  chainDer: readonly Uint8Array[],
  serverName: string,
  nowMs: number,
  trust: TrustStore,
): Promise<PathResult> {
  return (await validateChain(chainDer, serverName, nowMs, trust)).path;
}

export async function validateChain(
  chainDer: readonly Uint8Array[],
  serverName: string,
  nowMs: number,
  trust: TrustStore,
): Promise<ValidChain> {
  checkServerName(serverName);
  const bytes = chainDer.reduce((sum, { length }) => sum + length, 0);
  if (chainDer.length > MAX_CERTIFICATES || bytes > MAX_CHAIN_BYTES)
    throw new Tls13Error('tls.certificate.limits');
  const key = cacheKey(chainDer, serverName);
  const cached = trust.cache.get(key, nowMs);
  if (cached !== undefined) return cached;

  const [leaf, ...others] = parseChain(chainDer);
  if (leaf === undefined) throw new Tls13Error('tls.certificate.missing');
  checkValidity(leaf, nowMs);
  const { path, custom } = await findPath(leaf, { others, serverName, nowMs, trust });
  const anchor = path.at(-1) ?? leaf;
  const chain = {
    path: { leafSpkiSha256: leaf.spkiSha256, anchorSpkiSha256: anchor.spkiSha256, customCa: custom },
    leafKey: leaf.publicKey,
  };
  trust.cache.set(key, {
    chain,
    notBeforeMs: Math.max(...path.map(({ notBeforeMs }) => notBeforeMs)),
    notAfterMs: Math.min(...path.map(({ notAfterMs }) => notAfterMs)),
  });
  return chain;
}

/** A server may send certificates that its path does not need; one of those may be unreadable without harm. */
function parseChain([leaf, ...others]: readonly Uint8Array[]): ParsedCertificate[] {
  if (leaf === undefined) return [];
  return [new ParsedCertificate(leaf), ...others.flatMap((der) => readable(der))];
}

function readable(der: Uint8Array): ParsedCertificate[] {
  try {
    return [new ParsedCertificate(der)];
  } catch {
    return [];
  }
}

function cacheKey(chainDer: readonly Uint8Array[], serverName: string): string {
  const hash = createHash('sha256');
  for (const der of chainDer) hash.update(uint(3, der.length)).update(der);
  return `${hash.digest('base64')} ${serverName}`;
}
