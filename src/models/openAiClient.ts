import type { APIError, OpenAI } from 'openai';
import { plainFetch } from './plainFetch';

/**
 * Opens a client for an OpenAI-compatible server. The package is large, so it is loaded here, on first use. Nothing is
 * taken from the environment, whose key belongs to another origin; retries and time limits are up to the caller.
 */
export const openClient = async (baseUrl: string, apiKey: string | null): Promise<OpenAI> => {
  const { OpenAI } = await import('openai');
  class Client extends OpenAI {
    /** The package reads only the field `error` of a failure; older vLLM and FastAPI send one without it, Gemini a list. */
    protected override makeStatusError(
      status: number,
      body: unknown,
      message: string | undefined,
      headers: Headers,
    ): APIError {
      const told: unknown = Array.isArray(body) ? body[0] : body;
      const given = told as { readonly error?: unknown } | undefined;
      return super.makeStatusError(status, given?.error == null ? { error: told } : given, message, headers);
    }
  }
  return new Client({
    baseURL: baseUrl,
    apiKey: apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: 2 ** 31 - 1,
    logLevel: 'off',
    fetch: plainFetch(apiKey !== null),
  });
};
