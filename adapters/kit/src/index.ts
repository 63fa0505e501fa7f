// What a vendor adapter is made of: the operation language, credentials, the description of a vendor, and the linter. Pure: nothing here
// opens a connection.
export { Outcome } from '@cloudx3/proto';
/** @public */
export {
  CoreError,
  compareDecimal,
  defineOperation,
  formatDecimal,
  parseDecimal,
  unwrap,
} from '@cloudx3/verifier-core';
export type {
  Answer,
  CharsetSpec,
  CheckedOperation,
  ConditionSpec,
  CoreCode,
  CoreResult,
  Decimal,
  Evaluation,
  ListSpec,
  OperationSpec,
  ParameterSpec,
  Params,
  ParamValue,
  PathSpec,
  ReadingSpec,
  RenderedRequest,
  RowsSpec,
  TimeFormatSpec,
} from '@cloudx3/verifier-core';
export { bearer } from './auth/bearer.ts';
export { Credentials, readCredentials, /** @public */ secretSchema } from './auth/credentials.ts';
export { keyInQuery } from './auth/key-in-query.ts';
export { none } from './auth/none.ts';
export type { AuthStrategy, HoleSpec, SecretOptions } from './auth/strategy.ts';
export { defineAdapter, /** @public */ findOperation } from './definition/adapter.ts';
export type { Adapter, AdapterSpec, CapabilitySpec, OperationDraft } from './definition/spec.ts';
export { deviceCapabilities, deviceCapability } from './definition/capability.ts';
export type { DeviceCapability } from './definition/capability.ts';
export { describeDevice } from './definition/device.ts';
export type { DeviceDescription } from './definition/device.ts';
export { sustainedRate } from './definition/quota.ts';
export type { Quota } from './definition/quota.ts';
export { exampleSettings, hostName, ownServer, readSettings, sharedServer } from './definition/settings.ts';
export type { Retry, VendorError } from './definition/vendor-error.ts';
export { /** @public */ ADAPTER_ERROR_CODES, AdapterError } from './error.ts';
export type { AdapterErrorCode } from './error.ts';
export { explainFailure } from './exchange/explain-failure.ts';
export type { Explanation } from './exchange/explain-failure.ts';
export { parseResponse } from './exchange/parse-response.ts';
export { prepareRequest } from './exchange/prepare-request.ts';
export { element, isLiteral, isParameter, isText } from './language/path.ts';
export { jsonBody, /** @public */ literal, param, quotedParam, target } from './language/template.ts';
export type { Placeholder, TemplateJson } from './language/template.ts';
export { LINT_CODES } from './lint/finding.ts';
export type { LintCode, LintFinding } from './lint/finding.ts';
export { lintOperation } from './lint/lint-operation.ts';
export { describeResidue } from './lint/residue.ts';
export type { HolePlace, HoleResidue } from './lint/residue.ts';
export { largestRequestBytes } from './lint/sizes.ts';
export { adapterManifest } from './manifest/manifest.ts';
export type { ManifestSource } from './manifest/manifest.ts';
export { ADAPTER_MANIFEST_SCHEMA, adapterManifestSchema } from './manifest/schema.ts';
export type { AdapterManifest, OperationManifest } from './manifest/schema.ts';
