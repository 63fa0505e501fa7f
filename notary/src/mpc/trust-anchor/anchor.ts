/**
 * The public trust anchor whose key a private CA's key takes the place of. The engine carries Mozilla's anchors in its
 * data segment and has no interface to add one; each is a subject and a SubjectPublicKeyInfo. Only the key is
 * replaced, so the private CA must bear this subject, byte for byte in DER, and have a key of the same curve.
 *
 * A development CA therefore needs: key ECDSA P-256; subject C=US, O=Amazon, CN=Amazon Root CA 3, in this order, one
 * attribute per RDN, every value a PrintableString (openssl writes UTF8String unless told `string_mask = nombstr`).
 * `@cloudx3/dev-ca` makes one. While it is in use, servers whose chain ends at the genuine Amazon Root CA 3 are refused.
 */
export const REPLACED_ANCHOR_NAME = 'Amazon Root CA 3';

/** DER of the subject: a SEQUENCE of the RDNs C=US, O=Amazon, CN=Amazon Root CA 3. */
export const REPLACED_ANCHOR_SUBJECT = Buffer.from(
  '3039310b3009060355040613025553310f300d060355040a1306416d617a6f6e3119301706035504031310416d617a6f6e20526f6f742043412033',
  'hex',
);

/** SubjectPublicKeyInfo without its outer tag and length, as the engine stores it. */
export const REPLACED_ANCHOR_KEY = Buffer.from(
  '301306072a8648ce3d020106082a8648ce3d030107034200042997a7c6417fc00d9be8011b56c6f252a5ba2db212e8d22ed7fac9c5d8aa6d1f73813b3b986b397c33a5c54e868e8017686245577d44581db337e56708eb66de',
  'hex',
);
