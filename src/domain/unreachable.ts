/** Why a server could not be reached, as far as the system's code tells. */
export type UnreachableKind = 'nameUnknown' | 'refused' | 'notTrusted' | 'other';

/** Sorts the innermost code or message of a failed connection: only what may pass by itself is worth another try. */
export const unreachableKind = (reason: string): UnreachableKind => {
  if (/ENOTFOUND|EAI_AGAIN|NAME_NOT_RESOLVED/.test(reason)) return 'nameUnknown';
  if (/ECONNREFUSED|CONNECTION_REFUSED/.test(reason)) return 'refused';
  return /CERT|SIGNED|ALTNAME|SSL|TLS/.test(reason) ? 'notTrusted' : 'other';
};
