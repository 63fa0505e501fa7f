/** A release that must not be made as things are; the message says what to do. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
}
