import { CodedError } from '@cloudx3/errors';

/** Every code of {@link EmulatorError}, with what it means. */
export const EMULATOR_ERROR_CODES = {
  'emulator.vendor': "A vendor's package cannot be found or imported, or has no emulated part.",
  'emulator.config': 'The configuration cannot be read; the message names each field and what it takes.',
  'emulator.data': 'A file of measured data is missing or not of the form that its README describes.',
  'emulator.listen': 'A port cannot be listened on.',
  'emulator.store': 'The file with the state of the devices cannot be used.',
} as const satisfies Record<string, string>;

/** A code of {@link EMULATOR_ERROR_CODES}. */
export type EmulatorErrorCode = keyof typeof EMULATOR_ERROR_CODES;

/** A mistake of whoever starts the emulator, or of the machine. Requests are never answered with it. */
export class EmulatorError extends CodedError<EmulatorErrorCode> {
  override readonly name = 'EmulatorError';
}
