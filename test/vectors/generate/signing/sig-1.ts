import { DOMAINS } from '@cloudx3/proto';
import type { Domain } from '@cloudx3/proto';
import { digestOf, hex, utf8, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';

/** Digests under each domain (rule SIG-1). */
export function sig1Vectors(): Vector[] {
  return (Object.keys(DOMAINS) as Domain[]).flatMap((domain) =>
    [new Uint8Array(), utf8('cloudx3')].map((bytes) =>
      valid('SIG-1', `${domain}, ${bytes.length} bytes`, {
        domain: DOMAINS[domain],
        bytes: hex(bytes),
        digest: hex(digestOf(domain, bytes)),
      }),
    ),
  );
}
