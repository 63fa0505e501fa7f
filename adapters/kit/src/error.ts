import { CodedError } from '@cloudx3/errors';

/** Every code of {@link AdapterError}, with what it means. A code once released keeps its meaning. */
export const ADAPTER_ERROR_CODES = {
  'adapter.definition': 'The adapter contradicts itself; the message names the field and what to change.',
  'adapter.settings': 'The settings that the adapter was made with are not valid.',
  'adapter.credentials':
    'The credentials are missing, of another form than the vendor issues, or for another adapter. Values are never shown.',
  'adapter.template': 'A literal of a template holds what would have to be escaped.',
  'adapter.device': 'The parameters are not those of a device of this adapter.',
  'adapter.capability': 'The adapter has no capability of this name.',
  'adapter.package': 'A package.json is not JSON of the form that npm reads.',
} as const satisfies Record<string, string>;

/** A code of {@link ADAPTER_ERROR_CODES}. */
export type AdapterErrorCode = keyof typeof ADAPTER_ERROR_CODES;

/**
 * A mistake of an adapter's author or of an operator's configuration. What a vendor answers is never thrown, but returned as an
 * `ExchangeResult`. `field` names the part at fault, for example `capabilities.switch.reading`.
 */
export class AdapterError extends CodedError<AdapterErrorCode> {
  override readonly name = 'AdapterError';
  /** The part at fault, where one can be named. */
  readonly field: string | undefined;

  constructor(code: AdapterErrorCode, message: string, options?: ErrorOptions & { field?: string }) {
    super(code, options?.field === undefined ? message : `${options.field}: ${message}`, options);
    this.field = options?.field;
  }
}
