import { X509Certificate } from 'node:crypto';
import { createTrustStore } from '@cloudx3/tls13';
import type { TrustStore } from '@cloudx3/tls13';

/** Whom both sides of a carried session trust to say who a server is: Mozilla's authorities, and a private CA (DER) where there is one. */
export function vendorTrust(customCa: Uint8Array | undefined): TrustStore {
  const customCaPem = customCa === undefined ? undefined : new X509Certificate(customCa).toString();
  return createTrustStore({ roots: 'mozilla', ...(customCaPem === undefined ? {} : { customCaPem }) });
}
