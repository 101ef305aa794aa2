/** A new random identifier (UUID v4, 36 characters). */
export const newId = (): string => globalThis.crypto.randomUUID();
