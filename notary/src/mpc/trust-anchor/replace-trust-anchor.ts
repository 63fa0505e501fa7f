import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { REPLACED_ANCHOR_KEY, REPLACED_ANCHOR_NAME, REPLACED_ANCHOR_SUBJECT } from './anchor.ts';
import { readSubject } from './certificate-subject.ts';
import { NotaryError } from '../../session/error.ts';

/** Tag and length of the SubjectPublicKeyInfo of a P-256 key. */
const SPKI_HEADER_BYTES = 2;

/**
 * Returns the key of a custom CA in the form in which the engine stores an anchor's.
 *
 * @param customCa one certificate in DER
 * @throws NotaryError `mpc.trust_anchor` when the certificate cannot take the anchor's place; the message says why
 */
export function trustAnchorKey(customCa: Uint8Array): Uint8Array {
  const certificate = parse(customCa);
  if (!certificate.ca) throw unusable('it is not a CA certificate (basicConstraints CA:TRUE is missing)');
  const publicKey = readKey(certificate);
  if (publicKey?.asymmetricKeyType !== 'ec' || publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw unusable('its key is not ECDSA on P-256');
  }
  const subject = readSubject(certificate.raw);
  if (subject === undefined || !REPLACED_ANCHOR_SUBJECT.equals(subject)) {
    throw unusable(
      `its subject must be C=US, O=Amazon, CN=${REPLACED_ANCHOR_NAME}, each value a PrintableString, byte for byte`,
    );
  }
  const key = publicKey.export({ type: 'spki', format: 'der' }).subarray(SPKI_HEADER_BYTES);
  if (key.length !== REPLACED_ANCHOR_KEY.length) throw unusable('its key is not an uncompressed point');
  return key;
}

/**
 * Returns a copy of the engine's bytes in which the custom CA stands in the anchor's place.
 *
 * @throws NotaryError `mpc.trust_anchor` also when the anchor's key is not found exactly once: another engine version
 */
export function replaceTrustAnchor(engine: Uint8Array, customCa: Uint8Array): Uint8Array<ArrayBuffer> {
  const key = trustAnchorKey(customCa);
  const copy = Buffer.from(engine);
  const at = copy.indexOf(REPLACED_ANCHOR_KEY);
  if (at < 0 || copy.includes(REPLACED_ANCHOR_KEY, at + 1)) {
    throw new NotaryError(
      'mpc.trust_anchor',
      `The engine does not hold ${REPLACED_ANCHOR_NAME} exactly once: it is not the version that this code was made for.`,
    );
  }
  copy.set(key, at);
  return copy;
}

/** The key is decoded only when it is asked for, and may then turn out not to be one. */
function readKey(certificate: X509Certificate): KeyObject | undefined {
  try {
    return certificate.publicKey;
  } catch {
    return undefined;
  }
}

function parse(der: Uint8Array): X509Certificate {
  try {
    const certificate = new X509Certificate(der);
    // PEM is accepted by the parser, and so is DER with something behind it.
    if (certificate.raw.equals(der)) return certificate;
  } catch (cause) {
    throw unusable('it is not a certificate in DER', cause);
  }
  throw unusable('it is not exactly one certificate in DER');
}

function unusable(why: string, cause?: unknown): NotaryError {
  return new NotaryError(
    'mpc.trust_anchor',
    `The custom CA cannot be used: ${why}. @cloudx3/dev-ca makes one that fits.`,
    {
      cause,
    },
  );
}
