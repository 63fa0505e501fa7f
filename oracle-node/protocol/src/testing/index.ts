// Keys, feeds and signed observations for tests of this package and of the node. Never for a real network.
export {
  attest,
  contextAt,
  envelopeOf,
  observe,
  proxySession,
  TEST_OPERATION,
  testKey,
  testKeys,
  testNetwork,
} from './network.ts';
export type { TestKey, TestNetwork } from './network.ts';
export { seededBytes, seededNumbers } from './seeded.ts';
