import { Charset } from '@cloudx3/proto';

// All are subsets of the URI unreserved characters and ":", so no value needs escaping in a target, a header or JSON (rule OP-4).
const MEMBERS: ReadonlyMap<Charset, RegExp> = new Map([
  [Charset.DIGITS, /^[0-9]*$/],
  [Charset.HEX_LOWER, /^[0-9a-f]*$/],
  [Charset.ALPHANUMERIC, /^[A-Za-z0-9]*$/],
  [Charset.UNRESERVED, /^[A-Za-z0-9\-._~]*$/],
  [Charset.IDENTIFIER, /^[A-Za-z0-9\-._~:]*$/],
]);

export function isCharset(charset: Charset): boolean {
  return MEMBERS.has(charset);
}

/** Whether every character of the text is of the charset; false for a charset that is not known. */
export function isOfCharset(text: string, charset: Charset): boolean {
  return MEMBERS.get(charset)?.test(text) ?? false;
}
