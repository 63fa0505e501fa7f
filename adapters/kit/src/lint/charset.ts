import { Charset } from '@cloudx3/proto';

const PATTERNS: Readonly<Record<Charset, RegExp>> = {
  [Charset.UNSPECIFIED]: /^$/,
  [Charset.DIGITS]: /^[0-9]$/,
  [Charset.HEX_LOWER]: /^[0-9a-f]$/,
  [Charset.ALPHANUMERIC]: /^[A-Za-z0-9]$/,
  [Charset.UNRESERVED]: /^[A-Za-z0-9\-._~]$/,
  [Charset.IDENTIFIER]: /^[A-Za-z0-9\-._~:]$/,
};

/** Whether one character is of the charset. */
export function isOfCharset(charset: Charset, character: string): boolean {
  return PATTERNS[charset].test(character);
}
