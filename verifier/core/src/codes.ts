/**
 * Every code of this package, with what it means and what to do about it. `docs/errors.md` is made from it. A code once released keeps
 * its meaning.
 */
export const CORE_CODES = {
  'proto.too_large': 'The message is longer than its kind may be (ENC-2).',
  'proto.malformed': 'The bytes are no message of this kind (ENC-2).',
  'proto.not_canonical': 'The bytes are not the canonical encoding of the message they hold (ENC-1, ENC-2).',

  'decimal.syntax': 'The text is not a decimal number in JSON notation (DEC-1).',
  'decimal.out_of_range': 'The number has more than 18 digits or more than 18 decimals (DEC-1).',

  'unit.unknown': 'The unit is neither of the SenML units registry nor a URI (UNI-1).',
  'unit.mismatch': 'The units are not told in the same base (UNI-1).',
  'unit.inexact': 'The value has no decimal of at most 18 decimals in the other unit (UNI-1).',

  'operation.version':
    'The operation is of a version other than 1 and 2, or of the first edition with something of the second (OP-7).',
  'operation.kind': 'The operation is neither a READ nor an ACTION (OP-2).',
  'operation.name':
    'An operation is named like "vendor/what-it-reads": lower case, digits, "-", parts split by "/", at most 64 characters (OP-2).',
  'operation.server_name':
    'The server is named by a lower-case DNS name of two labels or more, not by an address (OP-2).',
  'operation.port': 'The port is within 1 to 65535 (OP-2).',
  'operation.method': 'The method is one of GET, POST, PUT and PATCH (OP-2).',
  'operation.target': 'The target begins with a literal "/" and is of visible ASCII without "#" (OP-2).',
  'operation.headers':
    'A header is a lower-case token that is not reserved, with a value of visible ASCII and inner single spaces (OP-2).',
  'operation.body': 'A body goes with POST, PUT or PATCH and with a content-type header (OP-2).',
  'operation.template':
    'Templates hold no empty literal, no two literals and no two non-literals side by side (OP-3).',
  'operation.parameters': 'A parameter is declared wrongly: name, order, type or bounds (OP-2, OP-4).',
  'operation.holes': 'A hole is declared wrongly: name, order, charset or lengths (OP-2).',
  'operation.undeclared': 'A template uses a parameter or a hole that is not declared (OP-3).',
  'operation.unused': 'A parameter or a hole is declared and not used (OP-3).',
  'operation.hole_use': 'A hole is used exactly once, and never in a condition or a path (OP-3).',
  'operation.statuses': 'Success statuses are one or more, strictly increasing, within 200 to 299 (OP-2).',
  'operation.path': 'A path has at most 16 steps, each a key, an index or a match (OP-2).',
  'operation.conditions': 'A condition is declared wrongly, or there are more than 16 (OP-2).',
  'operation.readings':
    'A reading is declared wrongly: name, order, unit, source, bounds, map or number (OP-2).',
  'operation.observed_at': 'The time format of observed_at is not known (OP-2).',
  'operation.unit':
    'A unit of the second edition is a symbol of the SenML units registry or a URI: %RH, %EL or /100 for a percentage, / or count for a plain number (UNI-1).',
  'operation.period_start':
    'The time format of period_start is not known, or there is no observed_at (SEL-6).',
  'operation.rows':
    'The rows are declared wrongly: no READ, a list that is not declared, or more than an attestation holds (ROW-1).',
  'operation.list_use': 'A list stands in target or body, and nowhere else (OP-6).',
  'operation.limits': 'A limit, max_request_bytes or max_response_bytes, is outside its bounds (OP-2).',
  'operation.spec': 'The description of the operation cannot be read; the message says where.',

  'operation.proxy_hole_length':
    'A hole has not the length that PROXY mode needs: 8 bytes or more, and in the request line one exact length. Declare it so, or read in MPC mode (PRX-1).',
  'operation.proxy_hole_place':
    'A hole does not fill a whole value between delimiters, as PROXY mode needs. Move it, or read in MPC mode (PRX-1).',

  'params.missing': 'A parameter that the operation declares is not given (OP-5).',
  'params.unknown': 'A parameter is given that the operation does not declare (OP-5).',
  'params.order': 'Parameters are not strictly increasing by name (ORD-1).',
  'params.value': 'The value of a parameter does not satisfy its type (OP-4).',

  'secrets.missing': 'A secret that the operation has a hole for is not given.',
  'secrets.unknown': 'A secret is given that the operation has no hole for.',
  'secrets.value':
    'A secret has a length or a character that its hole does not allow. The value is not shown.',

  'request.too_large': 'The request is longer than the operation allows (OP-2).',
  'request.dot_segment':
    'The rendered path has a segment "." or "..", which a server would resolve to another resource (REQ-1).',
  'request.hidden_ranges':
    'The hidden ranges are not increasing, overlap, are empty or leave the transcript (REQ-3).',
  'request.hidden_elsewhere': 'A byte outside every hole is hidden (REQ-3).',
  'request.hole_visible': 'A hole of the request is not hidden (REQ-3).',
  'request.hole_length': 'A hidden range is shorter or longer than its hole allows (REQ-3).',
  'request.line': 'The request line is not the one of the operation (REQ-2).',
  'request.header': 'A header line is none of the operation, or not as the operation has it (REQ-2).',
  'request.header_repeated': 'A header line appears twice (REQ-2).',
  'request.header_missing': 'A header line of the operation is missing (REQ-2).',
  'request.body': 'The body is not the one of the operation (REQ-2).',
  'request.different': 'A visible byte differs from the rendered request (REQ-2).',
  'request.length':
    'The request is shorter or longer than the rendered one, or more follows it (REQ-2, REQ-4).',

  'response.too_large': 'The response is longer than the operation allows (RES-1).',
  'response.truncated': 'The response ends before its framing says so (RES-1, RES-2).',
  'response.status_line': 'The response does not begin with an HTTP/1.1 status line of ASCII (RES-1).',
  'response.interim': 'A 1xx response is refused (RES-1).',
  'response.header': 'A header line is malformed or holds a byte outside ASCII (RES-1).',
  'response.too_many_headers': 'There are more than 100 header lines (RES-1).',
  'response.header_too_long': 'A header line is longer than 8,192 bytes (RES-1).',
  'response.framing': 'The length of the body is not said in exactly one way (RES-2).',
  'response.chunk': 'A chunk is malformed, or has an extension or a trailer (RES-2).',
  'response.trailing_bytes': 'Something follows the response (RES-2).',
  'response.content_encoding': 'The body is compressed although identity was asked for (RES-2).',
  'response.json_encoding':
    'The body is not UTF-8 text without a byte-order mark, or holds half a surrogate pair (RES-4).',
  'response.json_syntax': 'The body is not one JSON text (RES-4).',
  'response.json_depth': 'The body is nested more than 32 levels deep (RES-4).',
  'response.json_values': 'The body holds more than 20,000 values (RES-4).',
  'response.json_duplicate': 'An object of the body has a member name twice (RES-4).',

  'vendor.unauthorized': 'The vendor refused the credential (status 401 or 403) (RES-3).',
  'vendor.not_found': 'The vendor knows no such resource (status 404) (RES-3).',
  'vendor.rate_limited': 'The vendor asks for fewer requests (status 429) (RES-3).',
  'vendor.redirect': 'The vendor answered with a redirect, which is not followed (RES-3).',
  'vendor.server_error': "The vendor's server failed (status 5xx) (RES-3).",
  'vendor.status': 'The vendor answered with a status that is no success of this operation (RES-3).',
  'vendor.condition_failed': 'The response does not satisfy a condition of the operation (CON-1).',

  'reading.absent': 'The path leads to nothing (SEL-2).',
  'reading.null': 'The value is null (SEL-2).',
  'reading.non_numeric': 'The value is not of the kind that the operation declares (SEL-2).',
  'reading.out_of_bounds': 'The value is outside the bounds of the reading or of a decimal (SEL-3).',
  'reading.ambiguous': 'Two elements of an array match (SEL-1).',
  'reading.quality': 'The vendor says nothing of the quality of the value, or what is not listed (SEL-5).',
  'rows.invalid': 'The path of the rows leads to no array or object (ROW-1).',
  'observed_at.invalid': "The vendor's time is absent or unreadable (SEL-4).",
  'observed_at.future': "The vendor's time is more than 60 s after the session (SEL-4).",

  'period_start.invalid': 'The time when the period began is absent, unreadable or after its end (SEL-6).',

  'signature.invalid': 'The signature is not by this key over these bytes (SIG-2).',

  'attestation.version':
    'The attestation is of a version that this program does not know; it knows 1 and 2 (ATT-2, ED-1).',
  'attestation.malformed': 'A field of the attestation is missing, too long or of the wrong form (ATT-2).',
  'attestation.network': 'The attestation was made for another chain or oracle contract (ATT-2).',
  'attestation.operation': 'The attestation is of another operation (ATT-4).',
  'attestation.params': 'The attestation is of other parameters (OBS-5).',
  'attestation.subject': 'The attestation is about another subject (OBS-5).',
  'attestation.context': 'The attestation was made for another purpose, feed or round (OBS-5).',
  'attestation.prover': 'The attestation was asked for by another operator (OBS-5).',
  'attestation.mode': 'The mode of the attestation is not accepted (OBS-5).',
  'attestation.notary': 'The notary is not one that is accepted (OBS-5).',
  'attestation.custom_ca':
    "The server's certificate was checked against a private CA, which is not allowed (OBS-5).",
  'attestation.session_time': 'The session was held outside the slice of its round (OBS-5).',
  'attestation.observed_at':
    'The time of observation is missing, too old or later than the session allows (ATT-4, OBS-5, SEL-4).',
  'attestation.readings':
    'The readings are not those of the operation, or one is outside its bounds (ATT-4).',
  'attestation.path': "The lengths of the request's segments do not fit the operation's holes (ATT-4).",
  'attestation.reading':
    "The feed's reading is not there in the feed's unit, or does not fit its decimals (OBS-5, AGG-1).",
  'attestation.rows': 'The rows are not those that were asked for, or the operation has none (ATT-4, GRP-1).',
  'attestation.quality': 'The vendor calls the value of a quality that the feed does not take (SEL-5).',
  'attestation.signature': "The notary's signature is not good (ATT-1).",
  'attestation.opening': 'The opened transcript is not the one that the attestation commits to (ATT-3).',

  'observation.version':
    'The observation is of a version that this program does not know; it knows 1 and 2 (OBS-2, ED-1).',
  'observation.malformed': 'A field of the observation is missing, too long or of the wrong form (OBS-2).',
  'observation.network': 'The observation was made for another chain or oracle contract (OBS-2).',
  'observation.feed': 'The observation is for another feed (OBS-3).',
  'observation.observer': "The observer is not a member of the feed's operators (OBS-3).",
  'observation.round': 'The observation is for another round.',
  'observation.order': 'The attestations are not strictly increasing by notary (OBS-2, ORD-1).',
  'observation.attestation_ids': 'The attestations are not those that the observer signed (OBS-2).',
  'observation.session_reused': 'Two attestations are of one session (OBS-6).',
  'observation.mixed_modes': 'The attestations of the observation are not all of one mode (OBS-6).',
  'observation.notaries_required':
    'There are attestations by fewer notaries than the feed requires in their mode (OBS-6).',
  'observation.notaries_too_many':
    'The observation has more attestations than the feed asks for, and nobody pays for what was not asked for (OBS-6).',
  'observation.step_up_round': 'In this round the feed counts only observations in MPC mode (OBS-9).',
  'observation.step_up_moved':
    'The value moved by more than the feed takes in PROXY mode; an observation in MPC mode counts (OBS-9).',
  'observation.signature': "The observer's signature is not good (OBS-7).",

  'report.version':
    'The report is of a version that this program does not know; it knows 1 and 2 (REP-1, ED-1).',
  'report.malformed': 'A field of the report is missing, too long or of the wrong form (REP-1).',
  'report.feed': 'The report is for another feed (REP-2).',
  'report.operation': "The report is of another operation than the feed's (REP-2).",
  'report.params': "The report is of other parameters than the feed's (REP-2).",
  'report.subject': "The report is about another subject than the feed's (REP-2).",
  'report.readings':
    "The feed's reading is not among the report's in the feed's unit, or an attestation has another number of values (REP-2).",
  'report.paths':
    'The paths are not strictly increasing, one is named by no attestation, or one is named that is not there (REP-7).',
  'report.order': 'The observations are not strictly increasing by observer (REP-3).',
  'report.session_reused': 'Two attestations of the report are of one session (REP-3).',
  'report.quorum': 'There are fewer observations than the feed needs (REP-3).',
  'report.too_many': 'There are more observations than the feed has operators (REP-3).',
  'report.rows': "The rows of the report are not the group's, or out of order (GRP-1, REP-2).",
  'report.transmitter': 'The report has a transmitter without a signature, or the other way round (REP-8).',
  'report.signature': "The transmitter's signature is not good (REP-8).",
  'report.mixed':
    'Observations of several feeds, rounds, operations, parameters or subjects cannot make one report (REP-1).',

  'registration.malformed':
    'A field of the registration is missing, too long or of the wrong form (REG-1, DEV-1).',
  'registration.version':
    'The registration is of a version that this program does not know; it knows 1 and 2 (ED-1).',
  'registration.role': 'A key registers as "operator" or as "notary" (REG-1).',
  'registration.signature': 'The signature is not by the key that registers (REG-1, DEV-1).',
  'settlement.version': 'The settlement is of a version that this program does not know; it knows 2 (CMD-3).',
  'settlement.malformed': 'A field of the settlement is missing or of the wrong form (CMD-3).',
  'settlement.signature': "The executor's signature is not good (CMD-3).",
  'evidence.salt': 'The salt that hides evidence until it is shown has 16 to 64 bytes (EVD-2).',
  'evidence.none': 'What is shown is no offence (EVD-1).',
} as const satisfies Record<string, string>;

/** One of the codes of {@link CORE_CODES}. */
export type CoreCode = keyof typeof CORE_CODES;
