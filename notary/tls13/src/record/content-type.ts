/** RFC 8446 section 5.1. */
export const CONTENT_TYPE = {
  change_cipher_spec: 20,
  alert: 21,
  handshake: 22,
  application_data: 23,
} as const;

/** Section 5.1: the most bytes of content in one record. */
export const MAX_PLAINTEXT = 2 ** 14;
/** Section 5.2: a protected record holds content, its type, padding and the tag; at most 256 bytes more. */
export const MAX_CIPHERTEXT = MAX_PLAINTEXT + 256;

/** The inner type and the tag of an AEAD: what a protected record has beside its content, and its least. */
export const LEAST_CIPHERTEXT = 17;

export const LEGACY_RECORD_VERSION = 0x0303;
export const HEADER_LENGTH = 5;
