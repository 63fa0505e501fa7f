import { asTls13Error, Tls13Error } from '../errors.ts';
import type { ParsedCertificate } from './certificate.ts';
import { checkPath } from './path-rules.ts';
import type { TrustStore } from './trust-store.ts';

/** Leaf first, anchor last. */
export interface FoundPath {
  readonly path: readonly ParsedCertificate[];
  readonly custom: boolean;
}

/** How many signatures one chain may cost. A genuine one costs two or three; cross-signed heaps stay cheap. */
const MAX_SIGNATURES = 32;
const MAX_LENGTH = 10;

export interface PathSearch {
  /** What the server sent behind its own certificate. */
  readonly others: readonly ParsedCertificate[];
  readonly serverName: string;
  readonly nowMs: number;
  readonly trust: TrustStore;
}

interface Search extends PathSearch {
  signaturesLeft: number;
  /** Why the first path that led to an anchor was no good. */
  failure: Tls13Error | undefined;
}

/**
 * Looks for a path from the leaf to an anchor (RFC 4158, depth first, anchors before what the server sent) that passes
 * every rule. A certificate is used once in a path, so circles of cross-signed authorities end.
 */
export async function findPath(leaf: ParsedCertificate, options: PathSearch): Promise<FoundPath> {
  const search: Search = { ...options, signaturesLeft: MAX_SIGNATURES, failure: undefined };
  const found = await extend([leaf], search);
  if (found === undefined) throw search.failure ?? new Tls13Error('tls.certificate.untrusted');
  return found;
}

async function extend(path: readonly ParsedCertificate[], search: Search): Promise<FoundPath | undefined> {
  const last = path.at(-1);
  if (last === undefined || path.length >= MAX_LENGTH) return undefined;
  for (const anchor of search.trust.anchorsNamed(last.x509.issuer)) {
    const parsed = anchor.parsed();
    if (!isIssuedBy(last, parsed, search)) continue;
    const whole = [...path, parsed];
    if (await passes(whole, search)) return { path: whole, custom: anchor.custom };
  }
  for (const issuer of search.others) {
    if (path.includes(issuer) || !isIssuedBy(last, issuer, search)) continue;
    const found = await extend([...path, issuer], search);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isIssuedBy(certificate: ParsedCertificate, issuer: ParsedCertificate, search: Search): boolean {
  if (!certificate.x509.checkIssued(issuer.x509)) return false;
  if (search.signaturesLeft-- <= 0) throw new Tls13Error('tls.certificate.limits');
  try {
    return certificate.x509.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

async function passes(path: readonly ParsedCertificate[], search: Search): Promise<boolean> {
  try {
    await checkPath(path, search.serverName, search.nowMs);
    return true;
  } catch (error) {
    search.failure ??= asTls13Error(error);
    return false;
  }
}
