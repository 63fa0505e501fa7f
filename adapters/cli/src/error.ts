import { CodedError } from '@cloudx3/errors';

/** What {@link AdapterToolError} can mean. A code once released keeps its meaning. */
export const ADAPTER_TOOL_ERROR_CODES = {
  'tool.module_missing': 'There is no such file, folder or package.',
  'tool.module_throws': 'The module, or the factory in it, throws.',
  'tool.no_adapter': 'The module exports no adapter, and no function that makes one.',
  'tool.several_exports': 'Several exports could be the adapter.',
  'tool.setting': 'A setting is not written as name=value.',
  'tool.fixtures': 'The recorded answers cannot be read.',
  'tool.file_unreadable': 'A file cannot be read.',
  'tool.file_malformed': 'A file is no manifest of this version.',
} as const satisfies Record<string, string>;

/** A code of {@link ADAPTER_TOOL_ERROR_CODES}. */
export type AdapterToolErrorCode = keyof typeof ADAPTER_TOOL_ERROR_CODES;

/** Why an adapter could not be looked at. What is found in an adapter is no error of this kind, but a finding. */
export class AdapterToolError extends CodedError<AdapterToolErrorCode> {
  override readonly name = 'AdapterToolError';
}
