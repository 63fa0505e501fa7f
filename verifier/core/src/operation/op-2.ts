import { OperationKind } from '@cloudx3/proto';
import type { Operation } from '@cloudx3/proto';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { OPERATION_LIMITS } from './limits.ts';
import { checkAnswer } from './op-2-answer.ts';
import { checkDeclarations } from './op-2-parameters.ts';
import { checkExchange } from './op-2-target.ts';
import { checkUsage } from './op-3-usage.ts';
import { checkEdition } from './op-7.ts';

const OPERATION_NAME = /^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/;
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const DNS_NAME = new RegExp(`^${LABEL}(?:\\.${LABEL})+$`);
// A name whose last label is a number is taken for an IPv4 address by URL parsers.
const NUMERIC_END = /\.(?:[0-9]+|0x[0-9a-f]*)$/;

/** Rules OP-2, OP-3, OP-6, OP-7 and ROW-1 for a whole operation, in the order in which its fields stand. */
export function checkOperation(operation: Operation): CoreResult<undefined> {
  for (const check of [checkHead, checkExchange, checkDeclarations, checkAnswer, checkLimits, checkUsage]) {
    const result = check(operation);
    if (!result.ok) return result;
  }
  return ok();
}

function checkHead(operation: Operation): CoreResult<undefined> {
  const edition = checkEdition(operation);
  if (!edition.ok) return edition;
  const { kind, name, serverName, port } = operation;
  if (kind !== OperationKind.READ && kind !== OperationKind.ACTION) {
    return fail('operation.kind', 'is neither READ nor ACTION', 'kind');
  }
  if (name.length > OPERATION_LIMITS.name || !OPERATION_NAME.test(name)) {
    return fail('operation.name', 'is not of the form "vendor/what"', 'name');
  }
  const dnsName = serverName.length <= OPERATION_LIMITS.serverName && DNS_NAME.test(serverName);
  if (!dnsName || NUMERIC_END.test(serverName)) {
    return fail('operation.server_name', 'is not a lower-case DNS name of two labels or more', 'server_name');
  }
  return port >= 1 && port <= 65_535 ? ok() : fail('operation.port', 'is not within 1 to 65535', 'port');
}

function checkLimits(operation: Operation): CoreResult<undefined> {
  const { maxRequestBytes, maxResponseBytes } = operation;
  const limits = OPERATION_LIMITS;
  if (maxRequestBytes < limits.minRequestBytes || maxRequestBytes > limits.maxRequestBytes) {
    return fail('operation.limits', 'is not within 64 to 16384', 'max_request_bytes');
  }
  return maxResponseBytes >= limits.minResponseBytes && maxResponseBytes <= limits.maxResponseBytes
    ? ok()
    : fail('operation.limits', 'is not within 64 to 1048576', 'max_response_bytes');
}
