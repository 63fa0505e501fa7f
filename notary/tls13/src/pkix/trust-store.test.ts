import { describe, expect, it } from 'vitest';
import { issueChain } from '../test-support/certificates.ts';
import { codeOf } from '../test-support/conversation.ts';
import { createTrustStore } from './trust-store.ts';

describe('createTrustStore', () => {
  it('says whether anything was configured besides Mozilla', async () => {
    const { root } = await issueChain();
    expect(createTrustStore({ roots: 'mozilla' }).custom).toBe(false);
    expect(createTrustStore({ roots: 'mozilla', customCaPem: root.pem }).custom).toBe(true);
  });

  it('refuses a file without a certificate', async () => {
    for (const customCaPem of ['', 'hello', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']) {
      const code = await codeOf(() => createTrustStore({ roots: 'none', customCaPem }));
      expect(code).toBe('tls.certificate.malformed');
    }
  });
});
