import { UserError } from '../domain/errors';

/** Where a request was sent, for the wording of its error. */
export interface RequestPlace {
  readonly provider: string;
  readonly origin: string;
  readonly model: string;
  readonly apiKey: string | null;
}

/** The parts of an HTTP or in-stream error that matter, whatever library or server made it. */
interface ProviderError {
  readonly status: number | null;
  readonly code: string;
  readonly message: string;
  readonly retryAfter: string | null;
  /** False for an error page instead of an error object. */
  readonly structured: boolean;
}

/** Matches what servers say about a request that is longer than the model's context. */
export const contextPattern =
  /context[_ ](?:length|window|size)|maximum context|max(?:imum)? (?:prompt|input) (?:length|tokens)|prompt is too long|too many (?:input )?tokens|input (?:is )?too long|exceeds? the (?:model'?s? )?(?:context|token limit)|available context size|input token count .*exceeds|prompt exceeds max|exceeded model token limit|range of input length|inputs. tokens \+ .max_new_tokens/i;
/** Matches what servers say about a single call, that it or its id is wrong; they take tools. */
export const brokenCallPattern = /\bpars(?:e|ing) (?:the )?(?:tool|function)[ _]?call|invalid character|tool call id/i;
const filterPattern = /content[_ ](?:filter|policy|management)|moderation|flagged|safety system|responsible ?ai/i;
const keyPattern = /invalid[_ ]api[_ ]key|incorrect api key|api[_ ]key[_ ](?:not valid|invalid)/i;
const modelPattern =
  /model[_ ]not[_ ](?:found|exist)|(?:unknown|invalid|no such) model|model ['"`]?[^\s'"`]*['"`]? (?:was |is )?(?:not found|does not exist|not exist|not available|not supported)|not a valid model/i;
const quotaPattern =
  /insufficient[_ ](?:quota|balance|credits?|funds)|exceeded your current quota|billing[_ ](?:hard|not)/i;

/**
 * How Node's fetch ends a silent connection, and after how many seconds. A dispatcher without this limit would not do:
 * the editor's fetch replaces it, or takes no proxy because of it.
 */
const silencePattern = /^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/;
const fetchSeconds = 300;

/** Turns whatever a request or its stream threw into a `UserError`; an error that is not the provider's is returned unchanged. */
export const toProviderError = (error: unknown, place: RequestPlace): unknown => {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  if (error instanceof SyntaxError) return new UserError('badResponse', { reason: 'malformed JSON' }, { cause: error });
  if (silencePattern.test(connectionReason(error)))
    return new UserError('timeout', { seconds: fetchSeconds, phase: 'connection' }, { cause: error });
  if (isCut(error)) return new UserError('streamCut', {}, { cause: error });
  if (isConnectionError(error))
    return new UserError('unreachable', { origin: place.origin, reason: connectionReason(error) }, { cause: error });
  const parts = errorParts(error);
  return parts === null ? error : fromParts(parts, place, error);
};

const fromParts = (
  { status, code, message, retryAfter, structured }: ProviderError,
  place: RequestPlace,
  cause: Error,
): UserError => {
  const about = `${code} ${message}`;
  const options = { cause };
  if (status === 413 || contextPattern.test(about)) return new UserError('contextTooLong', {}, options);
  if (filterPattern.test(about)) return new UserError('contentFilter', {}, options);
  if (status === 401 && place.apiKey === null)
    return new UserError('noKey', { provider: place.provider, origin: place.origin }, options);
  if (status === 401 || status === 403 || keyPattern.test(about))
    return new UserError('badKey', { origin: place.origin, status: status ?? 401 }, options);
  if ((status === 404 && structured) || modelPattern.test(about))
    return new UserError('unknownModel', { model: place.model }, options);
  const pause = secondsIn(message);
  // Gemini names the quota for limits that pass, too.
  if ((status === 429 || /rate[_ ]limit/i.test(about)) && (pause > 0 || !quotaPattern.test(about)))
    return new UserError('rateLimited', { seconds: secondsOf(retryAfter) || pause }, options);
  return new UserError('providerFailed', { status: status ?? 0, message: readable(message, place.apiKey) }, options);
};

/** Reads the fields of the `openai` package's `APIError` without importing it; in-stream errors carry their status as the code. */
export const errorParts = (error: Error): ProviderError | null => {
  const { status, error: body, headers } = error as { status?: unknown; error?: unknown; headers?: unknown };
  if (!('status' in error) || !('error' in error)) return null;
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : null;
  const codes = [fields?.['code'], fields?.['type'], (error as { code?: unknown }).code].flatMap((code) =>
    typeof code === 'string' || typeof code === 'number' ? String(code) : [],
  );
  const numeric = codes.map(Number).find((code) => code >= 400 && code < 600);
  const text = fields?.['message'] ?? fields?.['detail'] ?? (typeof body === 'string' ? body : error.message);
  return {
    status: typeof status === 'number' ? status : (numeric ?? null),
    code: codes.join(' '),
    message: typeof text === 'string' ? text : JSON.stringify(text),
    retryAfter: headers instanceof Headers ? headers.get('retry-after') : null,
    structured: fields !== null || error.message.includes('(no body)'),
  };
};

const causeOf = (error: Error): Error | null => (error.cause instanceof Error ? error.cause : null);

/** The package's connection errors have neither status nor body; its class names do not survive minifying. */
const isConnectionError = (error: Error): boolean => {
  const { status, error: body } = error as { status?: unknown; error?: unknown };
  return 'status' in error && status === undefined && body === undefined;
};

/** The innermost system code of a failed connection: `ECONNREFUSED`, `ENOTFOUND`, a certificate error. */
const connectionReason = (error: Error): string => {
  let reason = error.message;
  for (let at: Error | null = error; at !== null; at = causeOf(at))
    reason = (at as NodeJS.ErrnoException).code ?? at.message;
  return reason;
};

/** True for a body that ended too early, as Node's fetch reports it. */
const isCut = (error: Error): boolean => error instanceof TypeError && error.message === 'terminated';

/** Seconds of a `Retry-After` header, which is a number or a date; 0 if it is missing or unreadable. */
const secondsOf = (header: string | null): number => {
  if (header === null) return 0;
  const seconds = /^\s*[\d.]+\s*$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : 0;
};

/** Seconds that a message asks to wait: "try again in 1m6.2s", "retry after 26 seconds"; 0 if it does not. */
const secondsIn = (message: string): number => {
  const pattern = /(?:retry|again) (?:in|after) (?:(\d+)h)?(?:(\d+)m(?!s))?(?:([\d.]+) ?(ms|s))?/i;
  const [, hours = '0', minutes = '0', rest = '0', unit] = pattern.exec(message) ?? [];
  return Math.ceil(Number(hours) * 3600 + Number(minutes) * 60 + Number(rest) / (unit === 'ms' ? 1000 : 1)) || 0;
};

const readable = (message: string, apiKey: string | null): string => {
  const text = message
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return (apiKey === null ? text : text.replaceAll(apiKey, '(key)')).slice(0, 300);
};
