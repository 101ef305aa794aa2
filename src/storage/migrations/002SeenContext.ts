/** Stores what the model saw along with its answer. */
export const seenContext = 'alter table conversation_message add column seen text;';
