export { createDevelopmentCa, DEVELOPMENT_CA_SUBJECT } from './development-ca.ts';
export type { DevelopmentCa, DevelopmentCaOptions } from './development-ca.ts';
export { issueServerCertificate } from './server-certificate.ts';
export type { ServerCertificate, ServerCertificateOptions, ServerKey } from './server-certificate.ts';
