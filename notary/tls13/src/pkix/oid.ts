/** The object identifiers that decide something here (RFC 5280, 4055, 5758, 8410). */
export const OID = {
  extension: {
    keyUsage: '2.5.29.15',
    subjectAltName: '2.5.29.17',
    basicConstraints: '2.5.29.19',
    nameConstraints: '2.5.29.30',
    certificatePolicies: '2.5.29.32',
    policyMappings: '2.5.29.33',
    policyConstraints: '2.5.29.36',
    extendedKeyUsage: '2.5.29.37',
    inhibitAnyPolicy: '2.5.29.54',
  },
  serverAuth: '1.3.6.1.5.5.7.3.1',
  anyExtendedKeyUsage: '2.5.29.37.0',
  rsassaPss: '1.2.840.113549.1.1.10',
  /** SHA-256, 384 and 512, as a parameter of RSASSA-PSS. */
  hashes: ['2.16.840.1.101.3.4.2.1', '2.16.840.1.101.3.4.2.2', '2.16.840.1.101.3.4.2.3'],
  /** RSA PKCS #1 and ECDSA with SHA-256, 384 and 512; Ed25519. SHA-1 and MD5 are not here. */
  signatures: [
    '1.2.840.113549.1.1.11',
    '1.2.840.113549.1.1.12',
    '1.2.840.113549.1.1.13',
    '1.2.840.10045.4.3.2',
    '1.2.840.10045.4.3.3',
    '1.2.840.10045.4.3.4',
    '1.3.101.112',
  ],
} as const;
