import type { OpenAI } from 'openai';
import { plainFetch } from './plainFetch';

/**
 * Opens a client for an OpenAI-compatible server. The package is large, so it is loaded here, on first use. Nothing is
 * taken from the environment, whose key belongs to another origin; retries and time limits are up to the caller.
 */
export const openClient = async (baseUrl: string, apiKey: string | null): Promise<OpenAI> => {
  const { OpenAI } = await import('openai');
  return new OpenAI({
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
