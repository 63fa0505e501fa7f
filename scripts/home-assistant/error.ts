import { CodedError } from '@cloudx3/errors';

/** Stable codes of {@link HomeAssistantError}. The text of an error may change, its code does not. */
export const HomeAssistantErrorCode = {
  platformUnsupported: 'home_assistant.platform.unsupported',
  pythonMissing: 'home_assistant.python.missing',
  pythonVersion: 'home_assistant.python.version',
  pythonVenvMissing: 'home_assistant.python.venv_missing',
  installFailed: 'home_assistant.install.failed',
  notInstalled: 'home_assistant.start.not_installed',
  optionInvalid: 'home_assistant.start.option_invalid',
  portTaken: 'home_assistant.start.port_taken',
  certificateRefused: 'home_assistant.start.certificate_refused',
  exited: 'home_assistant.start.exited',
  deadline: 'home_assistant.start.deadline',
  recoveryMode: 'home_assistant.start.recovery_mode',
  tokenRefused: 'home_assistant.start.token_refused',
  replyUnexpected: 'home_assistant.reply.unexpected',
} as const;

export type HomeAssistantErrorCode = (typeof HomeAssistantErrorCode)[keyof typeof HomeAssistantErrorCode];

/** Why Home Assistant could not be installed or started; the message ends with the way out. */
export class HomeAssistantError extends CodedError<HomeAssistantErrorCode> {
  override readonly name = 'HomeAssistantError';
}
