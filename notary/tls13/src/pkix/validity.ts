import { Tls13Error } from '../errors.ts';
import type { ParsedCertificate } from './certificate.ts';

/** RFC 5280 section 4.1.2.5: both ends are included. */
export function checkValidity({ notBeforeMs, notAfterMs }: ParsedCertificate, nowMs: number): void {
  if (!(nowMs >= notBeforeMs)) throw new Tls13Error('tls.certificate.not_yet_valid');
  if (!(nowMs <= notAfterMs)) throw new Tls13Error('tls.certificate.expired');
}
