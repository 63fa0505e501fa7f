// What only Node can do. `@cloudx3/verifier-core` itself reaches nothing of this.
export { verifySignatureWithOpenSsl } from './verify-signature.ts';
