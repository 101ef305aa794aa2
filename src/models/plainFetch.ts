const allowedHeaders = ['accept', 'authorization', 'content-type', 'user-agent'];

/**
 * A fetch that sends only the headers that a request needs (the `openai` package adds details of the machine, and whatever
 * OPENAI_CUSTOM_HEADERS contains) and follows no redirects: the user has not agreed to another origin.
 */
export const plainFetch =
  (withKey: boolean): typeof fetch =>
  (input, init) => {
    const headers = new Headers(init?.headers);
    for (const name of Array.from(headers.keys())) if (!allowedHeaders.includes(name)) headers.delete(name);
    if (!withKey) headers.delete('authorization');
    return fetch(input, { ...init, headers, redirect: 'error' }).catch((error: unknown) => {
      throw withCode(error);
    });
  };

/** The `openai` package drops the code of an error that speaks of a timeout; silence would look like no server at all. */
const withCode = (error: unknown): unknown => {
  const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
  return code === 'UND_ERR_HEADERS_TIMEOUT' ? Object.assign(new Error('no answer'), { code }) : error;
};
