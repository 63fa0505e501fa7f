import type { VendorError } from '@cloudx3/adapter-kit';

/** 401 is plain text; the others are {"message":"…"} with free text, so the status tells them apart. */
export const errors: readonly VendorError[] = [
  {
    code: 'home-assistant.token_refused',
    status: 401,
    meaning: 'The server does not take the access token.',
    remedy:
      'Make a new long-lived access token (profile, Security) and configure it; deleting the user deletes its tokens.',
    retry: 'after-remedy',
  },
  {
    code: 'home-assistant.banned',
    status: 403,
    meaning: 'The server has banned the address that the request came from.',
    remedy: 'Remove the address from ip_bans.yaml on the server and restart it; failed logins caused it.',
    retry: 'after-remedy',
  },
  {
    code: 'home-assistant.bad_request',
    status: 400,
    meaning: 'The server has no such service, or refuses its data.',
    remedy: 'Check that the switch integration is loaded and that the entity is a switch.',
    retry: 'after-remedy',
  },
  {
    code: 'home-assistant.entity_not_found',
    status: 404,
    body: { at: ['message'] },
    meaning: 'The server has no such entity.',
    remedy: "Compare the entity id with the server's list (Settings, Devices, Entities).",
    retry: 'after-remedy',
  },
];
