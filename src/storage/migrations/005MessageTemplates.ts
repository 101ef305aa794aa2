/** The template that a message was made with is kept with it: what answers the message goes on with it. */
export const messageTemplates = 'alter table conversation_message add column template text;';
