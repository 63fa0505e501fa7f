import type { InteropServer } from '../server.ts';
import { gnutls } from './gnutls.ts';
import { go } from './go.ts';
import { mbedtls } from './mbedtls.ts';
import { nginx } from './nginx.ts';
import { node } from './node.ts';
import { python } from './python.ts';
import { rustls } from './rustls.ts';

/** In the order of the report. */
export const SERVERS: readonly InteropServer[] = [nginx, go, rustls, gnutls, python, node, mbedtls];
