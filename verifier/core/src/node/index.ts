// What only Node can do. `@cloudx3/verifier-core` itself reaches nothing of this.
export { signWithLibsecp, verifyWithLibsecp } from './libsecp256k1.ts';
