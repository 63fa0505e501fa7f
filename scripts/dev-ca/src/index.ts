export { createDevelopmentCa } from './development-ca.ts';
export type { DevelopmentCa, DevelopmentCaOptions } from './development-ca.ts';
export { issueServerCertificate } from './server-certificate.ts';
export type { ServerCertificate, ServerCertificateOptions } from './server-certificate.ts';
export { issueIntermediateCa } from './intermediate-ca.ts';
export type { IntermediateCaOptions } from './intermediate-ca.ts';
export type { KeyKind } from './key-kinds.ts';
