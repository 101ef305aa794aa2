/** Why a server could not be reached, as far as the system's error code shows. */
export type UnreachableKind = 'nameUnknown' | 'refused' | 'notTrusted' | 'other';

/** Classifies the innermost code or message of a failed connection: only failures that may pass by themselves are worth a retry. */
export const unreachableKind = (reason: string): UnreachableKind => {
  if (/ENOTFOUND|EAI_AGAIN|NAME_NOT_RESOLVED/.test(reason)) return 'nameUnknown';
  if (/ECONNREFUSED|CONNECTION_REFUSED/.test(reason)) return 'refused';
  return /CERT|SIGNED|ALTNAME|SSL|TLS/.test(reason) ? 'notTrusted' : 'other';
};
